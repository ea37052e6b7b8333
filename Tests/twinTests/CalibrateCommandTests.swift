import Foundation
import TestSupport
import Testing

@Suite("twin calibrate")
struct CalibrateCommandTests {
    private static let files = [
        "correlations.csv", "model.yaml", "report.csv", "report.html", "report.json", "report.txt",
    ]
    private static let scenarios = TwinProcess.root.appendingPathComponent("Scenarios").path

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("it writes the model and its diagnosis, and the model runs to the same figures")
    func model() throws {
        let folder = try ScratchFolder()
        let scenario = Self.scenarios + "/clustered-volatility.yaml"
        let run = try folder.twin("calibrate", scenario, "--out", "out")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        #expect(folder.contents == ["out"] + Self.files.map { "out/" + $0 })
        #expect(run.output.contains("Model: out/model.yaml\n") && run.output.contains("Report: out/report.html\n"))
        let text = try String(contentsOf: folder.url.appendingPathComponent("out/report.txt"), encoding: .utf8)
        #expect(run.output.hasPrefix(text))

        let known = try object(try folder.twin("run", scenario, "--paths", "2_000", "--json").output)
        let alone = try object(try folder.twin("run", "out/model.yaml", "--paths", "2_000", "--json").output)
        let figures = [known, alone].map { $0["measures"] as? NSArray }
        #expect(try #require(figures[0]).count > 5 && figures[0] == figures[1])
        let identities = [known, alone].map { ($0["run"] as? [String: Any])?["id"] as? String }
        #expect(identities[0]?.count == 64 && identities[0] == identities[1])
    }

    @Test("without --out it writes beside other reports; with --json it prints JSON and writes nothing")
    func places() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let plain = try folder.twin("calibrate", "s.yaml")
        #expect(plain.code == 0)
        #expect(folder.contents.filter { $0.hasPrefix("reports/s-model/") }.count == 6)

        let silent = try ScratchFolder(["s.yaml": smallScenario])
        let run = try silent.twin("calibrate", "s.yaml", "--json")
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(silent.contents == ["s.yaml"])
        let report = try object(run.output)
        #expect(report["schema"] as? String == "market-twin.calibration/1")
        #expect((report["factors"] as? [[String: Any]])?.map { $0["id"] as? String } == ["EQ.A", "EQ.B"])
        #expect(report["spectrum"] is NSNull)
    }

    @Test("a fit that fails is 65 and leaves nothing behind")
    func noFit() throws {
        let days = (1...28).flatMap { day in [1, 2, 3, 4, 5, 6].map { String(format: "2022-%02d-%02d,7", $0, day) } }
        let folder = try ScratchFolder([
            "p.csv": "date,EQ.A\n" + days.sorted().joined(separator: "\n") + "\n",
            "s.yaml": """
            version: 1
            title: Flat
            market: {history: [{kind: csv, path: p.csv}]}
            calibration: {window: 120d}
            factors: {EQ.A: {process: {kind: garch}}}
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}]}
            """,
        ])
        for arguments in [
            ["calibrate", "s.yaml", "--out", "out"], ["calibrate", "s.yaml"], ["calibrate", "s.yaml", "--json"],
        ] {
            let run = try TwinProcess(arguments, in: folder.url)
            #expect(run.code == 65 && run.output.isEmpty)
            #expect(run.errors.contains("garch cannot be fitted to EQ.A: its history does not vary"), "\(run.errors)")
            #expect(folder.contents == ["p.csv", "s.yaml"])
        }
    }

    @Test("missing input is 66, wrong usage 64, a folder that cannot be written 74")
    func codes() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        #expect(try folder.twin("calibrate", "nowhere.yaml").code == 66)
        #expect(try folder.twin("calibrate").code == 64)
        #expect(try folder.twin("calibrate", "s.yaml", "--nonsense").code == 64)
        #expect(try folder.twin("calibrate", "s.yaml", "--out", "s.yaml/below").code == 74)
        #expect(try folder.twin("calibrate", "s.yaml", "--set", "market.levels.EQ.A=-1").code == 65)
        #expect(folder.contents == ["s.yaml"])
    }
}
