import Settings

/// A way to come by the market states that a portfolio is revalued on: what `simulation: {kind: …}` names.
///
/// It says while a run is made how many states there will be and what of the history they need; what it then prepares
/// becomes part of the run.
public protocol SimulationMethod: Kind {
    init(_ specification: Specification)

    /// In a phrase, for reports.
    var title: String { get }

    /// - Parameter window: days of history, for methods that make each of them a scenario.
    func sampling(window: Int) -> Sampling

    /// The days of history asked for; nil for the window of the calibration, or where none is needed.
    var window: Int? { get }

    /// Whether every factor must have a history.
    static var needsHistory: Bool { get }

    /// Daily changes that a window of scenarios needs.
    func changeCount(window: Int) -> Int

    /// How its losses come to be known.
    static var sample: SampleOrigin { get }

    /// What of a market it cannot serve; nil where it can.
    func problem(factorCount: Int) -> SimulationProblem?

    /// The market states of a run.
    ///
    /// - Parameter changes: of every factor, as many as `changeCount(window:)`; those of no factor where no history is needed.
    func states(_ changes: DailyChanges) throws(SimulationProblem) -> any MarketStates

    /// The same with what was fitted for an earlier date, which saves fitting it again.
    ///
    /// - Parameter earlier: what this method prepared then, for the same factors.
    func states(
        _ changes: DailyChanges, keeping earlier: any MarketStates
    ) throws(SimulationProblem) -> any MarketStates

    /// The market states that a run has stored.
    ///
    /// - Throws: where they are not what this method stores.
    static func states(from record: StatesRecord) throws(RunProblem) -> any MarketStates
}

/// How the losses of a run come to be known.
public enum SampleOrigin: Sendable {
    /// On paths that are drawn, as many as asked for.
    case drawn
    /// On the days of a history.
    case history
    /// By a law, without a sample.
    case law
}

extension SimulationMethod {
    public var window: Int? { nil }
    public static var needsHistory: Bool { false }

    public static var sample: SampleOrigin { needsHistory ? .history : .drawn }
    public func problem(factorCount: Int) -> SimulationProblem? { nil }

    /// Most methods fit nothing.
    public func states(
        _ changes: DailyChanges, keeping earlier: any MarketStates
    ) throws(SimulationProblem) -> any MarketStates { try states(changes) }

    public func changeCount(window: Int) -> Int { window + sampling(window: window).horizonDays - 1 }

    /// The settings that every method has.
    static var horizonSetting: Setting {
        Setting("horizon", .days(1...25_200), .defaulted(.count(10)), "business days ahead")
    }

    static var windowSetting: Setting {
        Setting(
            "window", .days(2...100_000), .optional, "days of history up to asOf; calibration.window where left out")
    }
}

/// Why a history cannot become market states, or a market cannot be served.
public struct SimulationProblem: Error, Hashable, Sendable {
    public var message: String
    public var hint: String?
    /// The setting of the simulation that would have to change; nil for the simulation itself.
    public var setting: String?

    public init(_ message: String, hint: String? = nil, setting: String? = nil) {
        self.message = message
        self.hint = hint
        self.setting = setting
    }
}
