import DataSources
import Settings

/// The rows of a file of positions in our columns.
struct MappedPositions {
    private(set) var header: [CSVTable.Cell] = []
    private(set) var rows: [[CSVTable.Cell]] = []
    /// What was left out.
    private(set) var notes: [String] = []
    private(set) var issues: [Issue] = []

    private let table: CSVTable
    private let mapping: PositionMapping

    /// - Parameter texts: our columns whose cells are no figures.
    init(_ table: CSVTable, _ mapping: PositionMapping, texts: Set<String>) {
        self.table = table
        self.mapping = mapping
        let skipped = mapping.skip.compactMap { skip in column(skip.column).map { ($0, skip.values, skip.column) } }
        let multiplier = mapping.multiplier.flatMap { column($0) }
        let recipe = mapping.columns.isEmpty ? ownColumns() : mapping.columns.compactMap { made(of: $0) }
        guard issues.isEmpty else { return }
        header = recipe.map { CSVTable.Cell(text: $0.name, location: $0.location) }
        var leftOut: [String: Int] = [:]
        for row in table.rows where row.contains(where: { !$0.text.isEmpty }) {
            if let skip = skipped.first(where: { $0.1.contains(row[$0.0].text) }) {
                leftOut["\(skip.2) is \(row[skip.0].text)", default: 0] += 1
                continue
            }
            rows.append(
                recipe.map { column in
                    var cell = column.cell(row)
                    if column.name == "kind" {
                        cell.text = mapping.kinds.first { $0.name == cell.text }?.kind ?? cell.text
                    } else if !texts.contains(column.name) {
                        cell.text = figure(cell)
                        if column.name == "quantity", let multiplier { multiply(&cell, by: row[multiplier]) }
                    }
                    return cell
                })
        }
        notes = leftOut.sorted { $0.key < $1.key }.map { what, count in
            "\(table.file): \(count) row\(count == 1 ? " is" : "s are") left out, where \(what)."
        }
    }

    /// One of our columns: the texts and columns of the file that it is made of.
    private struct Recipe {
        enum Part {
            case text(String)
            case column(Int)
        }

        var name: String
        var parts: [Part]
        var location: SourceLocation

        /// Made of a row; at the first column that it takes. Empty where every column it takes is.
        func cell(_ row: [CSVTable.Cell]) -> CSVTable.Cell {
            var text = ""
            var place: SourceLocation?
            var isEmpty = true
            for part in parts {
                switch part {
                case .text(let own): text += own
                case .column(let column):
                    text += row[column].text
                    place = place ?? row[column].location
                    isEmpty = isEmpty && row[column].text.isEmpty
                }
            }
            let location = place ?? row.first?.location ?? self.location
            return CSVTable.Cell(text: place != nil && isEmpty ? "" : text, location: location)
        }
    }

    private mutating func column(_ name: String) -> Int? {
        let found = table.header.indices.filter { table.header[$0].text == name }
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            issues.append(
                Issue(
                    "“\(name)”, which portfolio.mapping names, is the name of \(found.count) columns",
                    hint: "give each a name of its own", at: table.header[found[1]].location))
            return nil
        }
        issues.append(
            Issue(
                "there is no column “\(name)”, which portfolio.mapping names",
                hint: Suggestion.hint(for: name, among: table.header.map(\.text).filter { !$0.isEmpty }),
                at: table.header.first?.location))
        return nil
    }

    private func ownColumns() -> [Recipe] {
        table.header.enumerated().filter { _, cell in !mapping.ignore.contains(cell.text) && !cell.text.isEmpty }.map {
            Recipe(name: $1.text, parts: [.column($0)], location: $1.location)
        }
    }

    private mutating func made(of column: (name: String, text: String)) -> Recipe? {
        let start = table.header.first?.location ?? SourceLocation(file: table.file, line: 1, column: 1)
        var parts: [Recipe.Part] = []
        var rest = column.text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let place = self.column(String(rest[rest.index(after: open)..<close])) else { return nil }
            parts.append(.column(place))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return Recipe(name: column.name, parts: parts, location: start)
    }

    /// The text of a figure as our own files have it; what is no figure stays as it is. One that only our own format reads would
    /// be another figure than the file means.
    private mutating func figure(_ cell: CSVTable.Cell) -> String {
        if let text = mapping.numbers.normalized(cell.text) { return text }
        if NumberSyntax.number(cell.text) != nil {
            issues.append(
                Issue(
                    "“\(cell.text)” is no number as portfolio.mapping says they are written",
                    hint: "correct it, or the marks for decimals and thousands", at: cell.location))
        }
        return cell.text
    }

    /// Multiplies a quantity; what is no figure stays for the reader of positions to complain of.
    private mutating func multiply(_ cell: inout CSVTable.Cell, by factor: CSVTable.Cell) {
        guard let quantity = NumberSyntax.number(cell.text) else { return }
        let text = figure(factor)
        guard let number = NumberSyntax.number(text) else {
            issues.append(
                Issue("“\(factor.text)” is no number to multiply a quantity by", hint: nil, at: factor.location))
            return
        }
        cell.text = "\(quantity * number)"
    }
}
