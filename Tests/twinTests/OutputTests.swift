import Foundation
import TestSupport
import Testing

@Suite("What arrives, and what is left behind")
struct OutputTests {
    @Test(
        "a full disk is 74, whatever was to be written",
        arguments: [
            ["run", "s.yaml", "--json"], ["run", "s.yaml", "--out", "out"], ["check", "s.yaml"], ["kinds"],
            ["kinds", "equity"], ["schema", "scenario"], ["doctor"],
        ])
    func fullDisk(arguments: [String]) throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try TwinProcess(arguments, in: folder.url, standardOutput: full)
        #expect(run.code == 74)
        #expect(run.errors == "error: cannot write to standard output: No space left on device\n")
    }

    @Test("a run that fails leaves no folder, one that succeeds later makes it")
    func noFolder() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario.replacing("version: 1", with: "version: 2")])
        #expect(try folder.twin("run", "s.yaml").code == 65)
        #expect(try folder.twin("run", "s.yaml", "--out", "a/b/c").code == 65)
        #expect(folder.contents == ["s.yaml"])
        let good = try folder.twin("run", "s.yaml", "--out", "a/b/c", "--set", "version=1")
        #expect(good.code == 0)
        #expect(folder.contents.filter { $0.hasPrefix("a/b/c/report.") }.count == 4)
    }

    @Test("a run that fails leaves the report of the last one whole")
    func lastReport() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        #expect(try folder.twin("run", "s.yaml").code == 0)
        let page = folder.url.appendingPathComponent("reports/s/report.html")
        let before = try Data(contentsOf: page)
        #expect(try folder.twin("run", "s.yaml", "--paths", "0").code == 65)
        #expect(try Data(contentsOf: page) == before)
        #expect(folder.contents.filter { $0.hasPrefix("reports/s/") }.count == 5)
    }

    @Test("where one of the files cannot be written, none is")
    func allOrNone() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let page = folder.url.appendingPathComponent("out/report.html")
        try FileManager.default.createDirectory(at: page, withIntermediateDirectories: true)
        let run = try folder.twin("run", "s.yaml", "--out", "out")
        #expect(run.code == 74)
        #expect(run.errors == "error: cannot write out/report.html: it is a folder\n")
        #expect(folder.contents == ["out", "out/report.html", "s.yaml"])
    }

    @Test(
        "a folder that cannot be made is 74 and named",
        arguments: [("s.yaml", "s.yaml is a file"), ("s.yaml/a/b", "s.yaml is a file"), ("/proc/none", "No such file")])
    func unmakeable(path: String, reason: String) throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--out", path)
        #expect(run.code == 74)
        #expect(run.errors.hasPrefix("error: cannot make the folder \(path): \(reason)"))
        #expect(try folder.twin("run", "s.yaml", "--out", "").code == 74)
    }

    @Test("the report's folder is named after the scenario, points in its name included")
    func names() throws {
        let folder = try ScratchFolder(["book.2022.yaml": smallScenario, "book.2023.yml": smallScenario])
        for file in ["book.2022.yaml", "./book.2023.yml"] { #expect(try folder.twin("run", file).code == 0) }
        #expect(folder.contents.contains("reports/book.2022/report.html"))
        #expect(folder.contents.contains("reports/book.2023/report.html"))
    }

    @Test("--json with --out does both, and the file holds what was printed but for the timings")
    func jsonAndFolder() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--json", "--out", "out")
        #expect(run.code == 0)
        let file = try String(contentsOf: folder.url.appendingPathComponent("out/report.json"), encoding: .utf8)
        func lines(_ text: String) -> [Substring] {
            text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("\"report\": ") }
        }
        #expect(lines(file) == lines(run.output))
        #expect(lines(file).count == file.split(separator: "\n", omittingEmptySubsequences: false).count - 1)
        #expect(folder.contents.filter { $0.hasPrefix("out/") }.count == 5)
    }

    @Test("figures that overflow are bad input, and nothing is written")
    func overflow() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--set", "portfolio.positions.0.quantity=1e308")
        #expect(run.code == 65)
        #expect(run.output.isEmpty)
        #expect(
            run.errors == """
                --set portfolio.positions.0.quantity: error: portfolio.positions[0].quantity: “1e308” is too large
                  hint: no amount, level or quantity is beyond 1e18; is its exponent right?

                """)
        #expect(folder.contents == ["s.yaml"])
    }
}

