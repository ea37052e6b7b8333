import Foundation
import TestSupport
import Testing

/// The schema and the program judge the same files alike, as a validator that knows nothing of ours sees it.
@Suite(
    "The schema and the program agree",
    .enabled(if: ProcessInfo.processInfo.environment["MARKET_TWIN_VALIDATOR"] != nil, "no validator was installed"))
struct SchemaAgreementTests {
    /// The names of the files that the validator refuses.
    private func refused(_ files: [String: String]) throws -> Set<String> {
        let folder = try ScratchFolder(files)
        try TwinProcess(["schema", "scenario"]).output.write(
            to: folder.url.appendingPathComponent("schema.json"), atomically: false, encoding: .utf8)
        let validator = URL(fileURLWithPath: ProcessInfo.processInfo.environment["MARKET_TWIN_VALIDATOR"] ?? "/")
        let run = try TwinProcess(
            ["--schemafile", "schema.json", "--output-format", "json"] + files.keys.sorted(), in: folder.url,
            tool: validator)
        let report = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let errors = (report["errors"] as? [[String: Any]] ?? []) + (report["parse_errors"] as? [[String: Any]] ?? [])
        return Set(errors.compactMap { $0["filename"] as? String })
    }

    /// The small scenario with one text replaced, each under a name of its own.
    private func variants(_ changes: [(String, String)]) -> [String: String] {
        var files: [String: String] = [:]
        for (index, (old, new)) in changes.enumerated() {
            #expect(smallScenario.contains(old), "\(old)")
            files["\(index + 100).yaml"] = smallScenario.replacing(old, with: new)
        }
        return files
    }

    @Test("what is right is right for both")
    func accepted() throws {
        let files = variants([
            ("asOf: 2022-12-28", "asOf: \"2022-12-28\""), ("3_000", "3000"), ("3_000", "3k"), ("3_000", "0.1M"),
            ("3_000", "\"3_000\""), ("3_000", "3_000, horizon: 10d, steps: 2, seed: 7, precision: single"),
            ("3_000", "3_000, horizon: 1_000d"), ("EQ.A: 100", "EQ.A: 1e2"), ("EQ.A: 100", "EQ.A: 1_00.5"),
            ("EQ.A: 100", "EQ.A: 10000%"), ("EQ.A: 30%", "EQ.A: 0.3"), ("EQ.A: 30%", "EQ.A: 3000bp"),
            ("6M", "2023-06-28"), ("6M", "\"2023-06-28\""), ("6M", "0.25y"), ("6M", ".5y"), ("6M", "91d"),
            ("quantity: 10,", "quantity: -1.5k,"), ("quantity: 10,", "quantity: +10,"),
            ("title: Small", "title: 2022"), ("id: a,", "id: 1,"), ("id: a,", "id: 2022-12-28,"),
            ("id: a,", "id: yes,"),
            ("simulation:", "measures: [{kind: value-at-risk, confidence: 99%}]\nsimulation:"),
            ("simulation:", "measures: [{kind: value-at-risk, confidence: [0.95, 99%]}]\nsimulation:"),
            ("simulation:", "dependence: {kind: student-t, degreesOfFreedom: 5}\nsimulation:"),
            ("simulation:", "factors: {\"EQ.*\": {process: {kind: geometric-brownian-motion}}}\nsimulation:"),
            ("simulation:", "calibration: {window: 500d, drift: historical}\nsimulation:"),
            ("simulation:", "dataQuality: {stale: {run: 4}, spike: {action: exclude, threshold: 1e1}}\nsimulation:"),
        ])
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            let run = try ScratchFolder(["s.yaml": text]).twin("check", "s.yaml")
            #expect(run.code == 0, "\(name): \(run.errors)")
        }
        let refused = try refused(files)
        #expect(refused.isEmpty, "\(refused.sorted().map { files[$0] ?? $0 })")
    }

    @Test("what is wrong by its form is wrong for both")
    func refused() throws {
        let files = variants([
            ("version: 1", "version: one"), ("version: 1\n", ""), ("title: Small", "title: [Small]"),
            ("asOf: 2022-12-28", "asOf: 28.12.2022"), ("asOf: 2022-12-28", "asof: 2022-12-28"),
            ("3_000", "3_000.5"), ("3_000", "-3"), ("3_000", "many"), ("3_000", "1_000_000_000_000"),
            ("3_000", "3_000, horizon: 10"), ("3_000", "3_000, steps: 0"), ("3_000", "3_000, precision: half"),
            ("EQ.A: 100", "EQ.A: [100]"), ("EQ.A: 100", "A: 100"), ("EQ.A: 100", "EQ.A: \"1,5\""),
            ("EQ.A: 30%", "EQ.A: -0.3"), ("6M", "6m"), ("6M", "6"), ("6M", "soon"), ("right: put", "right: 1"),
            ("quantity: 10,", "quantity: ten,"), ("quantity: 10,", "quantity: {},"),
            ("factor: EQ.A", "factor: FX.EURUSD"),
            ("volatility: 22%", "volatility: EQ.A"), ("volatility: 22%", "volatility: -1"),
            ("kind: equity", "kind: european-option"), ("kind: equity, factor", "factor"),
            ("simulation:", "measures: []\nsimulation:"),
            ("simulation:", "measures: [{kind: value-at-risk, confidence: []}]\nsimulation:"),
            ("simulation:", "measures: [{kind: value-at-risk, confidence: 99}]\nsimulation:"),
            ("simulation:", "measures: [{kind: value-at-risk}]\nsimulation:"),
            ("simulation:", "dependence: {kind: student-t, degreesOfFreedom: 1.5}\nsimulation:"),
            ("simulation:", "dependence: gaussian\nsimulation:"),
            ("simulation:", "calibration: {window: 500}\nsimulation:"),
            ("simulation:", "factors: {\"EQ.*\": {proces: {kind: geometric-brownian-motion}}}\nsimulation:"),
        ])
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            #expect(try ScratchFolder(["s.yaml": text]).twin("check", "s.yaml").code == 65, "\(name): \(text)")
        }
        let missed = Set(files.keys).subtracting(try refused(files))
        #expect(missed.isEmpty, "\(missed.sorted().map { files[$0] ?? $0 })")
    }
}
