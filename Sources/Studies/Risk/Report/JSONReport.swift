import Measures
import Reports

/// The report as one JSON object, `market-twin.result/1`: for scripts, schedulers and other programs.
///
/// Keys keep their order, numbers keep every digit, so that reading them gives the same bits.
public struct JSONReport: Sendable {
    public static let schema = RiskReport.schema

    /// Seconds spent on reporting so far: read when all but the timings is written.
    private let secondsOfReporting: @Sendable () -> Double

    public init(secondsOfReporting: @escaping @Sendable () -> Double = { 0 }) {
        self.secondsOfReporting = secondsOfReporting
    }

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    public func render(_ report: RiskReport) throws -> String {
        let timings = JSONValue.late {
            var timings = report.timings
            timings.report += secondsOfReporting()
            return try FindingEncoder.value(of: timings)
        }
        return try FindingEncoder.value(of: report).replacing("timings", with: timings).document()
    }

    /// The report that was written, to the last bit.
    ///
    /// - Parameter measures: which figures may be of; a figure of another measure is read, but cannot explain itself.
    /// - Throws: `DecodingError` where the text is no result of schema `market-twin.result/1`.
    public static func decode(_ text: String, measures: [any RiskMeasure.Type]) throws -> RiskReport {
        try FindingJSON.read(from: text, measures: measures)
    }
}
