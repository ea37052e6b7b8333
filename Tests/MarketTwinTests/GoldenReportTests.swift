import Foundation
import MarketTwin
import TestSupport
import Testing

/// The text reports of the shipped scenarios, with few paths and without what differs from machine to machine.
@Suite("Golden reports")
struct GoldenReportTests {
    @Test("there are scenarios to record")
    func present() { #expect(Shipped.names.count >= 5) }

    @Test("the report of a shipped scenario", arguments: Shipped.names)
    func report(name: String) throws {
        let file = Shipped.folder + "/\(name).yaml"
        // Historical days and sensitivities are what they are; there are no paths to ask for.
        var overrides: [Override] = []
        if try Workshop.standard().check(ScenarioRequest(file)).scenarios?.isDrawn ?? true {
            overrides = [Override(path: "simulation.paths", value: "4_000")]
        }
        let report = try RiskStudy().run(file, overrides: overrides, in: .standard(workers: 2))
        let document = Document(report)
        try expectPresentable(document, .run)
        let text = Self.withoutProvenance(DocumentText().render(document))
        try expectRecorded(text, as: name)
    }

    private static func withoutProvenance(_ text: String) -> String {
        text.components(separatedBy: "\nProvenance")[0] + "\n"
    }
}

typealias Issue = Testing.Issue
