import DataSources
import Market
import Settings

/// A rule with an action and, where it has them, other settings.
func rule<Rule: QualityRule>(
    _ type: Rule.Type, _ action: QualityAction, _ settings: [String: Value.Content] = [:]
) -> Rule {
    let given = settings.merging(["action": .text(action.rawValue)]) { first, _ in first }
    return Rule(.defaults(of: type, replacing: given))
}

/// One factor, with a level on each of the first days of 2020; nil is a missing level.
func history(_ levels: [Double?], of factor: String = "EQ.A") throws(Issues) -> RawPriceTable {
    var text = "date,\(factor)\n"
    for (index, level) in levels.enumerated() {
        text += "\(CalendarDate(iso: "2020-01-01")!.adding(days: index)),\(level.map { "\($0)" } ?? "")\n"
    }
    return try priceTable(text)
}

/// What the rules refuse, as `line:column: message`.
func refusals(_ tables: [RawPriceTable], _ rules: [any QualityRule] = []) -> [String] {
    do throws(Issues) {
        _ = try DataQuality(rules).clean(tables)
        return []
    } catch { return error.all.map(\.line) }
}

extension CleanHistory {
    /// The levels of the first factor; nil where one is missing.
    var levels: [Double?] { history.column(0).map { $0.isNaN ? nil : $0 } }
    /// `stale EQ.A 2020-01-02: message`, one a data issue.
    var lines: [String] {
        issues.map { "\($0.rule) \($0.factor?.name ?? "-") \($0.date?.description ?? "-"): \($0.message)" }
    }
}
