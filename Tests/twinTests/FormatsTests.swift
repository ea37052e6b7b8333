import Foundation
import TestSupport
import Testing

@Suite("--formats")
struct FormatsOptionTests {
    @Test("only what is asked for is written, and the command says where it is")
    func chosen() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--out", "r", "--formats", "json,xlsx, npy,arrow")
        #expect(run.code == 0, "\(run.errors)")
        #expect(
            run.output.contains("Workbook: r/report.xlsx") && run.output.contains("File: r/losses.npy"), "\(run.output)"
        )
        #expect(
            folder.contents.filter { $0.hasPrefix("r/") }
                == [
                    "components.arrow", "components.csv", "figures.arrow", "losses.arrow", "losses.npy", "report.json",
                    "report.xlsx",
                ].map { "r/" + $0 }.filter { $0 != "r/components.csv" })
        // Three books, three thousand paths.
        let size = try FileManager.default.attributesOfItem(atPath: folder.path("r/losses.npy"))[.size] as? Int
        #expect(size == 128 + 3 * 3_000 * 8)
    }

    @Test("an unknown format is named with those there are", arguments: ["pfd", "json,excel", ","])
    func unknown(_ names: String) throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--formats", names)
        #expect(run.code == 64)
        #expect(
            run.errors.contains(
                names == "," ? "names no format" : "formats: json, text, csv, html, pdf, xlsx, npy, arrow, parquet"),
            "\(run.errors)")
    }

    @Test("a PDF without WeasyPrint is refused before any work, with what to do")
    func withoutTool() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try TwinProcess(
            ["run", "s.yaml", "--formats", "pdf"], in: folder.url, environment: ["PATH": folder.path("empty")])
        #expect(run.code == 69)
        #expect(
            run.errors.contains("needs weasyprint") && run.errors.contains("apt-get install weasyprint"),
            "\(run.errors)")
        #expect(folder.contents == ["s.yaml"])
        let doctor = try TwinProcess(["doctor"], in: folder.url, environment: ["PATH": folder.path("empty")])
        #expect(doctor.output.contains("apt-get install weasyprint"))
    }

    @Test("where there are no losses by path, that is said")
    func withoutLosses() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let stress = try folder.twin("stress", "s.yaml", "--out", "s", "--formats", "json,npy,arrow")
        #expect(stress.code == 0)
        #expect(stress.errors.contains("there are no losses by path here"), "\(stress.errors)")
        #expect(folder.contents.contains("s/figures.arrow") && !folder.contents.contains("s/losses.npy"))
    }

    @Test("a scenario says its formats, and the command line says otherwise")
    func written() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario + "outputs: [json, xlsx]\n"])
        #expect(try folder.twin("run", "s.yaml", "--out", "r").code == 0)
        #expect(folder.contents.filter { $0.hasPrefix("r/") } == ["r/report.json", "r/report.xlsx"])
        #expect(try folder.twin("stress", "s.yaml", "--out", "s").code == 0)
        #expect(folder.contents.filter { $0.hasPrefix("s/") } == ["s/report.json", "s/report.xlsx"])
        #expect(try folder.twin("run", "s.yaml", "--out", "t", "--formats", "text").code == 0)
        #expect(folder.contents.filter { $0.hasPrefix("t/") } == ["t/report.txt"])
        let wrong = try ScratchFolder(["s.yaml": smallScenario + "outputs: [json, exel]\n"])
        let run = try wrong.twin("run", "s.yaml", "--out", "r")
        #expect(run.code == 65)
        #expect(run.errors.contains("exel") && run.errors.contains("s.yaml:"), "\(run.errors)")
    }

    @Test("a night writes the formats that twin.yaml names")
    func nights() throws {
        let twin = try TwinFolderFixture(settings: "formats: [json, xlsx]")
        let night = try twin.nightly()
        #expect(night.code == 0, "\(night.errors)")
        let files = twin.scratch.contents.filter { $0.hasSuffix("/s/report.xlsx") || $0.hasSuffix("/s/report.html") }
        #expect(files.count == 1 && files[0].hasSuffix(".xlsx"), "\(files)")
        let wrong = try TwinFolderFixture(settings: "formats: [exel]")
        let refused = try wrong.nightly()
        #expect(refused.code == 64 && refused.errors.contains("there is no format “exel”"), "\(refused.errors)")
    }

    @Test("a workbook that cannot be made for want of room ends as every file that cannot be written")
    func room() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try TwinProcess(
            ["run", "s.yaml", "--formats", "text,xlsx", "--out", "out"], in: folder.url,
            environment: ["TMPDIR": folder.path("nowhere")])
        #expect(run.code == 74 && run.errors.contains("no temporary folder"), "\(run.code) \(run.errors)")
        #expect(!folder.contents.contains { $0.hasPrefix("out/report") })
    }
}
