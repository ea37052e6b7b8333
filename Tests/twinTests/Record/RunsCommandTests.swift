import Foundation
import TestSupport
import Testing

@Suite("twin init, runs and verify")
struct RunsCommandTests {
    @Test("a folder is made with a first run in it, once")
    func initialising() throws {
        let scratch = try ScratchFolder()
        let made = try scratch.twin("init", "desk")
        #expect(made.code == 0, "\(made.errors)")
        #expect(made.output.contains("VaR 99%") && made.output.contains("Made desk"))
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path("desk/keys/twin.key"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let again = try scratch.twin("init", "desk")
        #expect(again.code == 73)
        #expect(again.errors == "error: desk is a twin's folder already\n")
        #expect(try scratch.twin("init", "other", "--from", "nowhere.yaml").code == 66)
        #expect(!scratch.contents.contains { $0.hasPrefix("other") })
    }

    @Test("a run is kept with its report and its proof, and shown again")
    func keeping() throws {
        let scratch = try ScratchFolder(["s.yaml": smallScenario])
        #expect(try scratch.twin("init", "desk").code == 0)
        let run = try scratch.twin("run", "s.yaml", "--store", "desk", "--set", "simulation.seed=5")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.hasPrefix("kept as run "))
        #expect(scratch.contents.contains("reports/s/provenance.json"))
        #expect(try scratch.twin("verify", "reports/s", "--key", "desk/keys/twin.pub").code == 0)
        let shown = try scratch.twin("runs", "desk", "show", "latest")
        #expect(shown.output.contains("simulation.seed=5"), "\(shown.output)")
        #expect(shown.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
        let files = try scratch.twin("runs", "desk", "files", "latest", "--out", "taken")
        #expect(files.code == 0)
        #expect(
            try Data(contentsOf: URL(filePath: scratch.path("taken/inputs/s.yaml"))) == Data(smallScenario.utf8))
        #expect(
            try Data(contentsOf: URL(filePath: scratch.path("taken/outputs/report.json")))
                == Data(contentsOf: URL(filePath: scratch.path("reports/s/report.json"))))
        // A file of the report that changed is not the one that was recorded.
        try scratch.write("reports/s/report.csv", "kind,value\n")
        let changed = try scratch.twin("verify", "reports/s")
        #expect(changed.code == 65)
        #expect(changed.output.contains("report.csv is not as it was recorded"), "\(changed.output)")
    }

    @Test("the list has the shape that scripts rely on")
    func list() throws {
        let scratch = try ScratchFolder(["s.yaml": smallScenario])
        #expect(try scratch.twin("init", "desk").code == 0)
        #expect(try scratch.twin("run", "s.yaml", "--store", "desk", "--json").code == 0)
        let text = try scratch.twin("runs", "desk", "--json").output
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let runs = try #require(object["runs"] as? [[String: Any]])
        #expect(runs.count == 2)
        #expect(runs[0]["scenario"] as? String == "s")
        for key in ["id", "scenario", "asOf", "finished", "exitCode", "measures"] {
            #expect(runs.allSatisfy { $0[key] != nil }, "\(key)")
        }
        let measure = try #require((runs[0]["measures"] as? [[String: Any]])?.first)
        for key in ["kind", "book", "value", "standardError", "low", "high", "estimator"] {
            #expect(measure[key] != nil, "\(key)")
        }
        #expect(try scratch.twin("runs", "desk", "--json", "--where", "value > 1e9").output == "{\"runs\": []}\n")
        #expect(try scratch.twin("runs", "desk", "--where", "es >> 2").code == 64)
    }

    @Test("two stored runs are compared from what was kept of them, whatever became of the files since")
    func comparing() throws {
        let scratch = try ScratchFolder(["s.yaml": smallScenario])
        #expect(try scratch.twin("init", "desk").code == 0)
        #expect(try scratch.twin("run", "s.yaml", "--store", "desk", "--json").code == 0)
        try scratch.write("s.yaml", smallScenario.replacing("EQ.A: 30%", with: "EQ.A: 45%"))
        #expect(try scratch.twin("run", "s.yaml", "--store", "desk", "--json").code == 0)
        try scratch.write("s.yaml", "gone")
        let text = try scratch.twin("runs", "desk", "--json").output
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let ids = try #require(object["runs"] as? [[String: Any]]).compactMap { $0["id"] as? String }
        let compared = try scratch.twin("runs", "desk", "compare", ids[1], ids[0])
        #expect(compared.code == 0, "\(compared.errors)")
        #expect(compared.output.contains("volatilities"), "\(compared.output)")
    }

    @Test("a journal that lost its beginning is no new history")
    func lostBeginning() throws {
        let scratch = try ScratchFolder()
        #expect(try scratch.twin("init", "desk").code == 0)
        try Data().write(to: URL(filePath: scratch.path("desk/journal.sqlite")))
        for command in [["nightly", "desk"], ["runs", "desk"], ["verify", "desk"], ["runs", "desk", "rebuild"]] {
            let process = try TwinProcess(command, in: scratch.url)
            #expect(process.code == 65, "\(command)")
            #expect((process.output + process.errors).contains("journal.sqlite"), "\(command)")
        }
    }

    @Test("several processes keep runs in one folder at once, and all of them are there")
    func together() throws {
        let scratch = try ScratchFolder(["s.yaml": smallScenario])
        #expect(try scratch.twin("init", "desk").code == 0)
        let processes = try (1...6).map { seed in
            let process = Process()
            process.executableURL = TwinProcess.binary
            process.arguments = ["run", "s.yaml", "--json", "--store", "desk", "--seed", "\(seed)"]
            process.currentDirectoryURL = scratch.url
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            return process
        }
        for process in processes { process.waitUntilExit() }
        #expect(processes.map(\.terminationStatus) == [0, 0, 0, 0, 0, 0])
        let text = try scratch.twin("runs", "desk", "--json").output
        #expect(text.split(separator: "\n").count { $0.contains("\"scenario\":\"s\"") } == 6)
        let verified = try scratch.twin("verify", "desk", "--full")
        #expect(verified.code == 0, "\(verified.output)")
    }

    @Test(
        "what is wrong with twin.yaml is said at once, with its place",
        arguments: [
            ("scenarios: []", "needs at least 1 item"), ("scenaros: [a.yaml]", "missing the key “scenarios”"),
            ("scenarios: [a.yaml, {file: b/a.yaml}]", "two scenarios are called “a”"),
            ("scenarios: [{file: a.yaml, name: \"a\\e[31m\"}]", "is no name of a scenario"),
            ("scenarios: [{file: a.yaml, set: [foo]}]", "“foo” is no change"),
            ("scenarios: [a.yaml]\nready: {by: \"25:00\"}", "“ready” needs a time"),
        ])
    func settings(_ lines: String, _ words: String) throws {
        let scratch = try ScratchFolder()
        #expect(try scratch.twin("init", "desk").code == 0)
        try scratch.write("desk/twin.yaml", "version: 1\n\(lines)\n")
        let night = try scratch.twin("nightly", "desk")
        #expect(night.code == 65)
        #expect(night.errors.contains(words) && night.errors.contains("desk/twin.yaml:"), "\(night.errors)")
    }
}
