import Market
import Measures

extension TextReport {
    /// Value today, and what heads the report: each figure with its standard error and interval.
    func writeHeadline(of report: RiskReport, on page: inout TextPage) {
        let portfolio = report.portfolio
        let figures = report.headlines
        page.write()
        let value = Resolution(exact: [portfolio.value]).text(portfolio.value)
        let holdings =
            NumberText.counted(portfolio.positions, "position")
            + (report.bookCount > 0 ? " in " + NumberText.counted(report.bookCount, "book") : "")
        page.writeWrapped("Value today \(portfolio.currency) \(value), \(holdings)")
        guard !figures.isEmpty else { return }
        writeTable(of: figures.map { ($0, MeasureWords($0).label) }, heading: "Loss", in: portfolio.currency, on: &page)
        page.writeWrapped(report.errorRemark, first: "  ", hanging: "  ")
        if figures.contains(where: { $0.estimate.value < 0 }) {
            page.writeWrapped("A negative loss is a gain.", first: "  ", hanging: "  ")
        }
        if figures.contains(where: { $0.estimate.low == nil || $0.estimate.high == nil }) {
            page.writeWrapped(
                "\(NumberText.none) marks an end of an interval that so few \(report.run.unit)s cannot bound.",
                first: "  ",
                hanging: "  ")
        }
    }

    /// The book tree with the leading measures of each node, and what diversification takes off below each parent.
    func writeBooks(of report: RiskReport, on page: inout TextPage) {
        let measures = report.leading
        guard report.books.count > 1, !measures.isEmpty else { return }
        let hasErrors = measures.contains { $0.estimate.standardError > 0 }
        let (style, table) = Self.firstFitting { bookTable(of: report, measures, in: $0, hasErrors: hasErrors) }
        page.writeHeading("Books, \(report.portfolio.currency)\(style.title)")
        for line in table.lines(width: Self.width - 2) { page.write("  " + line) }
    }

    private func bookTable(
        of report: RiskReport, _ measures: [RiskFigure], in style: AmountStyle, hasErrors: Bool
    ) -> TextTable {
        /// A cell with the cell of its error, where there are errors.
        func pair(_ value: String, _ error: String) -> [String] { hasErrors ? [value, error] : [value] }
        let columns = measures.map { figure in
            let estimates = report.estimates(like: figure)
            let all = report.books.compactMap { estimates[$0.path] }
            let resolution = Resolution(values: all.map(\.value), standardErrors: all.map(\.standardError))
            return (figure: figure, estimates: estimates, resolution: resolution)
        }
        let values = Resolution(exact: report.books.map(\.value), scale: style.powerOfTen)
        var rows: [TextTable.Row] = []
        /// Parents whose children are being written, innermost last.
        var open: [BookSummary] = []
        func close(_ book: BookSummary) {
            let benefits = columns.map { column in
                book.diversification.first { $0.key.measure == column.figure.key.measure }
            }
            guard benefits.contains(where: { $0 != nil }) else { return }
            let cells = zip(columns, benefits).flatMap { column, benefit in
                pair(benefit.map { style.text(-$0.benefit, column.resolution) } ?? "", "")
            }
            rows.append(.init(label: indentation(book.depth + 1) + "diversification", cells: [""] + cells))
        }
        for book in report.books {
            while let last = open.last, last.depth >= book.depth { close(open.removeLast()) }
            open.append(book)
            let cells = columns.flatMap { column -> [String] in
                guard let estimate = column.estimates[book.path] else { return pair(NumberText.none, "") }
                return pair(
                    style.text(estimate.value, column.resolution),
                    style.text(estimate.standardError, column.resolution))
            }
            rows.append(
                .init(
                    label: indentation(book.depth) + book.name.printable,
                    cells: [style.text(book.value, values)] + cells))
        }
        while let last = open.popLast() { close(last) }
        let header = TextTable.Row(
            label: "", cells: ["Value"] + columns.flatMap { pair(MeasureWords($0.figure).label, "±") })
        return TextTable(header: header, rows: rows, gaps: [2] + columns.flatMap { _ in hasErrors ? [2, 1] : [2] })
    }

    /// What was measured of the whole portfolio besides the headline.
    func writeOtherMeasures(of report: RiskReport, on page: inout TextPage) {
        let headlines = Set(report.headlines.map(\.key))
        let others = report.portfolioFigures.filter { !headlines.contains($0.key) }
        guard !others.isEmpty else { return }
        let words = others.map { ($0, MeasureWords($0).title) }
        writeTable(of: words, heading: "Other measures", in: report.portfolio.currency, on: &page)
    }

    /// Figures as rows; amounts share one resolution, fractions are percent.
    private func writeTable(
        of figures: [(RiskFigure, String)], heading: String, in currency: Currency, on page: inout TextPage
    ) {
        let amounts = figures.map(\.0).filter { !MeasureWords($0).isProportion }.map(\.estimate)
        let resolution = Resolution(values: amounts.map(\.value), standardErrors: amounts.map(\.standardError))
        let hasErrors = figures.contains { $0.0.estimate.standardError > 0 }
        let (style, table) = Self.firstFitting { style in
            let texts = figures.map { EstimateText($0.0, amounts: resolution, style: style) }
            let lowWidth = texts.map(\.low.count).max() ?? 0
            let highWidth = texts.map(\.high.count).max() ?? 0
            guard hasErrors else {
                let rows = zip(figures, texts).map { TextTable.Row(label: $0.1.printable, cells: [$1.value]) }
                return TextTable(header: .init(label: "", cells: [""]), rows: rows, gaps: [3])
            }
            let rows = zip(figures, texts).map { figure, text in
                let interval = text.low.flushedRight(to: lowWidth) + " to " + text.high.flushedRight(to: highWidth)
                return TextTable.Row(label: figure.1.printable, cells: [text.value, text.standardError, interval])
            }
            let header = TextTable.Row(label: "", cells: ["", "±", "95% interval"])
            return TextTable(header: header, rows: rows, gaps: [3, 2, 4])
        }
        page.writeHeading("\(heading), \(currency)\(style.title)")
        // A head without words is no line.
        let lines = table.lines(width: Self.width - 2).dropFirst(hasErrors ? 0 : 1)
        for line in lines { page.write("  " + line) }
    }

    /// The table with its amounts in the smallest unit that leaves the labels room.
    static func firstFitting(
        labelWidth: Int = 24, _ table: (AmountStyle) -> TextTable
    ) -> (style: AmountStyle, table: TextTable) {
        for unit in CountingUnit.allCases {
            let candidate = table(.counted(in: unit))
            if candidate.numbersWidth <= width - labelWidth { return (.counted(in: unit), candidate) }
        }
        return (.scientific, table(.scientific))
    }

    private func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
