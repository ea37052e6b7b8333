import LinearAlgebra
import Settings

/// What is done about a correlation matrix that is not positive semi-definite.
///
/// A member says only how an indefinite matrix is replaced; `repair` finds out whether that is needed, and reports what
/// it changed.
public protocol PositiveDefiniteRepair: Kind {
    init(_ specification: Specification)

    /// A correlation matrix near the given one.
    ///
    /// - Parameter correlation: symmetric, with a unit diagonal, and indefinite.
    /// - Returns: positive semi-definite to rounding, symmetric, with a unit diagonal.
    func replacement(for correlation: Matrix) throws(RepairError) -> Matrix
}

extension PositiveDefiniteRepair {
    /// The correlation matrix itself where it is positive semi-definite to rounding, otherwise what replaces it.
    ///
    /// - Parameter correlation: symmetric, with a unit diagonal.
    /// - Throws: that the matrix is refused, or that no replacement was found.
    public func repair(_ correlation: Matrix) throws(RepairError) -> RepairedCorrelation {
        let before = try Self.smallest(of: correlation)
        guard before.isNegative else { return RepairedCorrelation(unchanged: correlation, smallest: before) }
        let replacement = try replacement(for: correlation)
        return RepairedCorrelation(
            from: correlation, to: replacement, before: before, after: try Self.smallest(of: replacement))
    }

    private static func smallest(of matrix: Matrix) throws(RepairError) -> SmallestEigenvalue {
        do { return try SmallestEigenvalue(of: matrix) } catch { throw .matrix(error) }
    }
}
