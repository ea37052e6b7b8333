import Measures

/// How much less a book loses than its parts one by one.
struct DiversificationSection: PageSection {
    struct Row {
        let style: String
        let name: String
        let cells: [String]
    }

    static let anchor = "diversification"
    static let heading = "Diversification"

    let introduction: String
    let measures: [String]
    let rows: [Row]

    init?(_ report: RiskReport) {
        let leading = report.leading
        let parents = report.books.filter { !$0.diversification.isEmpty }
        guard !parents.isEmpty, !leading.isEmpty else { return nil }
        let columns = leading.map { figure in
            let estimates = report.estimates(like: figure)
            let all = Array(estimates.values)
            return (
                figure: figure, estimates: estimates,
                resolution: Resolution(values: all.map(\.value), standardErrors: all.map(\.standardError))
            )
        }
        let sums = parents.flatMap { $0.diversification.map(\.sumOfChildren) }
        let unit = CountingUnit(fitting: sums)
        introduction =
            "The benefit is what a book loses less than its parts one by one: their stand-alone sum less the book's "
            + "own figure. In \(report.portfolio.currency.code)\(unit.title)."
        measures = leading.map { MeasureWords($0).label }
        rows = parents.map { book in
            let cells = columns.flatMap { column -> [String] in
                let match = book.diversification.first { $0.key.measure == column.figure.key.measure }
                let numbers = [match?.sumOfChildren, column.estimates[book.path]?.value, match?.benefit]
                return numbers.map { column.resolution.text($0, scale: unit.powerOfTen) }
            }
            return Row(
                style: book.path.isEmpty ? "whole" : "", name: book.path.isEmpty ? book.name : book.path, cells: cells)
        }
    }

    static let template = """
        <p class="small muted">{{introduction}}</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Diversification">
        <table><thead><tr><th rowspan="2" scope="col">Book</th>\
        {{#measures}}<th colspan="3" scope="colgroup">{{.}}</th>{{/measures}}</tr>
        <tr>{{#measures}}<th scope="col" style="padding-left:.75rem;text-align:right">Sum of parts</th>\
        <th scope="col">Book</th><th scope="col" style="padding-right:.75rem">Benefit</th>{{/measures}}</tr></thead>
        <tbody>
        {{#rows}}<tr class="{{style}}"><th scope="row" class="book">{{name}}</th>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div>
        """
}
