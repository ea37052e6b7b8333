import Market
import Settings

/// The header of a file, which may take several rows, and which of its columns the settings of a source name.
///
/// A column of several header rows has the name of all its cells with spaces between them, as in “Close AAA”; one cell that no
/// other column has is enough.
struct HeaderColumns {
    let rows: [[CSVTable.Cell]]

    /// - Parameter rows: one at least, each of the same length.
    init(_ rows: [[CSVTable.Cell]]) { self.rows = rows }

    var width: Int { rows[0].count }

    /// Where a column is named: in the last row that says something.
    func cell(_ column: Int) -> CSVTable.Cell {
        let said = rows.map { $0[column] }.last { !$0.text.isEmpty } ?? rows[rows.count - 1][column]
        return CSVTable.Cell(text: name(column), location: said.location)
    }

    func name(_ column: Int) -> String {
        rows.map { $0[column].text }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// - Throws: where no column has the name, or several have.
    func column(_ wanted: String) throws(Issue) -> Int {
        let whole = (0..<width).filter { name($0) == wanted }
        if whole.count == 1 { return whole[0] }
        let found =
            !whole.isEmpty ? whole : (0..<width).filter { column in rows.contains { $0[column].text == wanted } }
        if found.count == 1 { return found[0] }
        let names = (0..<width).map(name).filter { !$0.isEmpty }
        throw Issue(
            found.isEmpty
                ? "there is no column “\(wanted)”"
                : "“\(wanted)” names \(found.count) columns: " + found.map { "“\(name($0))”" }.joined(separator: ", "),
            hint: found.isEmpty
                ? Suggestion.hint(for: wanted, among: names)
                : whole.isEmpty ? "write the whole name of one of them" : "give each a name of its own",
            at: rows[0][0].location)
    }
}
