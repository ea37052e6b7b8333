/// What a sample looks like: its centre, its spread, its tails.
///
/// Moments are taken in two passes about the mean, so that a large mean costs no digits. A figure that the sample is
/// too small for is not a number.
public struct Descriptive: Sendable {
    /// In the order given.
    public let sample: [Double]
    /// Σx/n; not a number for an empty sample.
    public let mean: Double

    public init(_ sample: some Sequence<Double>) {
        self.sample = Array(sample)
        let count = Double(self.sample.count)
        let rough = self.sample.reduce(0, +) / count
        mean = rough.isFinite ? rough + self.sample.reduce(0) { $0 + ($1 - rough) } / count : rough
    }

    public var count: Int { sample.count }

    /// The unbiased variance, divisor n − 1; not a number for fewer than two.
    ///
    /// By the corrected two-pass algorithm: T. F. Chan, G. H. Golub, R. J. LeVeque, “Algorithms for computing the
    /// sample variance”, The American Statistician 37(3), 1983.
    public var variance: Double {
        count < 2 ? .nan : sumOfSquares / Double(count - 1)
    }

    public var standardDeviation: Double { variance.squareRoot() }

    /// m₃/m₂^1.5 with the moments' divisor n; zero for a symmetric sample, not a number for a constant one.
    public var skewness: Double {
        let variance = sumOfSquares / Double(count)
        return centralMoment(3) / (variance * variance.squareRoot())
    }

    /// m₄/m₂² − 3 with the moments' divisor n; zero for a normal distribution, not a number for a constant sample.
    public var excessKurtosis: Double {
        let variance = sumOfSquares / Double(count)
        return centralMoment(4) / (variance * variance) - 3
    }

    /// Half of the sample is at most this; the mean of the middle two where the count is even.
    public var median: Double { quantile(0.5) }

    /// The median of the distances to the median; times `normalConsistency` it estimates σ of a normal sample.
    public var medianAbsoluteDeviation: Double {
        let centre = median
        return Descriptive(sample.map { abs($0 - centre) }).median
    }

    /// 1/Φ⁻¹(¾), which makes the median absolute deviation a consistent estimate of a normal's standard deviation.
    public static let normalConsistency = 1.482_602_218_505_602

    /// The sample quantile of `p`, interpolated linearly between order statistics, at (n − 1)·p from the smallest.
    ///
    /// Type 7 of R. J. Hyndman, Y. Fan, “Sample quantiles in statistical packages”, The American Statistician 50(4), 1996.
    /// - Complexity: sorts the sample; ask for several at once with `quantiles`.
    public func quantile(_ p: Double) -> Double { quantiles([p])[0] }

    /// Several sample quantiles, type 7, by sorting once; not a number for an empty sample or one that holds a NaN.
    public func quantiles(_ probabilities: [Double]) -> [Double] {
        precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "a probability is from 0 to 1")
        guard count > 0, !sample.contains(where: \.isNaN) else { return probabilities.map { _ in .nan } }
        let sorted = sample.sorted()
        return probabilities.map { p in
            let position = Double(count - 1) * p
            let low = Int(position)
            let fraction = position - Double(low)
            guard fraction > 0 else { return sorted[low] }
            return sorted[low] + fraction * (sorted[low + 1] - sorted[low])
        }
    }

    /// Σ(x − mean)², less what rounding of the mean left in it.
    private var sumOfSquares: Double {
        var squares = 0.0
        var rest = 0.0
        for value in sample {
            let distance = value - mean
            squares += distance * distance
            rest += distance
        }
        return count == 0 ? .nan : squares - rest * rest / Double(count)
    }

    private func centralMoment(_ order: Int) -> Double {
        sample.reduce(0) { sum, value in
            let distance = value - mean
            let square = distance * distance
            return sum + (order == 3 ? square * distance : square * square)
        } / Double(count)
    }
}
