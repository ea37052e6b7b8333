import Measures

/// The report as one JSON object, `market-twin.result/1`: for scripts, schedulers and other programs.
///
/// Keys keep their order, numbers keep every digit, so that reading them gives the same bits.
public struct JSONReport: ReportFormat {
    public static let name = "json"
    public static let summary = "one JSON object with every figure at full precision, for programs"
    public static let fileName = "report.json"
    public static let schema = "market-twin.result/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    public func render(_ report: RiskReport) throws -> String {
        try report.json.document()
    }
}
