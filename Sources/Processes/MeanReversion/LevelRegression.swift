import Optimization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Levels against the levels of the day before, and what they say about a Gaussian reversion.
struct LevelRegression {
    private let from: [Double]
    private let to: [Double]
    private let mean: (from: Double, to: Double)
    /// Σ(x − x̄)²
    let spread: Double
    /// Σ(y − x − mean)²
    let changeSpread: Double

    /// θ, κ and s, with errors where there are any.
    struct Estimate {
        var reversion: Double
        var longLevel: Double
        var deviation: Double
        var reversionError: Double?
        var longLevelError: Double?
    }

    init(from: [Double], to: [Double]) {
        let count = Double(from.count)
        let mean = (from: from.reduce(0, +) / count, to: to.reduce(0, +) / count)
        let meanChange = mean.to - mean.from
        self.from = from
        self.to = to
        self.mean = mean
        spread = from.reduce(0) { $0 + ($1 - mean.from) * ($1 - mean.from) }
        changeSpread = zip(from, to).reduce(0) { $0 + ($1.1 - $1.0 - meanChange) * ($1.1 - $1.0 - meanChange) }
    }

    var count: Int { from.count }

    func residuals(_ estimate: Estimate) -> [Double] {
        let θ = estimate.longLevel
        let φ = MeanReversion(speed: estimate.reversion).decay(over: FactorSample.step)
        return zip(from, to).map { $1 - θ - φ * ($0 - θ) }
    }

    /// By least squares, s free.
    func estimate(reversion: Double?, longLevel: Double?) throws(FitError) -> Estimate {
        let stated = reversion.map { MeanReversion(speed: $0).decay(over: FactorSample.step) }
        let φ: Double
        if let stated { φ = stated } else { φ = try slope(longLevel) }
        let isFree = reversion == nil && φ < 1
        let κ = reversion ?? -log(φ) / FactorSample.step
        let gap = 1 - φ
        let meanChange = mean.to - mean.from
        let θ = longLevel ?? (gap > 0 ? mean.from + meanChange / gap : mean.from)
        var estimate = Estimate(reversion: κ, longLevel: θ, deviation: 0)
        let variance = residuals(estimate).reduce(0) { $0 + $1 * $1 } / Double(count)
        estimate.deviation = variance.squareRoot()
        // The mean change and the slope about the mean have independent errors.
        let centre = longLevel ?? mean.from
        let leverage = from.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        let slopeVariance = isFree ? variance / leverage : 0
        if isFree { estimate.reversionError = slopeVariance.squareRoot() / (φ * FactorSample.step) }
        if longLevel == nil, gap > 0 {
            let ofMean = (variance / Double(count)).squareRoot() / gap
            estimate.longLevelError = hypot(ofMean, meanChange / (gap * gap) * slopeVariance.squareRoot())
        }
        return estimate
    }

    /// φ, at most 1.
    private func slope(_ longLevel: Double?) throws(FitError) -> Double {
        let (x, y) = longLevel.map { ($0, $0) } ?? mean
        var products = 0.0
        var squares = 0.0
        for (a, b) in zip(from, to) {
            products += (a - x) * (b - y)
            squares += (a - x) * (a - x)
        }
        let slope = products / squares
        guard slope > 0 else { throw .swinging(coefficient: slope) }
        return min(slope, 1)
    }

    /// With s stated as a function of κ: by search, unless κ is stated too.
    func estimate(
        near start: Estimate, given: AutoregressiveFit.Given, deviation: (Double) -> Double
    ) throws(FitError) -> Estimate {
        func variance(_ κ: Double, _ θ: Double) -> Double {
            residuals(Estimate(reversion: κ, longLevel: θ, deviation: 0)).reduce(0) { $0 + $1 * $1 }
        }
        if let κ = given.reversion {
            var estimate = start
            estimate.deviation = deviation(κ)
            estimate.longLevelError = start.longLevelError.map { $0 * estimate.deviation / start.deviation }
            return estimate
        }
        let none = Estimate(reversion: 0, longLevel: given.longLevel ?? mean.from, deviation: deviation(0))
        if start.reversion == 0, given.longLevel == nil { return none }
        let scale = (spread / Double(count)).squareRoot()
        var parameters = [MaximumLikelihood.Parameter("meanReversion", 0...5_000, scale: max(start.reversion, 0.5))]
        var point = [start.reversion]
        if given.longLevel == nil {
            let bounds = mean.from - 100 * scale...mean.from + 100 * scale
            parameters.append(.init("longLevel", bounds, scale: scale))
            point.append(start.longLevel)
        }
        func logLikelihood(_ point: [Double]) -> Double {
            let s = deviation(point[0])
            let squares = variance(point[0], given.longLevel ?? point[1])
            return -Double(count) * log(s) - 0.5 * squares / (s * s)
        }
        do {
            var other = point
            other[0] += 1
            let likely = try MaximumLikelihood(parameters, from: [point, other], logLikelihood)
            let κ = likely.estimates[0]
            guard κ > 1e-6 else { return none }
            let free = given.longLevel == nil
            return Estimate(
                reversion: κ, longLevel: given.longLevel ?? likely.estimates[1], deviation: deviation(κ),
                reversionError: likely.standardErrors[0], longLevelError: free ? likely.standardErrors[1] : nil)
        } catch {
            throw .notConverged("\(error)")
        }
    }
}
