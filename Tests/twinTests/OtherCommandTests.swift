import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("The other commands")
struct OtherCommandTests {
    @Test("check says what is in order, without simulating")
    func check() throws {
        let run = try ScratchFolder(["s.yaml": smallScenario]).twin("check", "s.yaml")
        #expect(run.code == 0)
        #expect(run.output.hasPrefix("s.yaml is in order.\n  2 positions on 2 factors as of 2022-12-28"))
        #expect(!run.output.contains("limit"))
        let limits = """
            limits:
              - {measure: {kind: value-at-risk, confidence: [95%, 99%]}, breach: 1M}
              - {book: Shares, measure: {kind: mean-loss}, breach: 1M}

            """
        let limited = try ScratchFolder(["s.yaml": smallScenario + limits]).twin("check", "s.yaml")
        #expect(
            limited.output.contains("\n  3 limits on the portfolio and 1 book\n"), "\(limited.output)\(limited.errors)")
    }

    @Test("kinds lists every member of the catalog in a line of its own")
    func kinds() throws {
        let run = try TwinProcess(["kinds"])
        #expect(run.code == 0)
        let lines = run.output.split(separator: "\n")
        for family in Catalog.standard.families {
            #expect(lines.contains(Substring(family.name)))
            for member in family.members {
                #expect(lines.contains { $0.hasPrefix("  \(member.kind) ") && $0.hasSuffix(member.summary) })
            }
        }
        let one = try TwinProcess(["kinds", "european-option"])
        #expect(one.output.contains("strike (required)"))
    }

    @Test("doctor names the processor, the kernels and the reason for them")
    func doctor() throws {
        let run = try TwinProcess(["doctor"])
        #expect(run.code == 0)
        for word in ["Market Twin", "Processor", "Memory", "Elementwise kernels", "BLAS", "chosen"] {
            #expect(run.output.contains(word), "\(word)")
        }
    }

    @Test("doctor says the limits of the process, and whether it may write where files go")
    func limits() throws {
        let folder = try ScratchFolder()
        let shell = URL(filePath: "/bin/sh")
        func doctor(_ limit: String, _ environment: [String: String] = [:]) throws -> String {
            let command = "\(limit) && exec '\(TwinProcess.binary.path)' doctor"
            return try TwinProcess(["-c", command], in: folder.url, tool: shell, environment: environment).output
        }
        let plain = try doctor("ulimit -n 200")
        #expect(plain.contains("open files: 200 (ulimit -n)"), "\(plain)")
        #expect(plain.contains("Report folder") && plain.contains(". can be written"), "\(plain)")
        #expect(!plain.contains(", 0 MiB free"), "\(plain)")
        #expect(try doctor("ulimit -v 4000000").contains("address space: 3906 MiB (ulimit -v)"))
        #expect(try doctor("ulimit -s 4096").contains("stack: 4096 KiB (ulimit -s)"))
        let missing = try doctor("true", ["TMPDIR": folder.path("nowhere")])
        #expect(missing.contains("nowhere cannot be written: No such file or directory"), "\(missing)")
        #expect(folder.contents.isEmpty)
    }

    @Test("completions for three shells, help and version")
    func completions() throws {
        for shell in ["bash", "zsh", "fish"] {
            let run = try TwinProcess(["--generate-completion-script", shell])
            #expect(run.code == 0)
            #expect(run.output.contains("twin"))
        }
        #expect(try TwinProcess(["--version"]).output == Machine.version + "\n")
        #expect(try TwinProcess(["--help"]).output.contains("Exit codes"))
    }

    @Test("the schema is JSON of draft 7")
    func schema() throws {
        let run = try TwinProcess(["schema", "scenario"])
        let schema = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(schema["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
        #expect(schema["additionalProperties"] as? Bool == false)
    }
}

/// Every shipped scenario against the published schema, by a validator that knows nothing of ours.
@Suite(
    "The schema and the shipped scenarios",
    .enabled(if: ProcessInfo.processInfo.environment["MARKET_TWIN_VALIDATOR"] != nil, "no validator was installed"))
struct SchemaValidationTests {
    private static let validator = URL(
        fileURLWithPath: ProcessInfo.processInfo.environment["MARKET_TWIN_VALIDATOR"] ?? "/")

    private func validate(_ files: [String], in folder: ScratchFolder) throws -> TwinProcess {
        try TwinProcess(["schema", "scenario"]).output.write(
            to: folder.url.appendingPathComponent("schema.json"), atomically: false, encoding: .utf8)
        return try TwinProcess(["--schemafile", "schema.json"] + files, in: folder.url, tool: Self.validator)
    }

    @Test("every shipped scenario is valid")
    func shipped() throws {
        let folder = TwinProcess.root.appendingPathComponent("Scenarios")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(files.count >= 5)
        let run = try validate(files.map { folder.appendingPathComponent($0).path }, in: ScratchFolder())
        #expect(run.code == 0, "\(run.output)\(run.errors)")
    }

    @Test(
        "what the program refuses by its form, the schema refuses",
        arguments: [
            ("version: 1", "version: 2"), ("title: Small", "titel: Small"), ("kind: equity", "kind: equities"),
            ("strike: 48", "strike: low"), ("right: put", "right: putt"), ("EQ.A: 100", "ZZ.A: 100"),
            ("quantity: 10, ", ""), ("strike: 48,", ""), ("paths: 3_000", "paths: 0"),
            ("factor: EQ.A", "factor: EQ.A, x: 1"),
        ])
    func refused(old: String, new: String) throws {
        #expect(smallScenario.contains(old))
        let folder = try ScratchFolder(["s.yaml": smallScenario.replacing(old, with: new), "good.yaml": smallScenario])
        #expect(try validate(["s.yaml"], in: folder).code == 1)
        #expect(try validate(["good.yaml"], in: folder).code == 0)
    }
}
