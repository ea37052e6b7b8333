import Calibration
import Market
import Processes
import Settings

/// How often the levels of the factors come, and what the scenario states in place of a history.
extension ModelCalibration {
    /// How often a factor has a level; nil for one without a history.
    func frequency(of factor: FactorID) -> LevelFrequency? {
        data.history.index(of: factor).map { column in
            let window = scenario.window.content
            let rows = data.history.rows(of: column, through: asOf, most: 2 * window + 2)
            return FactorCalendar(rows.map { data.history.dates[$0] }).frequency
        }
    }

    /// Whether the scenario says how far a factor moves, so that a short history will do.
    func isVolatilityStated(_ place: Int, _ process: Chosen<any AssetProcess.Type>) -> Bool {
        scenario.volatilities.contains { $0.factor == factors[place] }
            || process.type.volatility(in: process.specification) != nil
    }

    /// Whether the dates have the frequency that the scenario states.
    mutating func isFrequencyRight(_ found: LevelFrequency) -> Bool {
        guard let stated = scenario.frequency else { return true }
        let isRight =
            switch (stated.content, found) {
            case (.daily, .daily), (.weekly, .weekly), (.fortnightly, .fortnightly), (.monthly, .monthly),
                (.quarterly, .quarterly), (.yearly, .yearly):
                true
            default: false
            }
        if isRight { return true }
        issues.append(
            Issue(
                "market.frequency is \(stated.content.rawValue), and the levels are \(found)",
                hint: "write the frequency that the dates have, or leave it out", at: stated.location,
                path: stated.path, about: .setting(["market", "frequency"])))
        return false
    }

    /// What makes correlations that were estimated pair by pair positive semi-definite: what the scenario states, or the
    /// nearest correlation matrix.
    var pairwiseRepair: any PositiveDefiniteRepair {
        guard scenario.statesRepair else { return NearestCorrelation(Specification(kind: NearestCorrelation.kind)) }
        return scenario.repair.type.init(scenario.repair.specification)
    }
}
