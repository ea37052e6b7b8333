import LinearAlgebra
import Settings

/// The sample covariance: every observation counts the same, the mean is removed, the divisor is n − 1.
public struct SampleCovariance: CovarianceEstimator {
    public static let kind = "sample"
    public static let summary = "every change counts the same; mean removed, divisor n − 1"
    public static let settings: [Setting] = []

    public init(_ specification: Specification) {}

    public func estimate(_ changes: Matrix) -> CovarianceEstimate {
        let count = Double(changes.rowCount)
        return CovarianceEstimate(
            covariance: (1 / (count - 1)) * changes.centred.gram, description: "sample covariance",
            effectiveObservations: count)
    }
}
