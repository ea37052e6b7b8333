import LinearAlgebra
import Settings

/// The long-run covariance: that of a day and those with the days before and after, the less weighted the farther.
///
/// Σ = Γ₀ + Σₗ wₗ(Γₗ + Γₗᵀ) with Bartlett's weights wₗ = 1 − l/(L + 1), which keeps it positive semi-definite. Where markets
/// close at different hours, news of one day reaches the other's level on the next, and a daily covariance sees but a part of
/// what they share; so does it where levels are stale or smoothed. A part of 1/(L + 1) of a one-day lag stays unseen.
/// Source: W. K. Newey, K. D. West, “A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent
/// covariance matrix”, Econometrica 55(3), 1987.
public struct NeweyWestCovariance: CovarianceEstimator {
    public static let kind = "newey-west"
    public static let summary = "sample covariance with those of days before and after, for closes at different hours"
    public static let seesLags = true
    public static let settings = [
        Setting(
            "lags", .count(1...60), .defaulted(.count(4)), "days before and after that count, less the farther they are"
        )
    ]

    /// L.
    public let lags: Int

    public init(_ specification: Specification) { lags = specification.count("lags") }

    public func estimate(_ changes: Matrix) -> CovarianceEstimate {
        let count = Double(changes.rowCount)
        let centred = changes.centred
        var sum = centred.gram
        var squares = 0.0
        for lag in 1...lags {
            let weight = 1 - Double(lag) / Double(lags + 1)
            sum = sum.adding(weight, times: centred.laggedGram(lag))
            squares += weight * weight
        }
        return CovarianceEstimate(
            covariance: (1 / (count - 1)) * sum, description: "Newey–West covariance, \(lags) lags",
            effectiveObservations: count / (1 + 2 * squares))
    }
}
