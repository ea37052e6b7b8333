import Measures

/// Every figure as a row: for spreadsheets and databases.
///
/// Fields are quoted as RFC 4180 asks, “Common format and MIME type for comma-separated values (CSV) files”, 2005.
/// Numbers keep every digit; a figure without confidence or an interval without an end leaves its field empty. Where the
/// scenario has limits, further columns say which a figure has and how it stands; where a measure has settings besides its
/// confidence, a last one holds them.
public struct CSVReport: ReportFormat {
    public static let name = "csv"
    public static let summary = "one row a figure at full precision, for spreadsheets and databases"
    public static let fileName = "report.csv"
    static let header = ["book", "measure", "confidence", "value", "standardError", "low", "high", "estimator"]

    static let limitHeader = ["warn", "breach", "utilisation", "status"]

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ report: RiskReport) throws -> String {
        let hasLimits = !report.limits.isEmpty
        let hasSettings = report.figures.contains { !$0.key.measure.settingsText.isEmpty }
        var rows = [
            Self.header + (hasLimits ? Self.limitHeader : []) + (hasSettings ? [MeasureDescription.settingsColumn] : [])
        ]
        for figure in report.figures {
            let estimate = figure.estimate
            func field(_ name: String, _ value: Double?) throws -> String {
                guard let value else { return "" }
                guard value.isFinite else {
                    throw ReportError.notFinite(field: "\(name) of \(figure.kind) of book “\(figure.book)”")
                }
                return value.description
            }
            rows.append([
                figure.book, figure.kind, try field("confidence", figure.confidence),
                try field("value", estimate.value), try field("standardError", estimate.standardError),
                try field("low", estimate.low), try field("high", estimate.high), figure.estimator,
            ])
            if hasLimits {
                let reading = report.limits.first { $0.limit.key == figure.key }
                rows[rows.count - 1] += [
                    try field("warn", reading?.limit.warn), try field("breach", reading?.limit.breach),
                    try field("utilisation", reading?.utilisation), reading?.status.rawValue ?? "",
                ]
            }
            if hasSettings { rows[rows.count - 1].append(figure.key.measure.settingsText) }
        }
        return Self.text(rows)
    }

    /// Rows of fields as lines.
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// The field in quotes where it holds a comma, a quote or the end of a line.
    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }
        guard needsQuotes else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
