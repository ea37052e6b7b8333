#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Normal daily changes whose mean and deviation depend on an unseen state: index 0 is calm, index 1 stressed.
///
/// The state is a Markov chain by days.
/// Source: J. Hamilton, “A new approach to the economic analysis of nonstationary time series and the business cycle”,
/// Econometrica 57, 1989.
public struct RegimeModel: Hashable, Sendable {
    /// Of the daily change in each state.
    public var means: SIMD2<Double>
    public var deviations: SIMD2<Double>
    /// The probability that a day's state is also the next day's.
    public var stays: SIMD2<Double>

    public init(means: SIMD2<Double>, deviations: SIMD2<Double>, stays: SIMD2<Double>) {
        self.means = means
        self.deviations = deviations
        self.stays = stays
    }

    /// The probability of the stressed state a day after it had the probability `stressed`.
    @inline(__always)
    public func stressed(after stressed: Double) -> Double { (1 - stressed) * (1 - stays[0]) + stressed * stays[1] }

    /// The share of days that are stressed in the long run; one half where no state is ever left.
    public var stationaryStressed: Double {
        let leaving = 2 - stays[0] - stays[1]
        return leaving > 0 ? (1 - stays[0]) / leaving : 0.5
    }

    /// The mean of a day's change where its state is stressed with a probability.
    public func mean(stressed: Double) -> Double { (1 - stressed) * means[0] + stressed * means[1] }

    /// The variance of a day's change where its state is stressed with a probability.
    public func variance(stressed: Double) -> Double {
        let gap = means[1] - means[0]
        let within = (1 - stressed) * deviations[0] * deviations[0] + stressed * deviations[1] * deviations[1]
        return within + stressed * (1 - stressed) * gap * gap
    }

    /// The kurtosis of a day's change in the long run.
    public var kurtosis: Double {
        let centre = mean(stressed: stationaryStressed)
        let variance = variance(stressed: stationaryStressed)
        var fourth = 0.0
        for state in 0..<2 {
            let weight = state == 0 ? 1 - stationaryStressed : stationaryStressed
            let (m, v) = (means[state] - centre, deviations[state] * deviations[state])
            fourth += weight * (m * m * m * m + 6 * m * m * v + 3 * v * v)
        }
        return fourth / (variance * variance)
    }
}
