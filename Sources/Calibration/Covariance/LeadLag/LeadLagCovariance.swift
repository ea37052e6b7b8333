import LinearAlgebra
import Settings

/// The sample covariance whose pairs count what the one moves before or after the other, in full; variances stay daily.
///
/// cov(x, y) = Σ over |l| ≤ L of γ(l), γ(l) the covariance of a day of the one with that of the other l days later. Where
/// markets close at different hours one lag recovers all that they share in 24 hours, at the price of more noise; the matrix
/// may be indefinite, and is repaired as the scenario says.
/// Source: M. Scholes, J. Williams, “Estimating betas from nonsynchronous data”, J. Financial Economics 5, 1977; E. Dimson,
/// “Risk measurement when shares are subject to infrequent trading”, J. Financial Economics 7, 1979.
public struct LeadLagCovariance: CovarianceEstimator {
    public static let kind = "lead-lag"
    public static let summary = "daily variances; covariances in full with the days before and after"
    public static let seesLags = true
    public static let settings = [
        Setting("lags", .count(1...20), .defaulted(.count(1)), "days before and after that count as the same day")
    ]

    /// L.
    public let lags: Int

    public init(_ specification: Specification) { lags = specification.count("lags") }

    public func estimate(_ changes: Matrix) -> CovarianceEstimate {
        let count = Double(changes.rowCount)
        let centred = changes.centred
        let daily = centred.gram
        var sum = daily
        for lag in 1...lags { sum = sum.adding(1, times: centred.laggedGram(lag)) }
        for index in 0..<sum.rowCount { sum[index, index] = daily[index, index] }
        return CovarianceEstimate(
            covariance: (1 / (count - 1)) * sum,
            description: "sample covariance with \(lags) lead\(lags == 1 ? "" : "s") and lag\(lags == 1 ? "" : "s")",
            effectiveObservations: count / Double(2 * lags + 1))
    }
}
