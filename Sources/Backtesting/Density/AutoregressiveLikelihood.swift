#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The logarithm of the exact Gaussian likelihood of a first-order autoregression, at the best mean and variance.
///
/// Source: J. D. Hamilton, “Time Series Analysis”, Princeton 1994, section 5.2.
struct AutoregressiveLikelihood {
    private let series: [Double]

    init(_ series: [Double]) { self.series = series }

    /// At the autocorrelation `ρ`, between −1 and 1.
    func callAsFunction(_ ρ: Double) -> Double {
        let n = Double(series.count)
        // Mean by generalised least squares: the first period weighs 1 − ρ², each other (1 − ρ)².
        let firstWeight = 1 - ρ * ρ
        var sum = firstWeight * series[0]
        for index in 1..<series.count { sum += (1 - ρ) * (series[index] - ρ * series[index - 1]) }
        let mean = sum / (firstWeight + (n - 1) * (1 - ρ) * (1 - ρ))
        var squares = firstWeight * (series[0] - mean) * (series[0] - mean)
        for index in 1..<series.count {
            let shock = (series[index] - mean) - ρ * (series[index - 1] - mean)
            squares += shock * shock
        }
        guard squares > 0 else { return .infinity }
        return -0.5 * (n * (log(2 * Double.pi * squares / n) + 1) - log(firstWeight))
    }

    /// The greatest over all autocorrelations: a grid, then golden sections about its best point.
    var maximum: Double {
        let grid = (-24...24).map { Double($0) * 0.04 } + [-0.99, 0.99, -0.999, 0.999]
        let centre = grid.max { self($0) < self($1) } ?? 0
        let reach = min(0.04, 1 - abs(centre))
        var (low, high) = (centre - reach, centre + reach)
        let golden = (5.0.squareRoot() - 1) / 2
        var (left, right) = (high - golden * (high - low), low + golden * (high - low))
        var (atLeft, atRight) = (self(left), self(right))
        while high - low > 1e-8 {
            if atLeft > atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - golden * (high - low)
                atLeft = self(left)
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + golden * (high - low)
                atRight = self(right)
            }
        }
        return max(atLeft, atRight, self(centre))
    }
}
