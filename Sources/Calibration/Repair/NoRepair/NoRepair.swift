import LinearAlgebra
import Settings

/// An indefinite correlation matrix is refused, with the pairs that contradict each other.
public struct NoRepair: PositiveDefiniteRepair {
    public static let kind = "none"
    public static let summary = "refuse a correlation matrix that is not positive semi-definite"
    public static let settings: [Setting] = []

    public init(_ specification: Specification) {}

    public func replacement(for correlation: Matrix) throws(RepairError) -> Matrix {
        do { _ = try CholeskyFactor(correlation) } catch { throw .matrix(error) }
        return correlation
    }
}
