import Kernels
import Market
import Settings
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Two regimes, calm and stressed: geometric Brownian motion whose volatility and drift depend on a Markov chain by days.
///
/// At the start of each day a normal driver w decides by Φ(w) < p whether the day is stressed; p is the probability of it
/// after yesterday's state. Within a day the logarithm grows by (drift − σ²/2)·Δ + σ·√Δ·Z, so steps may cut days: the law
/// stays exact. Factors that name the same `regime` share w: with equal probabilities they switch together.
///
/// Where the scenario states the `drift`, it is that of both regimes, and E[S(T)] = S(0)·exp(drift·T). Else each regime
/// has its own where it is stated, and the calibrated drift of the factor where it is not. What `fit` estimates for the
/// drifts of the regimes is reported and not taken over: like every factor's, the drift is for the scenario or
/// `calibration.drift` to say.
/// Source: J. Hamilton, Econometrica 57, 1989.
public struct RegimeSwitching: AssetProcess {
    public static let kind = "regime-switching"
    public static let summary = "calm and stressed regimes that switch by days (Hamilton)"
    public static let change = ChangeConvention.logarithmic
    public static let calibratedSettings = [
        "calmVolatility", "stressedVolatility", "staysCalm", "staysStressed", "probabilityStressed",
    ]
    public static let derivedSettings = ["probabilityStressed"]

    public static let settings = [
        Setting("calmVolatility", .number(.positive), .optional, "relative, per √year; fitted where left out"),
        Setting("stressedVolatility", .number(.positive), .optional, "relative, per √year; fitted where left out"),
        Setting("calmDrift", .number(), .optional, "growth per year on calm days; the factor's drift where left out"),
        Setting(
            "stressedDrift", .number(), .optional, "growth per year on stressed days; the factor's drift where left out"
        ),
        Setting(
            "staysCalm", .number(.fraction), .optional,
            "probability that a calm day is followed by one; fitted where left out"),
        Setting(
            "staysStressed", .number(.fraction), .optional,
            "probability that a stressed day is followed by one; fitted where left out"),
        Setting(
            "probabilityStressed", .number(.init(minimum: 0, maximum: 1)), .optional,
            "that today is stressed; from the history, without one the share of stressed days in the long run"),
        Setting("regime", .text, .optional, "a name; factors with the same one switch by the same draws"),
        Setting(
            "drift", .number(), .optional,
            "growth per year in both regimes, in place of their own: E[S(T)] = S(0)·exp(drift·T)"),
    ]

    /// Of the mixture that today's probabilities give, or those of the long run where the settings do not state them.
    public static func volatility(in specification: Specification) -> Double? {
        guard calibratedSettings.dropLast().allSatisfy(specification.has) else { return nil }
        let calm = specification.number("calmVolatility")
        let stressed = specification.number("stressedVolatility")
        let leavesCalm = 1 - specification.number("staysCalm")
        let leavesStressed = 1 - specification.number("staysStressed")
        let share =
            specification.has("probabilityStressed")
            ? specification.number("probabilityStressed") : leavesCalm / (leavesCalm + leavesStressed)
        return ((1 - share) * calm * calm + share * stressed * stressed).squareRoot()
    }

