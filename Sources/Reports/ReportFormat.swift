import Measures

/// A way to write a risk report down: text, JSON, CSV, HTML.
///
/// A format only formats. Every figure it shows was computed before, with its error, and stands in the report.
public protocol ReportFormat: Sendable {
    /// The name on a command line: `text`.
    static var name: String { get }
    /// One line about the format.
    static var summary: String { get }
    /// The name of its file in a folder of reports: `report.html`.
    static var fileName: String { get }

    /// The report, written down.
    ///
    /// - Throws: `ReportError` where a figure cannot be written in this format.
    func render(_ report: RiskReport) throws -> String
}
