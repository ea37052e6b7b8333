import DataSources
import Instruments
import Market
import Settings

/// Positions from a CSV file: the columns id, book, kind, quantity and currency, and one for each setting that any of
/// its instruments has. An empty cell is a setting left out.
struct PortfolioFile {
    private(set) var positions: [Scenario.WrittenPosition] = []
    private(set) var issues: [Issue] = []
    /// What was left out, and what was put together.
    private(set) var notes: [String] = []

    private let family: Family<any Instrument.Type>
    private let noun: String
    private var columns: [String: Int] = [:]

    /// What the lines of a file are.
    enum Content {
        /// Held.
        case positions
        /// Candidates, which are not held.
        case trades

        fileprivate var noun: String {
            switch self {
            case .positions: "position"
            case .trades: "trade"
            }
        }

        fileprivate var none: Issue {
            switch self {
            case .positions: Issue("the portfolio has a header but no position")
            case .trades:
                Issue(
                    "the file has a header but no trade", hint: "write a line for each trade, as in a portfolio")
            }
        }
    }

    private static let ownColumns = ["id", "book", "kind", "quantity", "currency"]
    private static let requiredColumns = ["id", "kind", "quantity"]

    /// - Parameters:
    ///   - path: as it is named in messages.
    ///   - mapping: how the file becomes one of ours; nil where it is one.
    init(path: String, of content: Content = .positions, mapping: PositionMapping? = nil, catalog: Catalog) {
        family = catalog.kinds.instruments
        noun = content.noun
        let table: CSVTable
        do { table = try CSVTable(path: path, delimiter: mapping?.delimiter ?? .comma) } catch {
            issues = error.all
            return
        }
        var (header, rows) = (table.header, table.rows.filter { row in row.contains { !$0.text.isEmpty } })
        if let mapping {
            let mapped = MappedPositions(table, mapping, texts: textColumns)
            issues = mapped.issues
            guard issues.isEmpty else { return }
            (header, rows, notes) = (mapped.header, mapped.rows, mapped.notes)
        }
        guard readHeader(header, of: table) else { return }
        positions.reserveCapacity(rows.count)
        for row in rows { readRow(row, file: table.file) }
        if rows.isEmpty {
            issues.append(content.none.placed(at: table.header.first?.location, path: ""))
        }
        if mapping?.lots == .add { addLots() }
    }

    /// Columns of ours whose cells are no figures.
    private var textColumns: Set<String> {
        let settings = family.description.members.flatMap(\.settings)
        return Set(["id", "book", "kind", "currency"])
            .union(
                settings.filter { setting in
                    switch setting.shape {
                    case .number, .count, .quantity: false
                    default: true
                    }
                }.map(\.name))
    }

    /// Puts positions of one id and the same terms together.
    private mutating func addLots() {
        var places: [String: Int] = [:]
        var counts: [Int: Int] = [:]
        var kept: [Scenario.WrittenPosition] = []
        for position in positions {
            if let place = places[position.id], position.hasTerms(of: kept[place]) {
                kept[place].quantity += position.quantity
                counts[place, default: 1] += 1
            } else {
                places[position.id] = places[position.id] ?? kept.count
                kept.append(position)
            }
        }
        positions = kept
        for (place, count) in counts.sorted(by: { $0.key < $1.key }) {
            notes.append("\(count) rows of \(kept[place].id) are one position of \(kept[place].quantity).")
        }
    }