    /// Both regimes; how they switch stays, and so do their drifts.
    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        specification.multiplying(["calmVolatility", "stressedVolatility"], by: factor)
    }

    public static let example = ProcessParameters(
        level: 100, volatility: 0.2, drift: 0.05,
        specification: Specification(
            kind: kind,
            settings: [
                "calmVolatility": .number(0.12), "stressedVolatility": .number(0.35), "staysCalm": .number(0.985),
                "staysStressed": .number(0.95), "probabilityStressed": .number(0.2),
            ]))

    public let level: Double
    /// Per √year: calm, stressed.
    public let volatilities: SIMD2<Double>
    /// Per year: calm, stressed.
    public let drifts: SIMD2<Double>
    public let stays: SIMD2<Double>
    /// Of today.
    public let probabilityStressed: Double
    /// The name under which the draws that decide are shared, or nil.
    public let regime: String?

    public init(_ parameters: ProcessParameters) {
        let settings = parameters.specification
        func drift(_ name: String) -> Double {
            !settings.has("drift") && settings.has(name) ? settings.number(name) : parameters.drift
        }
        level = parameters.level
        volatilities = SIMD2(settings.number("calmVolatility"), settings.number("stressedVolatility"))
        drifts = SIMD2(drift("calmDrift"), drift("stressedDrift"))
        stays = SIMD2(settings.number("staysCalm"), settings.number("staysStressed"))
        regime = settings.has("regime") ? settings.text("regime") : nil
        let model = RegimeModel(means: .zero, deviations: .one, stays: stays)
        probabilityStressed =
            settings.has("probabilityStressed") ? settings.number("probabilityStressed") : model.stationaryStressed
    }

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        let settings = parameters.specification
        for name in calibratedSettings.dropLast() where !settings.has(name) {
            return ProcessProblem(
                "regime-switching needs \(name)", setting: name, hint: "give it, or a history to which it can be fitted"
            )
        }
        let (calm, stressed) = (settings.number("calmVolatility"), settings.number("stressedVolatility"))
        guard calm <= stressed else {
            return ProcessProblem(
                "the stressed regime is less volatile (\(stressed)) than the calm one (\(calm))",
                setting: "stressedVolatility", hint: "exchange the two")
        }
        return nil
    }

    public var volatilityToday: Double {
        let variances = volatilities * volatilities
        return ((1 - probabilityStressed) * variances[0] + probabilityStressed * variances[1]).squareRoot()
    }

    /// By the chain, day by day; a last part of a day takes its share of that day's growth.
    public func expectedLevel(at time: Double) -> Double? {
        var weights = SIMD2(1 - probabilityStressed, probabilityStressed)
        var rest = time
        while rest > 0 {
            let share = min(rest, DayShares.day)
            let toStressed = weights[0] * (1 - stays[0]) + weights[1] * stays[1]
            let growth = SIMD2(exp(drifts[0] * share), exp(drifts[1] * share))
            weights = SIMD2(weights.sum() - toStressed, toStressed) * growth
            rest -= DayShares.day
        }
        return level * weights.sum()
    }

    public var beyondNormal: String? { "regimes of calm and stress" }

    /// The logarithm of S(t)/S(0); whether the day is stressed, 1 or 0; what w must be below for a stressed next day.
    public var stateCount: Int { 3 }
    public var furtherDrivers: [FurtherDriver] { [regime.map(FurtherDriver.shared) ?? .own] }
    public var longestStep: Double { DayShares.day }

    public func begin(_ state: MutableRows) {
        let chain = RegimeModel(means: .zero, deviations: .one, stays: stays)
        state[0].update(repeating: 0)
        state[1].update(repeating: 0)
        state[2].update(repeating: NormalDistribution.standard.quantile(chain.stressed(after: probabilityStressed)))
    }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        let shares = DayShares(step)
        let (change, stressed, threshold) = (state[0], state[1], state[2])
        let (z, w) = (drivers.correlated, drivers.further(0))
        let thresholds = SIMD2(
            NormalDistribution.standard.quantile(1 - stays[0]), NormalDistribution.standard.quantile(stays[1]))
        let variances = volatilities * volatilities
        let growths = drifts - 0.5 * variances
        let length = (first: shares.first * DayShares.day, second: shares.second * DayShares.day)
        let begins = shares.elapsed == 0
        let crosses = shares.second > 0
        for path in change.indices {
            var isStressed = stressed[path] > 0
            var mean = 0.0
            var variance = 0.0
            if !begins {
                mean = length.first * (isStressed ? growths[1] : growths[0])
                variance = length.first * (isStressed ? variances[1] : variances[0])
            }
            // A step holds the start of one day at most: its own, or that of the day it reaches into.
            if begins || crosses {
                isStressed = w[path] < threshold[path]
                stressed[path] = isStressed ? 1 : 0
                threshold[path] = isStressed ? thresholds[1] : thresholds[0]
                let part = begins ? length.first : length.second
                mean += part * (isStressed ? growths[1] : growths[0])
                variance += part * (isStressed ? variances[1] : variances[0])
            }
            change[path] += mean + variance.squareRoot() * z[path]
        }
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        Elementwise.scaledExponential(scale: self.level, shift: 0, UnsafeBufferPointer(state[0]), into: level)
    }
}
