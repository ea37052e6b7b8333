import Foundation
import MarketTwin
import TestSupport
import Testing

/// The text reports of the shipped scenarios, with few paths and without what differs from machine to machine.
@Suite("Golden reports")
struct GoldenReportTests {
    static let scenarios = Shipped.scenarios.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }

    /// Those of Monte Carlo, which has paths and a precision to choose.
    static let simulated = scenarios.filter { name in
        let text = (try? String(contentsOfFile: Shipped.folder + "/\(name).yaml", encoding: .utf8)) ?? ""
        return !text.contains("simulation: {kind:") || text.contains("simulation: {kind: monte-carlo")
    }

    @Test("there are scenarios to record")
    func present() { #expect(Self.scenarios.count >= 5) }

    @Test("the report of a shipped scenario", arguments: scenarios)
    func report(name: String) throws {
        var options = RiskRun.Options()
        options.workers = 2
        let file = Shipped.folder + "/\(name).yaml"
        // Historical days and sensitivities are what they are; there are no paths to ask for.
        if try String(contentsOfFile: file, encoding: .utf8).contains("paths:") {
            options.overrides = [Override(path: "simulation.paths", value: "4_000")]
        }
        let report = try RiskRun().report(file, options: options)
        let document = Document(report)
        #expect(DocumentOutline.run.unknown(among: document.sections.map(\.anchor)) == nil)
        let text = Self.withoutProvenance(DocumentText().render(document))
        try expectRecorded(text, as: name)
    }

    private static func withoutProvenance(_ text: String) -> String {
        text.components(separatedBy: "\nProvenance")[0] + "\n"
    }
}

typealias Issue = Testing.Issue
