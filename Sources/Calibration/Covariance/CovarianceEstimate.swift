import LinearAlgebra

/// A covariance, and what a reader should know about it.
public struct CovarianceEstimate: Sendable {
    /// Factors × factors, symmetric, for one observation: not annualised.
    public let covariance: Matrix
    /// One phrase for reports: `exponentially weighted, decay 0.97`.
    public let description: String
    /// How many equally weighted observations would tell as much: 1/Σw².
    public let effectiveObservations: Double
    /// The weight of the shrinkage target, from 0 to 1; nil where nothing is shrunk.
    public let shrinkage: Double?

    public init(
        covariance: Matrix, description: String, effectiveObservations: Double, shrinkage: Double? = nil
    ) {
        self.covariance = covariance
        self.description = description
        self.effectiveObservations = effectiveObservations
        self.shrinkage = shrinkage
    }
}
