import Settings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Historical simulation whose scenarios count the less the older they are: weights in proportion to decay^age.
///
/// Source: J. Boudoukh, M. Richardson, R. Whitelaw, “The best of both worlds”, Risk 11(5), 1998.
public struct HistoricalWeightedSimulation: SimulationMethod {
    public static let kind = "historical-weighted"
    public static let summary = "historical simulation with weights that decay with the age of a scenario"
    public static let settings = [
        horizonSetting, windowSetting,
        Setting(
            "decay", .number(.fraction), .defaulted(.number(0.98)),
            "the weight of a scenario over that of the next day's"),
    ]
    public static let needsHistory = true

    private let horizonDays: Int
    public let window: Int?
    private let decay: Double

    public init(_ specification: Specification) {
        horizonDays = specification.count("horizon")
        window = specification.has("window") ? specification.count("window") : nil
        decay = specification.number("decay")
    }

    public var title: String { "historical days, weights decaying by \(decay) a day" }

    public func sampling(window: Int) -> Sampling { .historical(scenarios: window, horizonDays: horizonDays) }

    public func states(_ changes: DailyChanges) throws(SimulationProblem) -> any MarketStates {
        let count = changes.dates.count - horizonDays + 1
        let weights = (0..<count).map { pow(decay, Double(count - 1 - $0)) }
        let sum = weights.reduce(0, +)
        return HistoricalScenarios(changes, span: horizonDays, weights: weights.map { $0 / sum })
    }

    public static func states(from record: StatesRecord) throws(RunProblem) -> any MarketStates {
        try HistoricalScenarios(record)
    }
}
