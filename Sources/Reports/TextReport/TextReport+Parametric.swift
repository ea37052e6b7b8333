import Measures

extension TextReport {
    /// The tail of the whole portfolio by parametric methods, beside the simulated figures.
    func writeParametric(of report: RiskReport, on page: inout TextPage) {
        guard let parametric = report.parametric else { return }
        let table = ParametricTable(report, parametric)
        if !table.methods.isEmpty {
            page.writeHeading("Parametric check, \(report.portfolio.currency)\(table.style.title)")
            let header = TextTable.Row(label: "", cells: table.columns)
            let rows = table.rows.map { TextTable.Row(label: $0.label, cells: $0.cells) }
            let lines = TextTable(header: header, rows: rows, gaps: table.columns.map { _ in 3 })
                .lines(width: Self.width - 2)
            for line in lines { page.write("  " + line) }
        } else {
            page.writeHeading("Parametric check")
        }
        for remark in table.remarks { page.writeWrapped(remark, first: "  ", hanging: "  ") }
    }
}
