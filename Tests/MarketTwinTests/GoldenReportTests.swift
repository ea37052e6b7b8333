import Foundation
import MarketTwin
import Testing

/// The text reports of the shipped scenarios, with few paths and without what differs from machine to machine.
///
/// Recorded anew on purpose with `RECORD_GOLDEN=1`, and reviewed like code.
@Suite("Golden reports")
struct GoldenReportTests {
    private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let root = here.deletingLastPathComponent().deletingLastPathComponent()

    static let scenarios: [String] = {
        let folder = root.appendingPathComponent("Scenarios").path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    /// Those of Monte Carlo, which has paths and a precision to choose.
    static let simulated = scenarios.filter { name in
        let file = root.appendingPathComponent("Scenarios/\(name).yaml")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return !text.contains("simulation: {kind:") || text.contains("simulation: {kind: monte-carlo")
    }

    @Test("there are scenarios to record")
    func present() { #expect(Self.scenarios.count >= 5) }

    @Test("the report of a shipped scenario", arguments: scenarios)
    func report(name: String) throws {
        var options = RiskRun.Options()
        options.workers = 2
        let file = Self.root.appendingPathComponent("Scenarios/\(name).yaml")
        // Historical days and sensitivities are what they are; there are no paths to ask for.
        if try String(contentsOf: file, encoding: .utf8).contains("paths:") {
            options.overrides = [Override(path: "simulation.paths", value: "4_000")]
        }
        let report = try RiskRun().report(file.path, options: options)
        let text = try Self.withoutProvenance(TextReport().render(report))
        let record = Self.here.appendingPathComponent("Golden/\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try text.write(to: record, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: record, encoding: .utf8)
        for (line, pair) in zip(text.split(separator: "\n"), golden.split(separator: "\n")).enumerated()
        where pair.0 != pair.1 {
            Issue.record("\(name), line \(line + 1):\n  is     \(pair.0)\n  golden \(pair.1)")
            return
        }
        #expect(text.count == golden.count)
    }

    private static func withoutProvenance(_ text: String) -> String {
        text.components(separatedBy: "\nProvenance")[0] + "\n"
    }
}

typealias Issue = Testing.Issue
