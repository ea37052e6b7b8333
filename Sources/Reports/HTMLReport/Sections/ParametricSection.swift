import Measures

/// The tail by parametric methods, beside the simulated figures.
struct ParametricSection: PageSection {
    struct Row {
        let name: String
        let cells: [String]
    }

    static let anchor = "parametric"
    static let heading = "Parametric check"

    let unit: String
    let columns: [String]
    let rows: [Row]
    let remarks: [String]

    init?(_ report: RiskReport) {
        guard let parametric = report.parametric else { return nil }
        let amounts = parametric.figures.map(\.value)
        let style = AmountStyle.counted(in: CountingUnit(fitting: amounts.isEmpty ? [0] : amounts, digits: 9))
        let table = ParametricTable(report, parametric, style: style)
        unit = report.portfolio.currency.code + style.title
        columns = table.columns
        rows = table.rows.map { Row(name: $0.label, cells: $0.cells) }
        remarks = table.remarks
    }

    static let template = """
        {{#remarks}}<p class="small muted">{{.}}</p>
        {{/remarks}}<div class="scroll" role="region" tabindex="0" aria-label="Parametric figures">
        <table><thead><tr><th scope="col">{{unit}}</th>{{#columns}}<th scope="col">{{.}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}<tr><th scope="row">{{name}}</th>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div>
        """
}
