import Kernels
import Market
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Schwartz's one-factor commodity price: its logarithm returns to a mean, dlnS = κ·(lnL − lnS)·dt + σ·dW, exactly.
///
/// The long level L is the exponential of the mean of the logarithm in the long run, so it is the median to which the
/// price returns; the mean is L·exp(σ²/(4κ)). In Schwartz's letters lnL is α = μ − σ²/(2κ). At κ = 0 the logarithm is a
/// Brownian motion without drift, and the price grows by σ²/2 a year in the mean. The state is log(S(t)/S(0)).
/// Source: E. S. Schwartz, “The stochastic behavior of commodity prices”, J. Finance 52(3), 1997, model 1.
public struct Schwartz: MeanReverting {
    public static let kind = "schwartz"
    public static let summary = "commodity prices whose logarithm returns to a mean"
    public static let settings = [
        Setting(
            "volatility", .number(.nonNegative), .optional, "relative, per √year; from the history where left out"),
        Setting(
            "meanReversion", .number(.nonNegative), .optional,
            "speed per year at which the logarithm returns to its mean; 0 for none; from the history where left out"),
        Setting(
            "longLevel", .number(.positive), .optional,
            "the price it returns to: exp of the long-run mean of log price; from the history where left out"),
    ]
    public static let change = ChangeConvention.logarithmic
    public static let calibratedSettings = ["volatility", "meanReversion", "longLevel"]

    public static let example = ProcessParameters(
        level: 60, volatility: 0.35, drift: 0,
        specification: Specification(
            kind: kind,
            settings: ["volatility": .number(0.35), "meanReversion": .number(0.9), "longLevel": .number(75)]))

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        guard parameters.level <= 0 else { return nil }
        return ProcessProblem(
            "\(kind) needs a level greater than 0, not \(parameters.level): its logarithm returns to a mean",
            hint: "ornstein-uhlenbeck takes any level")
    }

    public let terms: ReversionTerms

    public init(_ parameters: ProcessParameters) { terms = ReversionTerms(parameters) }

    /// The long-run mean of log(S(t)/S(0)).
    private var longLogarithm: Double { log(longLevel / level) }

    public var volatilityToday: Double { volatility }

    public func expectedLevel(at time: Double) -> Double? {
        let mean = longLogarithm * meanReversion * reversion.weight(over: time)
        let variance = volatility * volatility * reversion.variance(over: time)
        return level * exp(mean + variance / 2)
    }

    public var beyondNormal: String? { meanReversion > 0 ? "a reversion that narrows the spread" : nil }
    public var stateCount: Int { 1 }

    public func begin(_ state: MutableRows) { state.fill(0) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        let shift = longLogarithm * meanReversion * reversion.weight(over: step.length)
        reversion.advance(
            state[0], over: step.length, shift: shift, volatility: volatility, driver: drivers.correlated)
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        Elementwise.scaledExponential(scale: self.level, shift: 0, UnsafeBufferPointer(state[0]), into: level)
    }

    /// By exact maximum likelihood of the daily autoregression of the logarithm; see `AutoregressiveFit`.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        for level in sample.from + sample.to where level <= 0 { throw .impossibleLevel(level) }
        let fit = try AutoregressiveFit(
            from: sample.from.map { log($0) }, to: sample.to.map { log($0) },
            given: .init(
                volatility: given.stated("volatility"), reversion: given.stated("meanReversion"),
                longLevel: given.stated("longLevel").map { log($0) }))
        // By the delta method; a mean that the history does not tell has no useful error.
        var longLevel = fit.longLevel
        longLevel.value = exp(longLevel.value)
        longLevel.standardError = longLevel.standardError.map { $0 * longLevel.value }
        guard longLevel.value > 0, longLevel.value.isFinite else {
            throw .unsuitable(
                "it hardly returns to any level, so there is no long level to tell",
                hint: "state longLevel, or choose another process")
        }
        return fit.processFit(kind: kind, parameters: [fit.volatility, fit.reversion, longLevel])
    }
}
