import Kernels
import Market
import Settings
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Exponentially weighted volatility: h′ = λ·h + (1 − λ)·e², a GARCH without a long-run level.
///
/// Daily changes e are normal with the variance h; the expected variance of every coming day is today's. With logarithmic
/// changes a day grows by drift/252 − h/2 + e, so that E[S(T)] = S(0)·exp(drift·T).
/// Source: J.P. Morgan, “RiskMetrics Technical Document”, 4th ed., 1996, section 5.2.
public struct EWMA: VarianceProcess {
    public static let kind = "ewma"
    public static let summary = "exponentially weighted volatility of RiskMetrics, by days"
    public static let isExact = false
    public static let calibratedSettings = ["nextVariance"]
    public static let derivedSettings = ["nextVariance"]

    public static let settings = [
        changesSetting,
        Setting(
            "decay", .number(.fraction), .defaulted(.number(0.94)),
            "weight of the last variance, a day; the rest is that of the last squared change"),
        Setting(
            "nextVariance", .number(.positive), .optional,
            "variance of the coming day; from the history, without one the factor's volatility²/252"),
        driftSetting,
    ]

    public static func volatility(in specification: Specification) -> Double? {
        guard specification.has("nextVariance") else { return nil }
        return (specification.number("nextVariance") / DayShares.day).squareRoot()
    }

    /// Variances are squares.
    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        specification.multiplying(["nextVariance"], by: factor * factor)
    }

    public static let example = ProcessParameters(
        level: 100, volatility: 0.2, drift: 0.05,
        specification: Specification(
            kind: kind, settings: ["decay": .number(0.94), "nextVariance": .number(1.6e-4)]))

    public let level: Double
    public let drift: Double
    public let convention: ChangeConvention
    public let decay: Double
    /// Of the coming day.
    public let nextVariance: Double
    let simulation: VarianceSimulation

    public init(_ parameters: ProcessParameters) {
        let settings = parameters.specification
        level = parameters.level
        drift = parameters.drift
        convention = Self.change(settings)
        decay = settings.number("decay")
        nextVariance =
            settings.has("nextVariance")
            ? settings.number("nextVariance") : parameters.volatility * parameters.volatility * DayShares.day
        simulation = VarianceSimulation(
            level: level, drift: drift, convention: convention, recursion: .exponentiallyWeighted(decay: decay),
            nextVariance: nextVariance, innovations: .normal)
    }

    /// The variance of the day after the history; nothing is estimated.
    ///
    /// The recursion starts from the mean squared change; changes have the mean 0.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        let changes = try sample.finiteChanges(change(given))
        guard changes.count >= fewestMoves else { throw .tooFewMoves(needed: fewestMoves, found: changes.count) }
        guard changes.contains(where: { $0 != 0 }) else { throw .noVariation }
        let decay = given.has("decay") ? given.number("decay") : 0.94
        let filter = VarianceFilter(changes, recursion: .exponentiallyWeighted(decay: decay))
        let density = Innovations.normal.logDensity
        let next = given.has("nextVariance") ? given.number("nextVariance") : filter.nextVariance
        return ProcessFit(
            kind: kind,
            parameters: [.init("decay", decay, standardError: nil), .init("nextVariance", next, standardError: nil)],
            method: "exponential weights",
            logLikelihood: zip(changes, filter.variances).reduce(0) { $0 + density($1.0, variance: $1.1) },
            observations: changes.count, freeParameters: 0,
            uniforms: filter.residuals.map { NormalDistribution.standard.cumulative($0) },
            volatilities: filter.variances.map { ($0 / FactorSample.step).squareRoot() })
    }

    /// Daily moves below which the variance is mostly the presample's.
    public static let fewestMoves = 20

    public func expectedLevel(at time: Double) -> Double? {
        convention == .absolute ? level + drift * time : level * exp(drift * time)
    }
}
