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

    /// What the run holds beside its model; nil where the model says all.
    ///
    /// - Parameter changes: of every factor, as many as `changeCount(window:)`; nil where no history is needed.
    func source(_ changes: DailyChanges?) throws(SimulationProblem) -> MarketSource?

    /// The same with what was fitted for an earlier date, which saves fitting it again.
    ///
    /// - Parameter earlier: what this method prepared then, for the same factors.
    func source(_ changes: DailyChanges?, keeping earlier: MarketSource) throws(SimulationProblem) -> MarketSource?
}

extension SimulationMethod {
    public var window: Int? { nil }
    public static var needsHistory: Bool { false }

    /// Most methods fit nothing.
    public func source(
        _ changes: DailyChanges?, keeping earlier: MarketSource
    ) throws(SimulationProblem) -> MarketSource? { try source(changes) }

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

/// Why a history cannot become market states.
public struct SimulationProblem: Error, Hashable, Sendable {
    public var message: String
    public var hint: String?

    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
