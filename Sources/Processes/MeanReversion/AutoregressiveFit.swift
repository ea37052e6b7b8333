import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What a Gaussian mean-reverting process is once a day, fitted: y = θ + φ·(x − θ) + s·ε with φ = e^(−κΔ), by maximum
/// likelihood given the first level.
///
/// In closed form by regression unless the volatility is given, with errors by the delta method. Where the regression
/// finds no reversion, φ ≥ 1, the reversion is at its bound 0 and has no error; the long level then has no effect, and
/// is the mean of the sample, without error. (A drift, the limit of a long level out of sight, is left out.) From short windows the reversion is biased upwards, by about 4/T per year
/// from T years when the long level is estimated too, whatever the number of days.
///
/// Sources: P. Glasserman, “Monte Carlo Methods in Financial Engineering”, Springer 2003, section 3.3;
/// C. Y. Tang, S. X. Chen, “Parameter estimation and bias correction for diffusion processes”, J. Econometrics 149, 2009.
struct AutoregressiveFit {
    /// What is stated, and not estimated.
    struct Given {
        var volatility: Double?
        var reversion: Double?
        var longLevel: Double?
    }

    static let movesNeeded = 30

    /// σ, κ and θ, under the names of the settings.
    let volatility: ProcessFit.Parameter
    let reversion: ProcessFit.Parameter
    let longLevel: ProcessFit.Parameter
    let given: Given
    /// s, the standard deviation of a move given the level before.
    let deviation: Double
    /// The moves less their expectation, in units of s.
    let residuals: [Double]

    /// - Parameters:
    ///   - loading: how much of the volatility σ of a factor behind them the levels carry, as a function of κ.
    init(
        from: [Double], to: [Double], given: Given, loading: (Double) -> Double = { _ in 1 }
    ) throws(FitError) {
        guard from.count >= Self.movesNeeded else {
            throw .tooFewMoves(needed: Self.movesNeeded, found: from.count)
        }
        let sample = LevelRegression(from: from, to: to)
        guard sample.spread > 0, sample.changeSpread > 0 else { throw .noVariation }
        /// s/σ
        func dailyDeviation(_ κ: Double) -> Double {
            loading(κ) * MeanReversion(speed: κ).variance(over: FactorSample.step).squareRoot()
        }

        var estimate = try sample.estimate(reversion: given.reversion, longLevel: given.longLevel)
        var σ = estimate.deviation / dailyDeviation(estimate.reversion)
        var σError: Double?
        if let stated = given.volatility {
            guard stated > 0 else {
                throw .unsuitable(
                    "it varies, while the volatility is stated as 0", hint: "leave the volatility out, or state more")
            }
            estimate = try sample.estimate(near: estimate, given: given) { stated * dailyDeviation($0) }
            σ = stated
        } else {
            // σ = s/g(κ): relative errors of s and of g by way of κ, which are independent.
            let h = 1e-4 * max(estimate.reversion, 1)
            let κ = estimate.reversion
            let slope = (log(dailyDeviation(κ + h)) - log(dailyDeviation(κ - h))) / (2 * h)
            let ofDeviation = 1 / (2 * Double(sample.count)).squareRoot()
            σError = σ * hypot(ofDeviation, slope * (estimate.reversionError ?? 0))
        }
        volatility = .init("volatility", σ, standardError: σError)
        reversion = .init("meanReversion", estimate.reversion, standardError: estimate.reversionError)
        longLevel = .init("longLevel", estimate.longLevel, standardError: estimate.longLevelError)
        self.given = given
        deviation = estimate.deviation
        residuals = sample.residuals(estimate).map { $0 / estimate.deviation }
        guard deviation > 1e-12 * (sample.changeSpread / Double(sample.count)).squareRoot() else { throw .noVariation }
    }

    var logLikelihood: Double {
        let squares = residuals.reduce(0) { $0 + $1 * $1 }
        return -0.5 * squares - Double(residuals.count) * log(deviation * (2 * Double.pi).squareRoot())
    }

    /// Whether reversion was looked for and not found.
    private var isWithoutReversion: Bool { given.reversion == nil && reversion.value == 0 }

    /// - Parameter parameters: in the words of the process; those given are left out.
    func processFit(kind: String, parameters: [ProcessFit.Parameter]) -> ProcessFit {
        let stated = ["volatility": given.volatility, "meanReversion": given.reversion, "longLevel": given.longLevel]
        let estimated = parameters.filter { stated[$0.name, default: nil] == nil }
        let normal = NormalDistribution.standard
        // Without reversion the long level is not a parameter.
        let idle = reversion.value == 0 && given.longLevel == nil ? 1 : 0
        return ProcessFit(
            kind: kind, parameters: estimated,
            method: "exact maximum likelihood" + (isWithoutReversion ? "; no reversion is found" : ""),
            logLikelihood: logLikelihood, observations: residuals.count,
            freeParameters: stated.values.filter { $0 == nil }.count - idle,
            uniforms: residuals.map { normal.cumulative($0) },
            volatilities: Array(repeating: deviation / FactorSample.step.squareRoot(), count: residuals.count),
            remarks: isWithoutReversion ? [.noReversion] : [])
    }
}
