import Settings

/// Every day of a window is a scenario: what each factor did then, it does again from today's level.
///
/// The changes of all factors on a day stay together, so dependence and tails are those of the history; a horizon of
/// several days takes overlapping runs of that many successive days. The portfolio is revalued in full and ages by the
/// horizon, as under Monte Carlo. Errors: see `SampleDesign`.
/// Source: P. Jorion, “Value at Risk”, 3rd ed., McGraw-Hill 2007, section 10.3.
public struct HistoricalSimulation: SimulationMethod {
    public static let kind = "historical"
    public static let summary = "every day of a window is a scenario; overlapping ones for a horizon of several days"
    public static let settings = [horizonSetting, windowSetting]
    public static let needsHistory = true

    private let horizonDays: Int
    public let window: Int?

    public init(_ specification: Specification) {
        horizonDays = specification.count("horizon")
        window = specification.has("window") ? specification.count("window") : nil
    }

    public var title: String { "historical days as they happened" }

    public func sampling(window: Int) -> Sampling { .historical(scenarios: window, horizonDays: horizonDays) }

    public func states(_ changes: DailyChanges) throws(SimulationProblem) -> any MarketStates {
        HistoricalScenarios(changes, span: horizonDays)
    }

    public static func states(from record: StatesRecord) throws(RunProblem) -> any MarketStates {
        try HistoricalScenarios(record)
    }
}

extension HistoricalScenarios {
    /// Changes as they happened.
    init(_ daily: DailyChanges, span: Int, weights: [Double] = []) {
        self.init(
            compositions: daily.conventions.map { Composition($0) }, changes: daily.changes, span: span,
            weights: weights)
    }
}

extension Sampling {
    /// So many scenarios that nothing is drawn for.
    static func historical(scenarios: Int, horizonDays: Int) -> Sampling {
        Sampling(paths: scenarios, horizonDays: horizonDays, steps: 1, seed: 0, precision: .double)
    }
}
