import Settings

/// The records of a document as comma-separated values: a file a table, a row a record, for spreadsheets and databases.
///
/// Fields are written as `CSVField` says: quoted, and never a formula. Numbers keep every digit; what is not known leaves its
/// field empty; what is unseen in a name is shown.
public struct DocumentCSV: DocumentFormat {
    public static let name = "csv"
    public static let summary = "records at full precision, for spreadsheets and databases"
    public static let fileExtension = "csv"
    public static let mediaType = "text/csv; charset=utf-8; header=present"

    public init() {}

    public func files(of document: Document) throws -> [DocumentFile] {
        try document.records.map { records in
            DocumentFile(
                name: records.name + "." + Self.fileExtension, mediaType: Self.mediaType,
                bytes: Array(try render(records.table).utf8))
        }
    }

    /// The report's own table.
    ///
    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ document: Document) throws -> String {
        try document.records.first.map { try render($0.table) } ?? ""
    }

    public func render(_ table: DocumentTable) throws -> String {
        var rows = [[table.stub] + table.columns.map(\.title)]
        for row in table.rows {
            let label = row.label.text()
            let cells = try zip(table.columns, row.cells).map { column, cell in
                guard let value = cell.quantity?.value else { return cell.words.text() }
                guard value.isFinite else {
                    throw ReportError.notFinite(field: "\(column.title) of \(row.fullLabel ?? label)")
                }
                return value.exactText
            }
            rows.append([label] + cells)
        }
        return rows.map { $0.map { CSVField.written($0.printableLines) }.joined(separator: ",") + "\r\n" }.joined()
    }
}
