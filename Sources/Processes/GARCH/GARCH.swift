import Kernels
import Market
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// GARCH(1,1), symmetric or with leverage (GJR): quiet and wild days come in clusters.
///
/// Daily changes e have the variance h, and h′ = ω + (α + γ·[e < 0])·e² + β·h (`VarianceRecursion`). Paths start from the
/// variance that the history leads to. With logarithmic changes a day grows by drift/252 − h/2 + e, so that
/// E[S(T)] = S(0)·exp(drift·T) for normal innovations. The exponential of a Student-t number has no mean: for those the
/// logarithm is centred in the same way and no mean of the level exists.
///
/// Student-t innovations come from the normal driver by its probability (`InnovationTable`): the factors then have t
/// margins under a Gaussian copula, and the driver must be normal. Within a day the innovations of each part are
/// variance-matched t numbers themselves.
public struct GARCH: VarianceProcess {
    public static let kind = "garch"
    public static let summary = "clustered volatility: GARCH(1,1) or GJR, normal or Student-t, by days"
    public static let isExact = false
    public static let calibratedSettings = ["omega", "alpha", "beta", "nextVariance"]
    public static let derivedSettings = ["nextVariance"]

    public static let settings = [
        changesSetting,
        Setting(
            "omega", .number(.nonNegative), .optional, "daily variance that is always there; fitted where left out"),
        Setting("alpha", .number(.nonNegative), .optional, "weight of the last squared change; fitted where left out"),
        Setting("beta", .number(.nonNegative), .optional, "weight of the last variance; fitted where left out"),
        Setting(
            "asymmetry", .choice(["none", "gjr"]), .defaulted(.text("none")),
            "gjr: a fall adds more to the variance than a rise, and the leverage is fitted"),
        Setting("leverage", .number(), .optional, "further weight of a squared fall; fitted for gjr, else 0"),
        Setting(
            "innovations", .choice(["normal", "student-t"]), .defaulted(.text("normal")),
            "the law of a change given its variance; student-t needs the gaussian dependence"),
        Setting(
            "degreesOfFreedom", .number(.init(minimum: 2, excludesMinimum: true)), .optional,
            "of student-t innovations; fitted where left out"),
        Setting(
            "mean", .number(), .optional,
            "daily mean that the fit takes from the changes of the history; fitted where left out"),
        Setting(
            "nextVariance", .number(.positive), .optional,
            "variance of the coming day; from the history, without one the long-run variance"),
        driftSetting,
    ]

    /// Of the coming day, or in the long run where that is all that the settings say.
    public static func volatility(in specification: Specification) -> Double? {
        var variance = specification.has("nextVariance") ? specification.number("nextVariance") : nil
        if variance == nil, ["omega", "alpha", "beta"].allSatisfy(specification.has) {
            variance =
                VarianceRecursion(
                    omega: specification.number("omega"), alpha: specification.number("alpha"),
                    beta: specification.number("beta"),
                    leverage: specification.has("leverage") ? specification.number("leverage") : 0
                ).unconditionalVariance
        }
        return variance.map { ($0 / DayShares.day).squareRoot() }
    }

    /// Variances are squares: those of today and of the long run are multiplied by the square, and so is all between.
    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        specification.multiplying(["omega", "nextVariance"], by: factor * factor)
    }

    public static let example = ProcessParameters(
        level: 100, volatility: 0.2, drift: 0.05,
        specification: Specification(
            kind: kind,
            settings: [
                "omega": .number(2e-6), "alpha": .number(0.08), "beta": .number(0.9), "nextVariance": .number(2e-4),
            ]))

    public let level: Double
    public let drift: Double
    public let convention: ChangeConvention
    public let recursion: VarianceRecursion
    public let innovations: Innovations
    /// Of the coming day.
    public let nextVariance: Double
    let simulation: VarianceSimulation

    public init(_ parameters: ProcessParameters) {
        let settings = parameters.specification
        level = parameters.level
        drift = parameters.drift
        convention = Self.change(settings)
        recursion = VarianceRecursion(
            omega: settings.number("omega"), alpha: settings.number("alpha"), beta: settings.number("beta"),
            leverage: settings.has("leverage") ? settings.number("leverage") : 0)
        innovations =
            settings.text("innovations") == "student-t"
            ? .studentT(degreesOfFreedom: settings.number("degreesOfFreedom")) : .normal
        guard
            let nextVariance = settings.has("nextVariance")
                ? settings.number("nextVariance") : recursion.unconditionalVariance
        else { preconditionFailure("no long-run variance: `problem(with:)` says so") }
        self.nextVariance = nextVariance
        simulation = VarianceSimulation(
            level: level, drift: drift, convention: convention, recursion: recursion, nextVariance: nextVariance,
            innovations: innovations)
    }

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        let settings = parameters.specification
        for name in ["omega", "alpha", "beta"] where !settings.has(name) {
            return ProcessProblem(
                "garch needs \(name)", setting: name, hint: "give it, or a history to which it can be fitted")
        }
        let leverage = settings.has("leverage") ? settings.number("leverage") : 0
        let (alpha, beta) = (settings.number("alpha"), settings.number("beta"))
        if settings.text("asymmetry") == "gjr", !settings.has("leverage") {
            return ProcessProblem(
                "gjr needs a leverage", setting: "leverage", hint: "give it, or a history to which it can be fitted")
        }
        if alpha + leverage < 0 {
            return ProcessProblem(
                "alpha + leverage is \(alpha + leverage), so a large fall would make the variance negative",
                setting: "leverage", hint: "leverage is at least −alpha")
        }
        if settings.text("innovations") == "student-t", !settings.has("degreesOfFreedom") {
            return ProcessProblem(
                "student-t innovations need degreesOfFreedom", setting: "degreesOfFreedom",
                hint: "give them, as in degreesOfFreedom: 6, or a history to which they can be fitted")
        }
        if settings.text("innovations") == "normal", settings.has("degreesOfFreedom") {
            return ProcessProblem(
                "degreesOfFreedom belong to student-t innovations, and these are normal", setting: "degreesOfFreedom",
                hint: "add innovations: student-t, or leave them out")
        }
        guard !settings.has("nextVariance") else { return nil }
        let persistence = alpha + beta + leverage / 2
        if persistence >= 1 {
            return ProcessProblem(
                "alpha + beta + leverage/2 is \(persistence): there is no long-run variance to start from",
                setting: "nextVariance", hint: "state nextVariance, or weights that sum to less than 1")
        }
        if settings.number("omega") == 0 {
            return ProcessProblem(
                "the long-run variance is 0, as omega is", setting: "omega",
                hint: "state an omega above 0, or nextVariance")
        }
        return nil
    }

    public func expectedLevel(at time: Double) -> Double? {
        switch (convention, innovations) {
        case (.absolute, _): level + drift * time
        case (.logarithmic, .normal): level * exp(drift * time)
        case (.logarithmic, .studentT): nil
        }
    }

    public var hasPowerTail: Bool { innovations != .normal }
    public var beyondNormal: String? {
        innovations == .normal ? "volatility that clusters" : "volatility that clusters, and Student-t innovations"
    }

    public var needsNormalDriver: Bool { innovations != .normal }
}
