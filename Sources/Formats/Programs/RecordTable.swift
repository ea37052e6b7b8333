import Reports

/// Records as columns with types: numbers where every cell is one or nothing, text else.
struct RecordTable {
    struct Column {
        var name: String
        var isNumber: Bool
    }

    let columns: [Column]
    private let rows: [DocumentTable.Row]

    init(_ table: DocumentTable) {
        rows = table.rows
        let numbers = table.columns.indices.map { place in
            table.rows.contains { $0.cells[place].quantity?.value != nil }
                && table.rows.allSatisfy { $0.cells[place].quantity != nil || $0.cells[place].words.isEmpty }
        }
        columns =
            [Column(name: table.stub, isNumber: false)]
            + zip(table.columns, numbers).map { Column(name: $0.title, isNumber: $1) }
    }

    var count: Int { rows.count }

    /// - Parameter column: of numbers.
    func numbers(_ column: Int, _ range: Range<Int>) -> [Double?] {
        rows[range].map { $0.cells[column - 1].quantity?.value }
    }

    func texts(_ column: Int, _ range: Range<Int>) -> [String] {
        rows[range].map { (column == 0 ? $0.label : $0.cells[column - 1].words).text().printable }
    }

    /// Every field in quotation marks, numbers with every digit, `\N` for what is not known.
    var text: String {
        func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        var lines = [columns.map { quoted($0.name) }.joined(separator: ",")]
        for row in 0..<count {
            lines.append(
                columns.indices.map { column in
                    columns[column].isNumber
                        ? numbers(column, row..<row + 1)[0].map { $0.description } ?? "\\N"
                        : quoted(texts(column, row..<row + 1)[0])
                }.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
