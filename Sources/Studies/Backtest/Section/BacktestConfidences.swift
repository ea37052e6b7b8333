import Market
import Measures
import Scenarios
import Settings

/// The confidences of the two figures that a backtest judges, with the places where they are written.
///
/// What the section “backtest” does not say is taken from the scenario's measures: the value-at-risk nearest to 99 % and the
/// expected shortfall nearest to 97.5 %, the levels of the Basel Framework, MAR32 and MAR33. A confidence that the section
/// states for the value-at-risk holds for the shortfall too unless that has its own.
struct BacktestConfidences {
    let valueAtRisk: Scenario.Located<ConfidenceLevel>
    let shortfall: Scenario.Located<ConfidenceLevel>

    init(_ settings: BacktestSettings, of scenario: Scenario) {
        valueAtRisk =
            settings.confidence ?? Self.nearest(0.99, \.isQuantile, of: scenario)
            ?? .init(content: 0.99, location: nil, path: "backtest.confidence")
        shortfall =
            settings.shortfallConfidence ?? settings.confidence
            ?? Self.nearest(0.975, \.isTailMean, of: scenario) ?? valueAtRisk
    }

    /// Once where both are the same.
    var all: [Scenario.Located<ConfidenceLevel>] {
        valueAtRisk.content == shortfall.content ? [valueAtRisk] : [valueAtRisk, shortfall]
    }

    private static func nearest(
        _ confidence: Double, _ isWanted: (MeasureDescription) -> Bool, of scenario: Scenario
    ) -> Scenario.Located<ConfidenceLevel>? {
        scenario.measures.compactMap { measure -> Scenario.Located<ConfidenceLevel>? in
            guard isWanted(MeasureDescription(measure.content)), let level = measure.content.confidence else {
                return nil
            }
            return .init(content: level, location: measure.location, path: measure.path)
        }.min { abs($0.content.value - confidence) < abs($1.content.value - confidence) }
    }
}
