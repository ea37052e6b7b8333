import Foundation
import MarketTwin
import Testing

@Suite("Single precision")
struct PrecisionTests {
    /// Value-at-risk and expected shortfall within a tenth of their standard error of the run in double precision.
    @Test("every shipped Monte Carlo run tells the same in single precision", arguments: GoldenReportTests.simulated)
    func shipped(name: String) throws {
        func report(_ precision: String) throws -> RiskReport {
            var options = RiskRun.Options()
            options.overrides = [
                Override(path: "simulation.precision", value: precision),
                Override(path: "simulation.paths", value: "20_000"),
            ]
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            return try RiskRun().report(root.appendingPathComponent("Scenarios/\(name).yaml").path, options: options)
        }
        let (double, single) = (try report("double"), try report("single"))
        for figure in double.figures where figure.book.isEmpty && figure.confidence != nil {
            let other = try #require(single.figure(figure.kind, confidence: figure.confidence))
            #expect(
                abs(other.estimate.value - figure.estimate.value) < 0.1 * figure.estimate.standardError,
                "\(figure.kind) \(figure.confidence ?? 0)")
        }
    }
}
