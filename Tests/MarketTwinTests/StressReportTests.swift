import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("The stress report")
struct StressReportTests {

    private static func report() throws -> StressReport {
        return try StressStudy().run(
            Shipped.folder + "/stress.yaml", overrides: [Override(path: "simulation.paths", value: "4_000")],
            in: .standard())
    }

    @Test("the text of the shipped scenario is as recorded, and fits a terminal")
    func golden() throws {
        let document = Document(try Self.report())
        try expectPresentable(document, .stress)
        let text = DocumentText().render(document)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        try expectRecorded(text, as: "stress-report")
    }

    @Test("JSON, CSV and page hold every scenario, and positions add up to it")
    func formats() throws {
        let report = try Self.report()
        let document = Document(report)
        let object = try JSONSerialization.jsonObject(with: Data(FindingJSON().render(report).utf8)) as? [String: Any]
        #expect(object?["schema"] as? String == "market-twin.stress/1")
        let scenarios = try #require(object?["scenarios"] as? [[String: Any]])
        #expect(scenarios.count == report.outcomes.count)
        let page = DocumentPage().render(document)
        let rows = try DocumentCSV().render(document).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        for outcome in report.outcomes {
            #expect(page.contains(outcome.name))
            guard let gain = outcome.revaluation?.profitAndLoss else { continue }
            let positions = rows.filter { $0[0] == outcome.name && $0[2] == "position" }.compactMap { Double($0[4]) }
            #expect(positions.count == report.positions.count)
            #expect(abs(positions.reduce(0, +) - gain) < 1e-9 * abs(gain))
        }
    }
}
