import Measures

/// Every figure of the whole portfolio, and how it was estimated.
struct MeasureSection: PageSection {
    struct Row {
        let name: String
        let value: String
        let standardError: String
        let interval: String
        let estimator: String
    }

    static let anchor = "measures"
    static let heading = "All measures of the portfolio"

    let introduction: String
    let hasErrors: Bool
    let rows: [Row]

    init?(_ report: RiskReport) {
        let figures = report.portfolioFigures
        guard !figures.isEmpty else { return nil }
        // A law has no error to show.
        hasErrors = report.run.paths > 0
        let amounts = figures.filter { !MeasureWords($0).isProportion }.map(\.estimate)
        let unit = CountingUnit(fitting: amounts.map(\.value))
        introduction =
            "In \(report.portfolio.currency.code)\(unit.title). The same measures of every book are in the report's "
            + "JSON and CSV forms."
        let resolution = Resolution(values: amounts.map(\.value), standardErrors: amounts.map(\.standardError))
        rows = figures.map { figure in
            let text = EstimateText(figure, amounts: resolution, style: .counted(in: unit))
            return Row(
                name: MeasureWords(figure).title, value: text.value, standardError: text.standardError,
                interval: text.interval, estimator: figure.estimator)
        }
    }

    static let template = """
        <p class="small muted">{{introduction}}</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Measures">
        <table><thead><tr><th scope="col">Measure</th><th scope="col">Value</th>\
        {{#hasErrors}}<th scope="col">±</th><th scope="col">95% interval</th>{{/hasErrors}}<th scope="col" class="words">Estimator</th></tr></thead>
        <tbody>
        {{#rows}}<tr><th scope="row">{{name}}</th><td>{{value}}</td>\
        {{#hasErrors}}<td>{{standardError}}</td><td>{{interval}}</td>{{/hasErrors}}\
        <td class="prose">{{estimator}}</td></tr>
        {{/rows}}</tbody></table></div>
        """
}