@Suite("The same figures")
struct IdentityTests {
    /// The JSON of a run without what may differ: timings, the workers' number, and the kernels.
    private func result(_ arguments: [String], _ environment: [String: String] = [:]) throws -> [String: Any] {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try TwinProcess(["run", "s.yaml", "--json"] + arguments, in: folder.url, environment: environment)
        var result = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        result["timings"] = nil
        result["engine"] = nil
        return result
    }

    @Test("any number of workers gives the same result, in either precision", arguments: ["double", "single"])
    func workers(precision: String) throws {
        let known = try result(["--precision", precision, "--workers", "1"]) as NSDictionary
        for workers in ["2", "5"] {
            #expect(try result(["--precision", precision, "--workers", workers]) as NSDictionary == known)
        }
    }

    @Test("single precision is near double, but another run")
    func precisions() throws {
        func measure(_ result: [String: Any]) throws -> Double {
            try #require((result["measures"] as? [[String: Any]])?.first?["value"] as? Double)
        }
        let (double, single) = (try result([]), try result(["--precision", "single"]))
        #expect(try measure(double) != measure(single))
        #expect(
            (double["run"] as? [String: Any])?["id"] as? String != (single["run"] as? [String: Any])?["id"] as? String)
    }

    @Test(
        "other BLAS kernels give the same text", arguments: ["Haswell", "Prescott"])
    func kernels(core: String) throws {
        let scenario = TwinProcess.root.appendingPathComponent("Scenarios/multi-currency-bonds.yaml").path
        func text(_ environment: [String: String]) throws -> String {
            let folder = try ScratchFolder()
            let run = try TwinProcess(
                ["run", scenario, "--paths", "2000"], in: folder.url, environment: environment)
            #expect(run.code == 0)
            return run.output.components(separatedBy: "\nProvenance")[0]
        }
        #expect(try text(["OPENBLAS_CORETYPE": core]) == text([:]))
    }

    @Test("--brief is one screen, and the report beside it is whole")
    func brief() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--brief")
        #expect(run.code == 0)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 50 && lines.allSatisfy { $0.count <= 80 })
        #expect(run.output.contains("95% interval") && !run.output.contains("Provenance"))
        #expect(run.output.hasSuffix("Report: reports/s/report.html\n"))
        let report = try String(contentsOfFile: folder.path("reports/s/report.txt"), encoding: .utf8)
        #expect(report.contains("Provenance"))
        for command in ["stress", "reverse"] {
            let other = try folder.twin(command, "s.yaml", "--brief", "--out", "o")
            #expect(other.code == 0 && other.output.contains("Report: o/report.html"), "\(other.errors)")
        }
    }

    @Test("--sections chooses what text and page show; a section that no report has is 64 before any work")
    func sections() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--sections", "data, provenance")
        #expect(run.code == 0)
        #expect(run.output.contains("Provenance") && !run.output.contains("Model"))
        let page = try String(contentsOfFile: folder.path("reports/s/report.html"), encoding: .utf8)
        #expect(page.contains("id=\"data\"") && !page.contains("id=\"losses\""))
        let wrong = try folder.twin("run", "s.yaml", "--sections", "limit", "--out", "other")
        #expect(wrong.code == 64)
        #expect(wrong.errors.contains("there is no section “limit”; did you mean “limits”? sections: figures, trust,"))
        #expect(!folder.contents.contains("other"))
        #expect(try folder.twin("stress", "s.yaml", "--sections", "losses").code == 64)
    }
}
