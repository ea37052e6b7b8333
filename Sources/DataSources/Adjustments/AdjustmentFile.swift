import Market
import Settings

/// Adjustments from a CSV file with the columns date, factor, kind and value, in any order.
public struct AdjustmentFile: Sendable {
    public private(set) var adjustments: [Adjustment] = []

    private static let columns = ["date", "factor", "kind", "value"]

    /// - Throws: every mistake that could be found, with its place.
    public init(path: String) throws(Issues) {
        let table = try CSVTable(path: path)
        var issues = IssueCollector()
        if let stranger = CSVTable.stranger(table.header, noun: "list of adjustments", columns: Self.columns) {
            throw Issues([stranger])
        }
        for cell in table.header where !Self.columns.contains(cell.text.lowercased()) {
            issues.add(
                Issue(
                    "unknown column “\(cell.text)”", hint: Suggestion.hint(for: cell.text, among: Self.columns),
                    at: cell.location))
        }
        let places = Self.columns.map { table.column($0) }
        for (name, place) in zip(Self.columns, places) where place == nil {
            issues.add(Issue("the column “\(name)” is missing", at: table.header.first?.location))
        }
        try issues.throwIfAny()
        for row in table.rows where row.contains(where: { !$0.text.isEmpty }) {
            let cells = places.compactMap { $0.map { row[$0] } }
            do throws(Issue) { adjustments.append(try Self.adjustment(cells)) } catch { issues.add(error) }
        }
        try issues.throwIfAny()
    }

    /// - Parameter cells: in the order of the columns.
    private static func adjustment(_ cells: [CSVTable.Cell]) throws(Issue) -> Adjustment {
        func placed<Value>(_ cell: CSVTable.Cell, _ read: () throws(Issue) -> Value) throws(Issue) -> Value {
            do throws(Issue) { return try read() } catch {
                throw error.location == nil ? Issue(error.message, hint: error.hint, at: cell.location) : error
            }
        }
        guard let date = CalendarDate(iso: cells[0].text) else {
            throw Issue("“\(cells[0].text)” is no date", hint: "write it as YYYY-MM-DD", at: cells[0].location)
        }
        let factor = try FactorID.named(in: cells[1])
        guard let kind = Adjustment.Kind(rawValue: cells[2].text) else {
            throw Issue(
                "unknown adjustment “\(cells[2].text)”",
                hint: Suggestion.hint(for: cells[2].text, among: Adjustment.Kind.allCases.map(\.rawValue)),
                at: cells[2].location)
        }
        return try placed(cells[3]) { () throws(Issue) in
            try Adjustment(kind, of: factor, on: date, value: cells[3].text, at: cells[0].location)
        }
    }
}
