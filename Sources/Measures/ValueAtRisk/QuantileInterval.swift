import Statistics

/// The ends of a 95 % interval of a quantile, as places among the losses in descending order.
///
/// The ranks whose losses bound the quantile with a probability of 97.5 % or more on each side are those of a binomial number
/// of losses beyond it. A rank is coarse where few losses are in the tail: the interval then covers up to 98.5 % and is up to
/// three times as wide as it need be. So below 250 losses in the tail an end lies between two order statistics, at the
/// share that makes the probability 97.5 % to second order.
/// Sources: H. A. David, H. N. Nagaraja, “Order Statistics”, 3rd ed., Wiley 2003, section 7.1; T. P. Hettmansperger,
/// S. J. Sheather, “Confidence intervals based on interpolated order statistics”, Statistics & Probability Letters 4, 1986, for
/// the median; J. Nyblom, “Note on interpolated order statistics”, Statistics & Probability Letters 14, 1992, for any quantile.
struct QuantileInterval {
    /// A place between two neighbours among the losses.
    struct End: Hashable {
        /// From the largest loss down; out of 1…n where the sample cannot bound the quantile.
        var rank: Int
        /// How much of the way to the next larger loss.
        var share: Double
    }

    let low: End
    let high: End

    /// Ranks serve as they are from so many losses in the tail on: coverage is then within 95 and 95.4 %.
    private static let fewLosses = 250.0

    /// - Parameter level: the probability of a smaller loss.
    init(count: Int, level: Double) {
        let below = BinomialDistribution(trials: count, probability: level)
        let (first, last) = (below.quantile(0.025), below.quantile(0.975))
        let isCoarse = Double(count) * (1 - level) < Self.fewLosses
        // In ascending ranks r the interval is from q(2.5 %) to q(97.5 %) + 1.
        low = End(rank: count - first + 1, share: isCoarse ? Self.share(first, 0.025, below) : 0)
        // The upper end is between the rank before and this one.
        let upper = isCoarse && last < count ? Self.share(last, 0.975, below) : 1
        high = upper < 1 ? End(rank: count - last + 1, share: upper) : End(rank: count - last, share: 0)
    }

    /// How far from the ascending rank r to r + 1 the probability of lying beyond the quantile is the one wanted.
    private static func share(_ r: Int, _ wanted: Double, _ below: BinomialDistribution) -> Double {
        guard r > 0, r < below.trials else { return 0 }
        let (before, after) = (below.cumulative(r - 1), below.cumulative(r))
        guard wanted > before, after > before else { return 0 }
        let p = below.probability
        let odds = Double(r) * (1 - p) * (after - wanted) / (Double(below.trials - r) * p * (wanted - before))
        return 1 / (1 + odds)
    }
}
