import Foundation
import TestSupport
import Testing

@Suite("Exit codes and messages")
struct ExitCodeTests {
    @Test(
        "wrong usage is 64",
        arguments: [
            ["run"], ["walk"], ["run", "s.yaml", "--workers", "0"], ["run", "s.yaml", "--set", "x"],
            ["kinds", "nothing"],
            ["schema", "portfolio"], ["run", "s.yaml", "--nonsense"],
        ])
    func usage(arguments: [String]) throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try TwinProcess(arguments, in: folder.url)
        #expect(run.code == 64)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
        #expect(folder.contents == ["s.yaml"])
    }

    @Test(
        "a wrong scenario is 65, and leaves nothing behind",
        arguments: [
            ("version: 1", "version: 3"), ("kind: equity", "kind: equties"), ("EQ.A: 100", "EQ.A: -1"),
            ("paths: 3_000", "paths: 0"), ("paths: 3_000", "paths: 1_000_000_000_000"), ("strike: 48", "strike: 0"),
            ("expiry: 6M", "expiry: -6M"), ("EQ.B: 20%", "EQ.B: twenty"), ("version: 1", "[1"),
        ])
    func badScenario(old: String, new: String) throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario.replacing(old, with: new)])
        for arguments in [["run", "s.yaml", "--out", "out"], ["check", "s.yaml"], ["run", "s.yaml", "--json"]] {
            let run = try TwinProcess(arguments, in: folder.url)
            #expect(run.code == 65)
            #expect(run.output.isEmpty)
            #expect(run.errors.hasPrefix("s.yaml:"))
            #expect(run.errors.contains("error: "))
            #expect(folder.contents.filter { $0.contains("report") }.isEmpty)
        }
    }

    @Test("an empty scenario is 65")
    func empty() throws {
        let run = try ScratchFolder(["s.yaml": ""]).twin("run", "s.yaml")
        #expect(run.code == 65)
        #expect(run.errors.hasPrefix("s.yaml:1:1: error: the file is empty"))
    }

    @Test("missing input is 66")
    func missing() throws {
        let folder = try ScratchFolder([
            "s.yaml": smallScenario.replacing("market:\n", with: "market:\n  history: [{kind: csv, path: none.csv}]\n")
        ])
        #expect(try folder.twin("run", "t.yaml").code == 66)
        #expect(try folder.twin("check", ".").code == 66)
        let run = try folder.twin("check", "s.yaml")
        #expect(run.code == 66)
        #expect(run.errors.hasPrefix("s.yaml:5:"))
    }

    @Test("a folder that cannot be written is 74, before any path is drawn")
    func unwritable() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--out", "s.yaml/below")
        #expect(run.code == 74)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("s.yaml/below"))
    }

    @Test("a message shows the line, the place and what would have been right")
    func wording() throws {
        let run = try ScratchFolder(["s.yaml": smallScenario.replacing("right: put", with: "right: putt")])
            .twin("check", "s.yaml")
        #expect(run.errors.hasPrefix("s.yaml:10:"))
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 4)
        let caret = try #require(lines[2].firstIndex(of: "^"))
        #expect(lines[1].dropFirst(lines[2].distance(from: lines[2].startIndex, to: caret)).hasPrefix("putt"))
        #expect(lines[3] == "  hint: did you mean “put”?")
    }

    @Test("a breach is said and is 3, whatever becomes of the output", arguments: [[], ["--json"], ["--out", "out"]])
    func breachWithoutOutput(options: [String]) throws {
        let limits = "limits: [{measure: {kind: value-at-risk, confidence: 99%}, breach: 2}]\n"
        let folder = try ScratchFolder(["s.yaml": smallScenario + limits])
        let arguments = ["run", "s.yaml", "--fail-on-breach"] + options
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let run = try TwinProcess(arguments, in: folder.url, standardOutput: full)
        #expect(run.code == 3)
        #expect(run.errors.contains("error: cannot write to standard output: No space left on device\n"))
        #expect(run.errors.contains("limit breached: VaR 99%"), "\(run.errors)")
        // Nobody reads it.
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let unread = try TwinProcess(arguments, in: folder.url, standardOutput: pipe.fileHandleForWriting)
        #expect(unread.code == 3 && unread.errors.hasPrefix("limit breached: VaR 99%"), "\(unread.errors)")
    }
}