    private mutating func readHeader(_ header: [CSVTable.Cell], of table: CSVTable) -> Bool {
        let settings = Set(family.description.members.flatMap { $0.settings.map(\.name) })
        let known = Self.ownColumns + settings.sorted()
        if let stranger = CSVTable.stranger(
            header, noun: "portfolio", names: Self.requiredColumns,
            isKnown: { name in known.contains { $0.lowercased() == name } })
        {
            issues.append(stranger)
            return false
        }
        for (index, cell) in header.enumerated() {
            if !known.contains(cell.text) {
                issues.append(
                    Issue(
                        "unknown column “\(cell.text)”", hint: Suggestion.hint(for: cell.text, among: known),
                        at: cell.location))
            } else if columns[cell.text] != nil {
                issues.append(Issue("the column “\(cell.text)” is there twice", at: cell.location))
            } else {
                columns[cell.text] = index
            }
        }
        for name in Self.requiredColumns where columns[name] == nil {
            issues.append(
                Issue(
                    "the column “\(name)” is missing",
                    hint:
                        "a portfolio needs the columns id, kind and quantity; “twin import FILE --to DIR” makes one of a broker's file",
                    at: table.header.first?.location))
        }
        return issues.isEmpty
    }

    private mutating func readRow(_ row: [CSVTable.Cell], file: String) {
        func cell(_ name: String) -> CSVTable.Cell? {
            guard let index = columns[name], !row[index].text.isEmpty else { return nil }
            return row[index]
        }
        let start = row.first?.location
        guard let id = cell("id") else {
            issues.append(Issue("the position has no id", at: start))
            return
        }
        guard let kind = cell("kind") else {
            issues.append(Issue("position \(id.text) has no kind", at: start))
            return
        }
        guard let description = family.description[kind.text] else {
            issues.append(
                Issue(
                    "unknown instrument “\(kind.text)”",
                    hint: Suggestion.hint(for: kind.text, among: family.description.members.map(\.kind)),
                    at: kind.location,
                    path: "\(noun) \(id.text)"))
            return
        }
        let before = issues.count
        let quantity = parse(cell("quantity"), as: .number(), name: "quantity", id: id.text, at: start)
        let currency = cell("currency").flatMap { parse($0, as: .currency, name: "currency", id: id.text, at: start) }
        var settings: [String: Value.Content] = [:]
        var locations: [String: SourceLocation] = [:]
        for (name, index) in columns where !Self.ownColumns.contains(name) && !row[index].text.isEmpty {
            guard let setting = description.settings.first(where: { $0.name == name }) else {
                issues.append(
                    Issue(
                        "\(kind.text) has no setting “\(name)”", hint: "leave the cell empty", at: row[index].location,
                        path: "\(noun) \(id.text)"))
                continue
            }
            settings[name] = parse(row[index], as: setting.shape, name: name, id: id.text, at: start)
            locations[name] = row[index].location
        }
        for setting in description.settings where columns[setting.name].map({ row[$0].text.isEmpty }) ?? true {
            guard case .required = setting.presence else { continue }
            issues.append(
                Issue(
                    "\(kind.text) needs “\(setting.name)”", hint: "\(setting.shape.noun): \(setting.summary)",
                    at: start,
                    path: "\(noun) \(id.text)"))
        }
        guard issues.count == before, case .number(let amount)? = quantity,
            let instrument = try? family.choose(Specification(kind: kind.text, settings: settings))
        else { return }
        var code: Currency?
        if case .currency(let written)? = currency { code = written }
        positions.append(
            Scenario.WrittenPosition(
                id: id.text, book: cell("book")?.text ?? "", quantity: amount, currency: code,
                instrument: instrument,
                location: start, path: "\(noun) \(id.text)", settingLocations: locations))
    }

    private mutating func parse(
        _ cell: CSVTable.Cell?, as shape: Shape, name: String, id: String, at start: SourceLocation?
    ) -> Value.Content? {
        guard let cell else {
            issues.append(Issue("position \(id) has no \(name)", hint: shape.noun, at: start, path: "\(noun) \(id)"))
            return nil
        }
        do {
            return try shape.parse(cell.text)
        } catch {
            issues.append(Issue(error.message, hint: error.hint, at: cell.location, path: "\(noun) \(id).\(name)"))
            return nil
        }
    }
}

extension Scenario.WrittenPosition {
    /// Whether a unit of one is a unit of the other.
    fileprivate func hasTerms(of other: Scenario.WrittenPosition) -> Bool {
        book == other.book && currency == other.currency
            && instrument.specification == other.instrument.specification
    }
}
