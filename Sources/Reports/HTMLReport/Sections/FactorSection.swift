import Market
import Measures

/// The factors as they are simulated.
struct FactorSection: PageSection {
    struct Row {
        let name: String
        let title: String
        let process: String
        let level: String
        let volatility: String
        let drift: String
        let source: String
    }

    static let anchor = "factors"
    static let heading = "Risk factors"
    /// More than these stand behind a disclosure.
    private static let rowLimit = 40

    let rows: [Row]
    let opening: String
    let closing: String

    init?(_ report: RiskReport) {
        let factors = report.model.factors
        guard !factors.isEmpty else { return nil }
        rows = factors.map { factor in
            let text = FactorText(factor)
            return Row(
                name: factor.id.name, title: factor.id.factorClass.title, process: factor.process, level: text.level,
                volatility: text.volatility, drift: text.drift, source: factor.source)
        }
        let isLong = factors.count > Self.rowLimit
        opening = isLong ? "<details><summary>All \(NumberText.integer(factors.count)) factors</summary>" : ""
        closing = isLong ? "</details>" : ""
    }

    static let template = """
        <p class="small muted">Volatility and drift are annual, relative for geometric processes, absolute for \
        arithmetic ones.</p>
        {{{opening}}}<div class="scroll" role="region" tabindex="0" aria-label="Risk factors">
        <table><thead><tr><th scope="col">Factor</th><th scope="col" class="words">Class</th>\
        <th scope="col" class="words">Process</th><th scope="col">Level</th><th scope="col">Volatility</th>\
        <th scope="col">Drift</th><th scope="col" class="words">Volatility from</th></tr></thead>
        <tbody>
        {{#rows}}<tr><th scope="row">{{name}}</th><td class="words">{{title}}</td><td class="words">{{process}}</td>\
        <td>{{level}}</td><td>{{volatility}}</td><td>{{drift}}</td><td class="words">{{source}}</td></tr>
        {{/rows}}</tbody></table></div>{{{closing}}}
        """
}
