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
        let before = try Self.eigenvalues(of: correlation)
        guard let smallest = before.first, let largest = before.last,
            smallest < -CholeskyFactor.relativeTolerance(correlation.rowCount) * largest
        else { return RepairedCorrelation(unchanged: correlation, smallestEigenvalue: before.first ?? 1) }
        let replacement = try replacement(for: correlation)
        let after = try Self.eigenvalues(of: replacement)
        return RepairedCorrelation(
            from: correlation, to: replacement, smallestEigenvalueBefore: smallest, smallestEigenvalueAfter: after[0])
    }

    private static func eigenvalues(of matrix: Matrix) throws(RepairError) -> [Double] {
        do { return try SymmetricEigen.values(of: matrix) } catch { throw .matrix(error) }
    }
}
