import LinearAlgebra

/// Why a covariance cannot be estimated from changes.
public enum CovarianceError: Error, Hashable, Sendable {
    /// The changes are too large or no numbers at all.
    case matrix(FactorizationError)
    /// A fit gave up; the words are the optimiser's.
    case notConverged(model: String, reason: String)
    case tooFewObservations(model: String, needed: Int, found: Int)
}

extension CovarianceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .matrix(let error): "the covariance of the changes: \(error.description)"
        case .notConverged(let model, let reason): "\(model) does not fit the changes: \(reason)"
        case .tooFewObservations(let model, let needed, let found):
            "\(model) needs at least \(needed) changes, and the window has \(found)"
        }
    }
}
