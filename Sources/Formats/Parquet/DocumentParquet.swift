import Foundation
import Reports

/// Records as Apache Parquet, made by DuckDB (MIT) where that is installed: `figures.parquet`, `components.parquet`; columns as in the
/// Arrow files.
public struct DocumentParquet: OutsideFormat {
    public static let name = "parquet"
    public static let summary = "records as columns, for data lakes; needs DuckDB on the path"
    public static let fileExtension = "parquet"
    public static let mediaType = "application/vnd.apache.parquet"
    public static let program = OutsideProgram(
        name: "duckdb", hint: "install it: https://duckdb.org, or pip install duckdb-cli")

    public init() {}

    public func files(of document: Document) throws -> [DocumentFile] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("twin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        return try document.records.map { records in
            let name = (records.name == "report" ? "figures" : records.name) + ".parquet"
            let path = folder.appendingPathComponent("records.parquet").path
            let table = RecordTable(records.table)
            let columns = table.columns.map { "\(Self.quoted($0.name)): '\($0.isNumber ? "DOUBLE" : "VARCHAR")'" }
            let source =
                "read_csv('/dev/stdin', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '\\N',"
                + " columns = {\(columns.joined(separator: ", "))})"
            _ = try Self.program.run(
                ["-c", "COPY (SELECT * FROM \(source)) TO \(Self.quoted(path)) (FORMAT parquet)"], input: table.text,
                for: Self.name)
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw ReportError.unavailable(format: Self.name, because: "duckdb wrote no file")
            }
            return DocumentFile(name: name, mediaType: Self.mediaType, bytes: Array(bytes))
        }
    }

    /// As a text of SQL.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
