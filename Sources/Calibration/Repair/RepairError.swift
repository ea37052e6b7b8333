import LinearAlgebra

/// Why a correlation matrix could not be made positive semi-definite.
public enum RepairError: Error, Hashable, Sendable {
    /// The matrix is indefinite and the scenario allows no repair, or it is no symmetric matrix of numbers at all.
    case matrix(FactorizationError)
    /// The iteration did not come to rest: the norm by which the diagonal still misses one.
    case notConverged(kind: String, iterations: Int, residual: Double)
}

extension RepairError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .matrix(let error): error.description
        case .notConverged(let kind, let iterations, let residual):
            "\(kind) did not converge: after \(iterations) iterations its diagonal still misses one by \(residual)"
        }
    }
}
