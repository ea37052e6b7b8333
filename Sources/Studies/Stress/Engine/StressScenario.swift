import LinearAlgebra
import Market
import Measures

/// Stress scenarios, complete and valid: every factor is known, every level possible.
public struct StressPlan: Sendable {
    public var scenarios: [StressScenario]
    /// Whether these are the standard ones, because the scenario file has none of its own.
    public var isStandard: Bool

    public init(scenarios: [StressScenario], isStandard: Bool) {
        self.scenarios = scenarios
        self.isStandard = isStandard
    }
}

/// One stress scenario: states of the market that a portfolio is revalued at, a model that risk is measured under, or both.
public struct StressScenario: Sendable {
    public var name: String
    public var kind: String
    /// What it does, beyond the moves themselves; empty where they say it all.
    public var words: String
    public var states: StressStates?
    public var model: StressedModel?
    public var notes: [String]
    public var warnings: [String]

    public init(
        name: String, kind: String, words: String, states: StressStates?, model: StressedModel? = nil,
        notes: [String] = [], warnings: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.words = words
        self.states = states
        self.model = model
        self.notes = notes
        self.warnings = warnings
    }
}

/// The states of a stress scenario, as levels in the order of the run's factors.
public enum StressStates: Sendable {
    case stated([Double])
    /// Steps × factors.
    case ladder(StressGrid.Axis, Matrix)
    /// Rows · columns × factors, row by row.
    case grid(rows: StressGrid.Axis, columns: StressGrid.Axis, Matrix)
    /// Windows of a history × factors, of which the worst counts.
    case windows([(from: CalendarDate, to: CalendarDate)], Matrix)
    /// - Parameter rows: where each of the run's factors is in the law, which may know more.
    case conditional(ConditionalMoves, rows: [Int])
}
