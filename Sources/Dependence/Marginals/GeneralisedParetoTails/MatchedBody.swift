#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The part of a law between its thresholds, bent so that the whole has mean 0 and variance 1, its tails untouched.
///
/// Between knots the body rises by dₖ ≥ 0; a bent one rises by dₖ·e^(α·tₖ + γ·tₖ²), t from −1 to 1, over what keeps the sum:
/// so it stays ascending and meets both thresholds, α moves its mean and γ its variance. The two are found by Newton's method.
/// What was fitted beyond the thresholds is what was fitted: rescaling the whole law would make every quantile of the tail
/// smaller by the excess of its deviation.
struct MatchedBody {
    let values: [Double]
    /// Of the whole law, before and after; 1 after, where the body could be bent so far.
    let deviation: (before: Double, after: Double)
    let mean: Double

    /// Beyond, the body would no longer be that of the sample.
    private static let furthest = 0.35

    /// - Parameters:
    ///   - values: at even distances from threshold to threshold, ascending.
    ///   - reach: the score of the upper threshold.
    ///   - tails: what the tails add to the mean and to the mean square of the whole.
    init(_ values: [Double], reach: Double, tails: (first: Double, second: Double)) {
        let middle = Double(values.count - 2) / 2
        let rises = zip(values.dropFirst(), values).map(-)
        let whole = rises.reduce(0, +)
        func bent(_ α: Double, _ γ: Double) -> [Double] {
            let weighted = rises.enumerated().map { place, rise in
                let t = (Double(place) - middle) / max(middle, 1)
                return rise * exp(α * t + γ * t * t)
            }
            let scale = whole / weighted.reduce(0, +)
            var sum = values[0]
            return [sum]
                + weighted.dropLast().map { rise in
                    sum += rise * scale
                    return sum
                } + [values[values.count - 1]]
        }
        func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
            let body = MonotoneCubic(from: -reach, to: reach, values: values).moments
            let mean = body.first + tails.first
            return (mean, body.second + tails.second - mean * mean)
        }
        func distance(_ at: (mean: Double, variance: Double)) -> Double { hypot(at.mean, at.variance - 1) }
        let start = moments(values)
        // A body of one value has nothing to bend.
        guard whole > 0 else {
            self.values = values
            deviation = (start.variance.squareRoot(), start.variance.squareRoot())
            mean = start.mean
            return
        }
        var (α, γ) = (0.0, 0.0)
        var reached = start
        for _ in 0..<40 where distance(reached) > 1e-13 {
            let h = 1e-5
            let (byα, byγ) = (moments(bent(α + h, γ)), moments(bent(α, γ + h)))
            let (a, b) = ((byα.mean - reached.mean) / h, (byγ.mean - reached.mean) / h)
            let (c, d) = ((byα.variance - reached.variance) / h, (byγ.variance - reached.variance) / h)
            let determinant = a * d - b * c
            guard determinant.magnitude > 1e-12 else { break }
            var step = 1.0
            let (wantedMean, wantedVariance) = (-reached.mean, 1 - reached.variance)
            let stepα = (d * wantedMean - b * wantedVariance) / determinant
            let stepγ = (a * wantedVariance - c * wantedMean) / determinant
            var improved = false
            while step > 1e-3, !improved {
                let next = (
                    min(max(α + step * stepα, -Self.furthest), Self.furthest),
                    min(max(γ + step * stepγ, -Self.furthest), Self.furthest)
                )
                let there = moments(bent(next.0, next.1))
                if distance(there) < distance(reached) {
                    (α, γ, reached, improved) = (next.0, next.1, there, true)
                }
                step /= 2
            }
            guard improved else { break }
        }
        // Where the variance is out of reach, the mean at least is not.
        for _ in 0..<40 where distance(reached) > 1e-9 && reached.mean.magnitude > 1e-13 {
            let slope = (moments(bent(α + 1e-5, γ)).mean - reached.mean) / 1e-5
            guard slope.magnitude > 1e-12 else { break }
            α = min(max(α - reached.mean / slope, -Self.furthest), Self.furthest)
            reached = moments(bent(α, γ))
        }
        self.values = bent(α, γ)
        deviation = (start.variance.squareRoot(), reached.variance.squareRoot())
        mean = reached.mean
    }
}
