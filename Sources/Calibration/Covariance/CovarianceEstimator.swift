import LinearAlgebra
import Settings

/// How a covariance is estimated from a history of changes.
public protocol CovarianceEstimator: Kind {
    init(_ specification: Specification)

    /// Whether it sees that one factor follows another on the next day.
    static var seesLags: Bool { get }

    /// The covariance of one observation's changes.
    ///
    /// - Parameter changes: observations × factors, the oldest first; at least two observations, all finite.
    /// - Throws: that a model could not be fitted to them.
    func estimate(_ changes: Matrix) throws(CovarianceError) -> CovarianceEstimate
}

extension CovarianceEstimator {
    public static var seesLags: Bool { false }
}
