import Measures

/// The report as one JSON object, `market-twin.result/1`: for scripts, schedulers and other programs.
///
/// Keys keep their order, numbers keep every digit, so that reading them gives the same bits.
public struct JSONReport: Sendable {
    public static let fileName = "report.json"
    public static let schema = "market-twin.result/1"

    /// Seconds spent on reporting so far: read when all but the timings is written.
    private let secondsOfReporting: @Sendable () -> Double

    public init(secondsOfReporting: @escaping @Sendable () -> Double = { 0 }) {
        self.secondsOfReporting = secondsOfReporting
    }

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    public func render(_ report: RiskReport) throws -> String {
        try report.json {
            var timings = report.timings
            timings.report += secondsOfReporting()
            return timings
        }.document()
    }
}
