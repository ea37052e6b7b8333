import Measures

/// Parametric figures as a table: a row for each measure of the tail, a column for each method, the simulated figure first.
struct ParametricTable {
    let methods: [String]
    let columns: [String]
    let rows: [(label: String, cells: [String])]
    let remarks: [String]

    /// What every such table is to be read with.
    private static let caveat =
        "Sensitivities, and normal changes with the model's volatilities and correlations: neither lognormal levels nor"
        + " fat tails, jumps or mean reversion are in them. A gap that none of these explains is worth a look."

    /// - Parameter style: how amounts are written.
    init(_ report: RiskReport, _ parametric: ParametricSummary, style: AmountStyle) {
        let methods = parametric.methods
        let measured = report.portfolioFigures.filter { figure in
            parametric.figures.contains { $0.key == figure.key }
        }
        let estimates = measured.map(\.estimate)
        let resolution = Resolution(values: estimates.map(\.value), standardErrors: estimates.map(\.standardError))
        self.methods = methods
        columns = ["simulated"] + methods
        rows = measured.map { figure in
            let cells = methods.map { method in
                parametric.value(method, figure.key).map { style.text($0, resolution) } ?? NumberText.none
            }
            return (MeasureWords(figure).label, [style.text(figure.estimate.value, resolution)] + cells)
        }
        remarks = parametric.remarks + (methods.isEmpty ? [] : [Self.caveat])
    }
}
