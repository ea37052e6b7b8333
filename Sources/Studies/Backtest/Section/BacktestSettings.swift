import Market
import Scenarios
import Settings

/// How forecasts of the past are judged, as it is written.
public struct BacktestSettings: ScenarioSection {
    /// The first and the last day whose profit and loss is judged; nil for as early and as late as can be.
    public var from: Scenario.Located<CalendarDate>?
    public var to: Scenario.Located<CalendarDate>?
    /// Business days from one forecast to the next.
    public var step = 1
    /// Business days for which fitted parameters are kept.
    public var refit = 1
    /// Of the value-at-risk, and of the expected shortfall where that has none of its own; nil for the scenario's.
    public var confidence: Scenario.Located<ConfidenceLevel>?
    /// Of the expected shortfall; nil where it is that of the value-at-risk, or the scenario's.
    public var shortfallConfidence: Scenario.Located<ConfidenceLevel>?
    /// Models that compete; empty where the scenario itself is the only one.
    public var models: [ScenarioVariant] = []
    /// What was really gained and lost; nil where the portfolio is held through the history.
    public var profitAndLossFile: Scenario.Located<String>?
    public var location: SourceLocation?

    /// What holds where a scenario has no such section.
    public init() {}
}
