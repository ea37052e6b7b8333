import Foundation
import TestSupport
import Testing

@Suite("twin import")
struct ImportCommandTests {
    private let history = "date,EQ.A\n2024-01-02,10\n2024-01-03,11\n"

    @Test("writes a history and the lines that read it, and says so")
    func written() throws {
        let folder = try ScratchFolder(["a.csv": history])
        let run = try folder.twin("import", "a.csv", "--to", "desk")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("a.csv: history, UTF-8, comma between fields\n"))
        #expect(run.output.contains("\n1 factor on 2 dates, 0 positions\n"))
        #expect(run.output.contains("\nWritten: desk/history.csv, desk/scenario.yaml\n"))
        #expect(folder.contents == ["a.csv", "desk", "desk/history.csv", "desk/scenario.yaml"])
    }

    @Test("files that are there stay, exit 73, unless they may be replaced")
    func replaced() throws {
        let folder = try ScratchFolder(["a.csv": history, "b.csv": history.replacing("11", with: "12")])
        #expect(try folder.twin("import", "a.csv", "--to", "desk").code == 0)
        let second = try folder.twin("import", "b.csv", "--to", "desk")
        #expect(second.code == 73)
        #expect(second.errors.hasPrefix("error: desk/history.csv is there already\n  hint: --replace writes over it"))
        func text() throws -> String { try String(contentsOfFile: folder.path("desk/history.csv"), encoding: .utf8) }
        #expect(try text().hasSuffix("2024-01-03,11.0\n"))
        #expect(try folder.twin("import", "b.csv", "--to", "desk", "--replace").code == 0)
        #expect(try text().hasSuffix("2024-01-03,12.0\n"))
    }

    @Test("what cannot be told is exit 65 with its place, and nothing is written")
    func refused() throws {
        let folder = try ScratchFolder(["a.csv": "Date,EQ.A\n01/02/2024,10\n03/04/2024,11\n"])
        let run = try folder.twin("import", "a.csv", "--to", "desk")
        #expect(run.code == 65)
        #expect(run.errors.hasPrefix("a.csv:2:1: error: “01/02/2024” is 2024-02-01 or 2024-01-02"))
        #expect(run.errors.contains("hint: state --dates D/M/YYYY or --dates M/D/YYYY"))
        #expect(folder.contents == ["a.csv"])
        #expect(try folder.twin("import", "none.csv", "--to", "desk").code == 66)
        #expect(try folder.twin("import", "a.csv", "--to", "desk", "--unit", "feet").code == 64)
        #expect(try folder.twin("import", "a.csv", "--to", "desk", "--dates", "D/M/YYYY").code == 0)
    }

    @Test("--json is the report and nothing else")
    func json() throws {
        let run = try ScratchFolder(["a.csv": history]).twin("import", "a.csv", "--to", "desk", "--json")
        let root = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(root["schema"] as? String == "market-twin.import/1")
        #expect(root["factors"] as? [String] == ["EQ.A"])
        #expect(root["written"] as? [String] == ["history.csv", "scenario.yaml"])
    }
}
