import LinearAlgebra
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The exponentially weighted covariance: an observation k steps old has the weight (1 − λ)·λᵏ/(1 − λⁿ).
///
/// The mean is taken as zero, and the weights of the finite window sum to one.
/// Source: J.P. Morgan/Reuters, “RiskMetrics – Technical Document”, 4th ed., 1996, §5.2, whose decay for daily data is 0.94.
public struct ExponentiallyWeightedCovariance: CovarianceEstimator {
    public static let kind = "ewma"
    public static let summary = "the newest changes count most, by a constant decay; mean taken as zero"
    public static let settings = [
        Setting(
            "decay", .number(.fraction), .defaulted(.number(0.94)),
            "the weight of a change over that of the next newer one; 0.94 is RiskMetrics' for daily data")
    ]

    /// λ, between 0 and 1.
    public let decay: Double

    public init(_ specification: Specification) {
        decay = specification.number("decay")
    }

    public func estimate(_ changes: Matrix) -> CovarianceEstimate {
        let weights = weights(changes.rowCount)
        var weighted = changes
        weighted.scaleRows(by: weights.map { $0.squareRoot() })
        return CovarianceEstimate(
            covariance: weighted.gram, description: "exponentially weighted, decay \(decay)",
            effectiveObservations: 1 / weights.reduce(0) { $0 + $1 * $1 })
    }

    /// The weights of a window, the oldest first; they sum to one.
    private func weights(_ count: Int) -> [Double] {
        // −expm1(n·log λ) is 1 − λⁿ without loss of digits where λ is near one.
        let normalisation = (1 - decay) / -expm1(Double(count) * log(decay))
        return (0..<count).map { normalisation * pow(decay, Double(count - 1 - $0)) }
    }
}
