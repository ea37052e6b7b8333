import Foundation
import TestSupport
import Testing

@Suite("Folders of reports")
struct ReportFolderTests {
    @Test("scenarios of one name in two folders keep two reports; either again takes its own")
    func sameName() throws {
        let folder = try ScratchFolder()
        for desk in ["rates", "equities"] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(desk), withIntermediateDirectories: true)
            try folder.write("\(desk)/daily.yaml", smallScenario.replacing("title: Small", with: "title: \(desk)"))
        }
        for _ in 0..<2 {
            for desk in ["rates", "equities"] { #expect(try folder.twin("run", "\(desk)/daily.yaml").code == 0) }
        }
        func text(_ path: String) throws -> String { try String(contentsOfFile: folder.path(path), encoding: .utf8) }
        #expect(try text("reports/daily/report.txt").contains("rates"))
        #expect(try text("reports/daily-equities/report.txt").contains("equities"))
        #expect(folder.contents.filter { $0.hasSuffix("report.json") }.count == 2)
        // A scenario that was moved takes its folder with it.
        try FileManager.default.moveItem(atPath: folder.path("rates"), toPath: folder.path("moved"))
        #expect(try folder.twin("run", "moved/daily.yaml").code == 0)
        #expect(folder.contents.filter { $0.hasSuffix("report.json") }.count == 2)
    }

    @Test("writers at the same time leave one report, whole")
    func atOnce() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        for _ in 0..<4 {
            DispatchQueue.concurrentPerform(iterations: 4) { index in
                _ = try? folder.twin("run", "s.yaml", "--seed", "\(index + 1)", "--out", "r")
            }
            let seeds = try ["report.txt", "report.json", "report.html"].map { name in
                let text = try String(contentsOfFile: folder.path("r/" + name), encoding: .utf8)
                return try #require(text.firstMatch(of: #/"?seed"?:? ([0-9]+)/#)?.output.1).description
            }
            #expect(Set(seeds).count == 1)
        }
        #expect(folder.contents.filter { $0.hasPrefix(".") }.isEmpty)
    }

    @Test("nothing of an earlier document stays, and what others put there does")
    func leftovers() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        #expect(try folder.twin("calibrate", "s.yaml", "--out", "r").code == 0)
        #expect(folder.contents.contains("r/model.yaml"))
        try folder.write("r/notes.txt", "mine")
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("r/kept"), withIntermediateDirectories: true)
        try folder.write("r/kept/note.txt", "mine too")
        #expect(try folder.twin("run", "s.yaml", "--out", "r").code == 0)
        #expect(!folder.contents.contains("r/model.yaml"))
        #expect(folder.contents.contains("r/notes.txt") && folder.contents.contains("r/kept/note.txt"))
        // A folder of other things stays as it is, with a report in it.
        #expect(try folder.twin("run", "s.yaml", "--out", ".").code == 0)
        #expect(folder.contents.contains("report.json") && folder.contents.contains("s.yaml"))
    }

    @Test("a link in the way is not written through, and no name leads out of reports")
    func links() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario, "target": "precious", "...yaml": smallScenario])
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("r"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("r/report.txt"), withDestinationPath: "../target")
        #expect(try folder.twin("run", "s.yaml", "--out", "r").code == 0)
        #expect(try String(contentsOfFile: folder.path("target"), encoding: .utf8) == "precious")
        #expect(try folder.twin("run", "...yaml").code == 0)
        #expect(!folder.contents.contains("report.json") && folder.contents.contains("reports/scenario/report.json"))
    }

    @Test(
        "a report without a folder named lies below reports/, whatever the scenario is called",
        arguments: [
            "...yaml", "..yaml", ".yaml", ".", "....yaml", " .yaml", "-.yaml", "a\nb\u{1B}[2J.yaml", "a\\b.yaml",
            "ä\u{202E}x.yml",
            String(repeating: "n", count: 250) + ".yaml", String(repeating: "ü", count: 120) + ".yaml",
        ])
    func names(name: String) throws {
        let folder = try ScratchFolder()
        let desk = folder.url.appendingPathComponent("desk")
        try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
        try folder.write("report.json", "mine")
        let file = name == "." ? "x.yaml" : name
        try smallScenario.write(toFile: desk.path + "/" + file, atomically: false, encoding: .utf8)
        for command in ["run", "calibrate", "backtest"] {
            let run = try TwinProcess([command, "--", "desk/" + (name == "." ? "./x.yaml" : name)], in: folder.url)
            if command == "backtest", run.code == 65 { continue }
            #expect(run.code == 0, "\(run.errors)")
            #expect(!run.output.contains("\u{1B}"))
        }
        let made = folder.contents.filter { $0.hasSuffix("report.json") }
        #expect(made.count == 3 && made.allSatisfy { $0 == "report.json" || $0.hasPrefix("reports/") }, "\(made)")
        #expect(made.allSatisfy { $0.split(separator: "/").count != 2 }, "\(made)")
        #expect(try String(contentsOfFile: folder.path("report.json"), encoding: .utf8) == "mine")
    }
}
