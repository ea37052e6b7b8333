import Measures

/// Where the risk sits: the book tree with the leading measures of each node.
struct BookSection: PageSection {
    struct Row {
        let style: String
        let indentation: String
        let name: String
        let path: String
        let holdings: String
        let worth: String
        let cells: [Cell]
    }

    struct Cell {
        let value: String
        let standardError: String?
        let bar: String?
    }

    static let anchor = "books"
    static let heading = "Where the risk sits"

    let introduction: String
    let measures: [String]
    let rows: [Row]

    init?(_ report: RiskReport) {
        let leading = report.leading
        guard report.books.count > 1, !leading.isEmpty else { return nil }
        // A law has no error to show.
        let isExact = report.run.paths == 0
        let columns = leading.map { Column($0, of: report) }
        let unit = CountingUnit(fitting: report.books.map(\.value))
        let worths = Resolution(exact: report.books.map(\.value), scale: unit.powerOfTen)
        introduction =
            "In \(report.portfolio.currency.code)\(unit.title). The measures are those of each book on its own"
            + (isExact ? "." : "; the line on a bar is the 95% interval.")
        measures = leading.map { MeasureWords($0).label + (isExact ? "" : " ±") }
        rows = report.books.map { book in
            Row(
                style: book.path.isEmpty ? "whole" : "", indentation: String(1.25 * Double(book.depth)),
                name: book.name,
                path: book.path, holdings: NumberText.integer(book.positions),
                worth: worths.text(book.value, scale: unit.powerOfTen),
                cells: columns.map { $0.cell(of: book, in: unit, isExact: isExact) })
        }
    }

    /// A measure of all books, drawn on one scale.
    private struct Column {
        let estimates: [String: Estimate]
        let resolution: Resolution
        let domain: ClosedRange<Double>
        let color: String

        init(_ figure: RiskFigure, of report: RiskReport) {
            estimates = report.estimates(like: figure)
            let all = Array(estimates.values)
            resolution = Resolution(values: all.map(\.value), standardErrors: all.map(\.standardError))
            domain = InlineBar.domain(of: all)
            color = ChartTheme.page.color(of: figure.key.measure)
        }

        func cell(of book: BookSummary, in unit: CountingUnit, isExact: Bool) -> Cell {
            guard let estimate = estimates[book.path] else {
                return Cell(value: NumberText.none, standardError: nil, bar: nil)
            }
            let text = EstimateText(estimate, resolution, style: .counted(in: unit))
            return Cell(
                value: text.value, standardError: isExact ? nil : text.standardError,
                bar: InlineBar(estimate: estimate, domain: domain, color: color).svg(theme: .page))
        }
    }

    static let template = """
        <p class="small muted">{{introduction}}</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Books">
        <table><thead><tr><th scope="col">Book</th><th scope="col">Positions</th><th scope="col">Value</th>\
        {{#measures}}<th scope="col">{{.}}</th>{{/measures}}</tr></thead>
        <tbody>
        {{#rows}}<tr class="{{style}}"><th scope="row" class="book" style="padding-left:{{indentation}}rem" \
        title="{{path}}">{{name}}</th><td>{{holdings}}</td><td>{{worth}}</td>{{#cells}}<td>{{value}}\
        {{#standardError}} <span class="error">± {{standardError}}</span>{{/standardError}}{{{bar}}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div>
        """
}
