/// The records of a document as comma-separated values, RFC 4180: numbers keep every digit.
public struct DocumentCSV: Sendable {
    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ document: Document) throws -> String {
        let table = document.records
        var rows = [[table.stub] + table.columns.map(\.title)]
        for row in table.rows {
            let cells = try zip(table.columns, row.cells).map { column, cell in
                guard let value = cell.value else { return cell.text }
                guard value.isFinite else { throw ReportError.notFinite(field: "\(column.title) of \(row.label)") }
                return value.description
            }
            rows.append([row.label] + cells)
        }
        return CSVReport.text(rows)
    }
}
