import Market
import Measures
import Reports

/// Where the risk sits: the book tree with the leading measures of each node.
extension RiskReport {
    /// A measure of all books, to one resolution and on one scale.
    private struct Column {
        package let figure: RiskFigure
        package let estimates: [String: Estimate]
        package let resolution: Resolution
        package let domain: ClosedRange<Double>

        package init(_ figure: RiskFigure, of report: RiskReport) {
            self.figure = figure
            estimates = report.estimates(like: figure)
            let all = Array(estimates.values)
            resolution = Resolution(values: all.map(\.value), standardErrors: all.map(\.standardError))
            domain = InlineBar.domain(of: all)
        }

        package var label: String { MeasureWords(figure).label }

        package func diversification(of book: BookSummary) -> Diversification? {
            book.diversification.first { $0.key.measure == figure.key.measure }
        }
    }

    private var columns: [Column]? {
        let leading = leading
        return books.count > 1 && !leading.isEmpty ? leading.map { Column($0, of: self) } : nil
    }

    /// For a screen: with what diversification takes off below each parent.
    package var bookTree: DocumentSection? {
        guard let columns else { return nil }
        let hasErrors = columns.contains { $0.figure.estimate.standardError > 0 }
        func pair(_ value: DocumentTable.Cell, _ error: DocumentTable.Cell) -> [DocumentTable.Cell] {
            hasErrors ? [value, error] : [value]
        }
        let worth = Notation.amount(Resolution(worths: books.map(\.value)), in: nil)
        var rows: [DocumentTable.Row] = []
        /// Parents whose children are being written, innermost last.
        var open: [BookSummary] = []
        func close(_ book: BookSummary) {
            let benefits = columns.map { $0.diversification(of: book) }
            guard benefits.contains(where: { $0 != nil }) else { return }
            let cells = zip(columns, benefits).flatMap { column, benefit in
                pair(benefit.map { .init(-$0.benefit, .amount(column.resolution, in: nil)) } ?? "", "")
            }
            rows.append(.init("diversification", [""] + cells, depth: book.depth + 1))
        }
        for book in books {
            while let last = open.last, last.depth >= book.depth { close(open.removeLast()) }
            open.append(book)
            let cells = columns.flatMap { column -> [DocumentTable.Cell] in
                guard let estimate = column.estimates[book.path] else { return pair(.init(NumberText.none), "") }
                let notation = Notation.amount(column.resolution, in: nil)
                return pair(
                    .init(estimate.value, notation, of: column.figure.key.of(book: book.path)),
                    .init(estimate.standardError, notation))
            }
            rows.append(.init(book.name, [.init(book.value, worth)] + cells, depth: book.depth))
        }
        while let last = open.popLast() { close(last) }
        let table = DocumentTable(
            caption: "Books", stub: "",
            columns: [.init("Value")]
                + columns.flatMap {
                    hasErrors ? [.init($0.label), .init("±")] : [.init($0.label)] as [DocumentTable.Column]
                },
            rows: rows, textLimit: .max, spacing: .pairs)
        return DocumentSection(
            anchor: "books", heading: "Books", blocks: [.table(table)], in: [.screen], currency: portfolio.currency)
    }

    /// For a page: each figure with its error and a bar.
    package var bookPage: DocumentSection? {
        guard let columns else { return nil }
        // A law has no error to show.
        let isExact = !run.hasPaths
        let unit = CountingUnit(fitting: books.map(\.value))
        let worth = Notation.amount(Resolution(worths: books.map(\.value)), in: unit)
        let rows = books.map { book -> DocumentTable.Row in
            let cells = columns.map { column -> DocumentTable.Cell in
                guard let estimate = column.estimates[book.path] else { return .init(NumberText.none) }
                let figure = Quantity(
                    estimate.value, standardError: isExact ? nil : estimate.standardError,
                    .amount(column.resolution, in: unit), of: column.figure.key.of(book: book.path))
                return .init(
                    figure,
                    bar: InlineBar(
                        estimate: estimate, domain: column.domain, color: ChartRole(of: column.figure.key.measure)))
            }
            return .init(
                book.name, [.init(.count(book.positions)), .init(book.value, worth)] + cells, depth: book.depth,
                isStrong: book.path.isEmpty, fullLabel: book.path)
        }
        return DocumentSection(
            anchor: "books", heading: "Where the risk sits",
            blocks: [
                .remark(
                    """
                    In \(portfolio.currency.code)\(unit.title). The measures are those of each book on its own\
                    \(isExact ? "." : "; the line on a bar is the 95% interval.")
                    """),
                .table(
                    DocumentTable(
                        caption: "Books", stub: "Book",
                        columns: [.init("Positions"), .init("Value")]
                            + columns.map { .init($0.label + (isExact ? "" : " ±")) }, rows: rows)),
            ], in: [.page])
    }

    /// How much less a book loses than its parts one by one.
    package var diversification: DocumentSection? {
        let parents = books.filter { !$0.diversification.isEmpty }
        let columns = leading.map { Column($0, of: self) }
        guard !parents.isEmpty, !columns.isEmpty else { return nil }
        let unit = CountingUnit(fitting: parents.flatMap { $0.diversification.map(\.sumOfChildren) })
        let rows = parents.map { book -> DocumentTable.Row in
            let cells = columns.flatMap { column -> [DocumentTable.Cell] in
                let own = column.diversification(of: book)
                let notation = Notation.amount(column.resolution, in: unit)
                return [own?.sumOfChildren, column.estimates[book.path]?.value, own?.benefit].map {
                    .init($0, notation)
                }
            }
            return .init(book.path.isEmpty ? book.name : book.path, cells, isStrong: book.path.isEmpty)
        }
        return DocumentSection(
            anchor: "diversification", heading: "Diversification",
            blocks: [
                .remark(
                    """
                    The benefit is what a book loses less than its parts one by one: their stand-alone sum less the book's \
                    own figure. In \(portfolio.currency.code)\(unit.title).
                    """),
                .table(
                    DocumentTable(
                        caption: "Diversification", stub: "Book",
                        columns: columns.flatMap { column in
                            ["Sum of parts", "Book", "Benefit"].map { .init($0, group: column.label) }
                        }, rows: rows)),
            ], in: [.page])
    }
}
