import DataSources
import Market
import Settings

/// Levels of today that a scenario states beside a history which ends in another unit.
extension ModelCalibration {
    /// What a stated level is beside the last one of its history.
    private enum Gap {
        /// A power of ten: pence for pounds, percent for fractions, a slip of the decimal point.
        case unit(Int)
        /// One over the other.
        case inverse
        case far
    }

    /// Compares a stated level with the history's last: what is a hundred times as high, or a quote turned round, is refused as
    /// `round-ratio` says, and what is far away is told.
    ///
    /// Only as of the scenario's own date: a backtest looks at days when the level of today was far away.
    mutating func isOneUnit(_ stated: Scenario.Located<Double>, of factor: FactorID) -> Bool {
        guard asOf == scenario.asOf?.content ?? data.lastDate, let last = data.lastLevel(of: factor),
            let gap = Self.gap(of: stated.content, to: last.level, factor.factorClass)
        else { return true }
        let rule = scenario.qualityRules.first { $0.type is RoundRatio.Type }.map { RoundRatio($0.specification) }
        let treatment = rule?.treatment ?? Treatment(.report, severity: .warning)
        var message =
            "today's level of \(factor) is \(stated.content) as stated, and \(last.level) on \(last.date), the last of its"
            + " history"
        var isUnit = true
        switch gap {
        case .unit(let power):
            let parts = Self.text(power)
            message += ", a ratio of \(stated.content.magnitude < last.level.magnitude ? "1:\(parts)" : "\(parts):1")"
            isUnit = power > 1
        case .inverse: message += ": is it quoted the other way round?"
        case .far: isUnit = false
        }
        guard isUnit, treatment.action != .report else {
            dataIssues.append(
                DataIssue(
                    severity: treatment.severity, factor: factor, date: last.date, rule: RoundRatio.kind,
                    message: message))
            return true
        }
        issues.append(
            Issue(
                message,
                hint:
                    "state it in the unit of the history; dataQuality: {\(RoundRatio.kind): {action: report}} keeps it",
                at: stated.location, path: stated.path, about: .level(of: factor)))
        return false
    }

    /// Of logarithms: three times, or a third.
    private static let farAway = 1.1

    private static func text(_ power: Int) -> String { ["10", "100", "1,000", "10,000"][power - 1] }

    /// Nil where the levels are near each other, or cannot be compared.
    private static func gap(of stated: Double, to last: Double, _ factorClass: FactorClass) -> Gap? {
        func size(_ ratio: Double) -> Double { ChangeConvention.logarithmic.change(from: 1, to: ratio) }
        guard stated / last > 0, (stated / last).isFinite else { return nil }
        let distance = size(stated / last).magnitude
        // Rates near zero may well be ten times as high a month later: what is less than one percent away is no slip.
        let isPrice = factorClass.change == .logarithmic
        guard isPrice || (stated - last).magnitude >= 0.01 else { return nil }
        // A krona is a tenth of a dollar, so that one quote is a hundred times the other: turned round, not another unit.
        if factorClass == .foreignExchange, distance > farAway, size(stated * last).magnitude < 0.2 { return .inverse }
        if let power = [1, 2, 3, 4].first(where: {
            (distance - size([10, 100, 1_000, 10_000][$0 - 1])).magnitude < 0.2
        }) {
            return .unit(power)
        }
        return isPrice && distance > farAway ? .far : nil
    }
}
