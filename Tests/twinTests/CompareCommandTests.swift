import Foundation
import TestSupport
import Testing

@Suite("twin compare, and limits at the door")
struct CompareCommandTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("--json prints one object, and writes no file")
    func json() throws {
        let folder = try ScratchFolder([
            "a.yaml": smallScenario, "b.yaml": smallScenario.replacing("quantity: 10", with: "quantity: 12"),
        ])
        let run = try folder.twin("compare", "a.yaml", "b.yaml", "--json")
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(folder.contents == ["a.yaml", "b.yaml"])
        let result = try object(run.output)
        #expect(result["schema"] as? String == "market-twin.compare/1")
        #expect((result["steps"] as? [[String: Any]])?.count == 5)
        let changes = try #require(result["changes"] as? [[String: Any]])
        for change in changes {
            let total = try #require((change["change"] as? [String: Any])?["value"] as? Double)
            let steps = try #require(change["steps"] as? [[String: Any]]).compactMap { $0["value"] as? Double }
            #expect(abs(steps.reduce(0, +) - total) < 1e-9 * max(1, abs(total)))
        }
    }

    @Test("a report in every format, in 80 columns; --set changes both, --set-second one")
    func reports() throws {
        let folder = try ScratchFolder(["a.yaml": smallScenario])
        let run = try folder.twin(
            "compare", "a.yaml", "a.yaml", "--set", "simulation.paths=2_000", "--set-second", "market.levels.EQ.A=120")
        #expect(run.code == 0)
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(run.output.hasSuffix("Report: reports/a-compare/report.html\n"))
        #expect(folder.contents.filter { $0.hasPrefix("reports/a-compare/") }.count == 4)
        #expect(run.output.contains("EQ.A"))
    }

    @Test("what cannot be compared")
    func refused() throws {
        let folder = try ScratchFolder([
            "a.yaml": smallScenario,
            "euro.yaml": smallScenario.replacing("title: Small", with: "title: Small\nbaseCurrency: EUR"),
            "table.csv": "date,EQ.A\n2022-01-03,100\n", "other.json": #"{"schema": "market-twin.stress/1"}"#,
            "cut.json": #"{"schema": "market-twin.result/1", "run": {"#,
            "poor.json": #"{"schema": "market-twin.result/1"}"#,
            "wrong.yaml": smallScenario.replacing("kind: equity", with: "kind: equty"),
        ])
        for (second, words) in [
            ("table.csv", "neither a scenario nor a result"), ("other.json", "market-twin.stress/1"),
            ("cut.json", "damaged"), ("poor.json", "“run”"), ("wrong.yaml", "unknown instrument"),
        ] {
            let run = try folder.twin("compare", "a.yaml", second, "--out", "out")
            #expect(run.code == 65, "\(second)")
            #expect(run.errors.contains(words), "\(second): \(run.errors)")
            #expect(run.errors.hasPrefix(second + ":"), "\(second)")
            #expect(run.output.isEmpty)
        }
        #expect(try folder.twin("compare", "a.yaml", "none.yaml").code == 66)
        #expect(try folder.twin("compare", "none.json", "a.yaml").code == 66)
        #expect(try folder.twin("compare", "a.yaml").code == 64)
        #expect(!folder.contents.contains { $0.hasPrefix("out") })
    }

    private func limited(_ limit: String) throws -> ScratchFolder {
        try ScratchFolder([
            "s.yaml": smallScenario + "limits:\n  - {measure: {kind: mean-loss}, breach: 1M}\n  - \(limit)\n"
        ])
    }

    @Test("a breach ends with 3 where that is asked for, after all is written")
    func breach() throws {
        let folder = try limited("{measure: {kind: value-at-risk, confidence: 99%}, breach: 1}")
        #expect(try folder.twin("run", "s.yaml", "--json").code == 0)
        let run = try folder.twin("run", "s.yaml", "--fail-on-breach")
        #expect(run.code == 3)
        #expect(run.output.contains("BREACH") && run.output.contains("2 limits: 1 breached, 1 clear."))
        #expect(run.errors.hasPrefix("limit breached: VaR 99% of the portfolio"))
        #expect(folder.contents.contains("reports/s/report.html"))
        #expect(try folder.twin("run", "s.yaml", "--json", "--fail-on-undecided").code == 3)
    }

    @Test("what is undecided ends with 3 only where that is asked for too")
    func undecided() throws {
        let folder = try limited("{measure: {kind: probability-of-loss}, breach: 53.3%}")
        #expect(try folder.twin("run", "s.yaml", "--json", "--fail-on-breach").code == 0)
        let run = try folder.twin("run", "s.yaml", "--json", "--fail-on-undecided")
        #expect(run.code == 3)
        #expect(run.errors.hasPrefix("limit undecided: "))
        let limits = try #require(try object(run.output)["limits"] as? [[String: Any]])
        #expect(limits.map { $0["status"] as? String } == ["clear", "undecided"])
        #expect(limits[1]["morePaths"] is Int)
    }
}
