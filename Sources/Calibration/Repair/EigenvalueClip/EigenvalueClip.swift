import LinearAlgebra
import Settings

/// Negative eigenvalues become zero, and the result is scaled back to ones on the diagonal.
///
/// Cheap and well known, but not the nearest correlation matrix.
/// Source: R. Rebonato, P. Jäckel, “The most general methodology to create a valid correlation matrix for risk management
/// and option pricing purposes”, J. Risk 2(2), 1999, §3 (spectral decomposition).
public struct EigenvalueClip: PositiveDefiniteRepair {
    public static let kind = "eigenvalue-clip"
    public static let summary = "set negative eigenvalues to zero and rescale to a unit diagonal"
    public static let settings: [Setting] = []

    public init(_ specification: Specification) {}

    public func replacement(for correlation: Matrix) throws(RepairError) -> Matrix {
        do {
            return Matrix(try SymmetricEigen(correlation)) { max($0, 0) }.withUnitDiagonal
        } catch { throw .matrix(error) }
    }
}
