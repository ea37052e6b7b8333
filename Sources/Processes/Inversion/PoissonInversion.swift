import Statistics

/// Poisson counts by inversion of a standard normal driver: the smallest n whose P(N ≤ n) is at least Φ(z).
///
/// The thresholds of z are tabulated, with a guide that tells where to start looking, so a count costs a comparison or
/// two whatever the mean. In the upper half they come from P(N > n), so that counts of tiny probability keep theirs.
/// Source: H.-C. Chen, Y. Asau, “On generating random variates from an empirical distribution”, AIIE Transactions 6,
/// 1974; L. Devroye, “Non-Uniform Random Variate Generation”, Springer 1986, section III.2.4.
struct PoissonInversion: Sendable {
    /// Scores beyond it count as it: a driver of double precision does not reach ±8.6.
    private static let bound = 8.7

    /// The count below the first threshold.
    private let least: Int
    /// The score up to which the count is `least`, `least + 1`, …; the last is infinite.
    private let thresholds: [Double]
    /// For each of equal cells of the score from −bound to bound: how many thresholds lie below the cell.
    private let guide: [Int]
    private let cellsPerUnit: Double

    /// - Parameter mean: at least 0.
    init(mean: Double) {
        precondition(mean >= 0 && mean.isFinite, "a mean is not negative")
        // Counts within reach of the bound: nine standard deviations and the skew of the tails.
        let reach = 9 * mean.squareRoot() + 14
        least = max(0, Int(mean - reach))
        var thresholds: [Double] = []
        for count in least...Int(mean + 2 * reach) where mean > 0 {
            let threshold = Self.threshold(count, mean)
            guard threshold < Self.bound else { break }
            thresholds.append(threshold)
        }
        self.thresholds = thresholds + [.infinity]
        let cells = min(max(64, 2 * thresholds.count), 1 << 16)
        cellsPerUnit = Double(cells) / (2 * Self.bound)
        var guide: [Int] = []
        var below = 0
        for cell in 0..<cells {
            let edge = Double(cell) / cellsPerUnit - Self.bound
            while self.thresholds[below] < edge { below += 1 }
            guide.append(below)
        }
        self.guide = guide
    }

    /// Φ⁻¹(P(N ≤ n)), by the tail that is the smaller.
    private static func threshold(_ count: Int, _ mean: Double) -> Double {
        // P(N ≤ n) is the probability that a gamma variable of shape n + 1 exceeds the mean.
        let waiting = GammaDistribution(shape: Double(count + 1))
        let normal = NormalDistribution.standard
        let upper = waiting.cumulative(mean)
        return upper < 0.5 ? -normal.quantile(upper) : normal.quantile(waiting.upper(mean))
    }

    /// The count at a score.
    @inline(__always)
    func count(at z: Double) -> Int {
        let place = (z + Self.bound) * cellsPerUnit
        let cell = min(max(place, 0), Double(guide.count - 1))
        var below = guide[Int(cell)]
        while thresholds[below] < z { below += 1 }
        return least + below
    }
}
