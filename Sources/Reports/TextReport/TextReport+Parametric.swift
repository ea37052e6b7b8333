import Measures

extension TextReport {
    /// The tail of the whole portfolio by parametric methods, beside the simulated figures.
    func writeParametric(of report: RiskReport, on page: inout TextPage) {
        guard let parametric = report.parametric else { return }
        let (style, table) = Self.firstFitting(labelWidth: 12) { style in
            let table = ParametricTable(report, parametric, style: style)
            let rows = table.rows.map { TextTable.Row(label: $0.label, cells: $0.cells) }
            return TextTable(
                header: .init(label: "", cells: table.columns), rows: rows, gaps: table.columns.map { _ in 2 })
        }
        let isEmpty = parametric.figures.isEmpty
        page.writeHeading("Parametric check" + (isEmpty ? "" : ", \(report.portfolio.currency)\(style.title)"))
        for line in isEmpty ? [] : table.lines(width: Self.width - 2) { page.write("  " + line) }
        let remarks = ParametricTable(report, parametric, style: style).remarks
        for remark in remarks { page.writeWrapped(remark, first: "  ", hanging: "  ") }
    }
}
