import Market
import Measures

/// The factors' histories as small multiples.
struct HistorySection: PageSection {
    struct Panel {
        let name: String
        let chart: String
        let course: String
        let volatility: String
        let extremes: String
    }

    static let anchor = "histories"
    static let heading = "The factors' histories"
    /// More than these stand behind a disclosure.
    private static let panelLimit = 40

    let introduction: String
    let panels: [Panel]
    let more: [Panel]
    let moreWords: String?
    let table: String

    init?(_ report: RiskReport) {
        let factors = Dictionary(report.model.factors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let histories = report.model.histories.filter { $0.levels.contains(where: \.isFinite) }
        guard let first = histories.compactMap(\.dates.first).min(), let last = histories.compactMap(\.dates.last).max()
        else { return nil }
        introduction =
            "Levels from \(first) to \(last): the first and the last one with its annual volatility, "
            + "and the highest (▲) and lowest (▼)."
        let all = histories.map { Self.panel($0, factors[$0.id]) }
        panels = Array(all.prefix(Self.panelLimit))
        more = Array(all.dropFirst(Self.panelLimit))
        moreWords = more.isEmpty ? nil : "\(NumberText.integer(more.count)) more"
        table =
            DataTable(
                summary: "Data of the charts", caption: "Levels of the factors",
                header: ["Factor", "First", "Last", "Lowest", "on", "Highest", "on"], rows: histories.map(Self.row)
            ).html
    }

    private static func panel(_ history: FactorHistory, _ factor: FactorSummary?) -> Panel {
        let known = history.levels.filter(\.isFinite)
        func text(_ value: Double?) -> String {
            value.map { FactorText.level($0, of: history.id, largest: known.max()) } ?? NumberText.none
        }
        let (first, last) = (text(known.first), text(known.last))
        let (low, high) = (text(known.min()), text(known.max()))
        return Panel(
            name: history.id.name,
            chart: Sparkline(
                values: history.levels, title: "History of \(history.id)",
                description: "From \(first) to \(last), between \(low) and \(high).", theme: .page
            ).svg(width: 220, height: 52),
            course: "\(first) → \(last)", volatility: factor.map { "vol " + FactorText($0).volatility } ?? "",
            extremes: "▲ \(high)  ▼ \(low)")
    }

    private static func row(_ history: FactorHistory) -> [String] {
        let known = zip(history.dates, history.levels).filter { $0.1.isFinite }
        let (low, high) = (known.min { $0.1 < $1.1 }, known.max { $0.1 < $1.1 })
        func text(_ point: (CalendarDate, Double)?) -> String {
            point.map { FactorText.level($0.1, of: history.id, largest: high?.1) } ?? NumberText.none
        }
        return [
            history.id.name, text(known.first), text(known.last), text(low), low?.0.description ?? NumberText.none,
            text(high), high?.0.description ?? NumberText.none,
        ]
    }

    private static let list = """
        <li><h3>{{name}}</h3>{{{chart}}}<p><span>{{course}}</span><span>{{volatility}}</span></p>\
        <p><span>{{extremes}}</span></p></li>
        """

    static let template = """
        <p class="small muted">{{introduction}}</p>
        <ul class="small-multiples">{{#panels}}\(list){{/panels}}</ul>
        {{#moreWords}}<details><summary>{{moreWords}}</summary>
        <ul class="small-multiples">{{#more}}\(list){{/more}}</ul></details>{{/moreWords}}
        {{{table}}}
        """
}
