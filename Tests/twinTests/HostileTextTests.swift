import Foundation
import Reports
import TestSupport
import Testing

/// Every text that a user can write, against every way in which it comes out again.
@Suite("Texts that would command a terminal, a page or a spreadsheet")
struct HostileTextTests {
    /// What a file could try.
    static let texts = [
        "\u{1B}[31mred", "\u{1B}]0;title\u{07}", "\u{1B}]8;;http://x\u{1B}\\link", "\u{1B}c", "\u{1B}[2J", "\u{9B}31m",
        "\u{90}q\u{9C}", "back\u{08}\u{08}", "over\u{0D}write", "bell\u{07}", "delete\u{7F}", "vertical\u{0B}",
        "\u{0C}form",
        "\u{85}next", "right\u{202E}left", "\u{202A}a\u{202C}", "\u{2066}b\u{2069}", "zero\u{200B}width",
        "join\u{200D}er",
        "soft\u{AD}hyphen", "mark\u{FEFF}", "tag\u{E0041}", "line\u{2028}end", "para\u{2029}graph", "filler\u{3164}",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title><b>", "'onload='x", "&lt;b&gt;", "]]>",
        "javascript:alert(1)", "{{7*7}}", "${jndi:x}", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "'=1",
        "%00%1b",
    ]

    private static func scenario(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            scalar == "\\" || scalar == "\""
                ? "\\\(scalar)"
                : scalar.isASCII && scalar.value >= 0x20 && scalar.value < 0x7F
                    ? String(scalar) : "\\U" + String(format: "%08x", scalar.value)
        }.joined()
        let name = "\"\(escaped)\""
        let factor = "\"EQ.\(escaped.replacing(" ", with: "_").replacing("*", with: "_"))\""
        return """
            version: 1
            title: \(name)
            asOf: 2022-12-28
            market:
              levels: {\(factor): 100, EQ.B: 50}
              volatilities: {\(factor): 30%, EQ.B: 20%}
              correlations: [{between: [\(factor), EQ.B], is: 0.5}]
            portfolio:
              positions:
                - {id: \(name), book: \(name), quantity: 10, instrument: {kind: equity, factor: \(factor)}}
                - {id: b, book: B, quantity: 10, instrument: {kind: equity, factor: EQ.B}}
            simulation: {paths: 1_000}
            limits: [{book: \(name), measure: {kind: value-at-risk, confidence: 99%}, breach: 1}]
            stress: {scenarios: [{name: \(name), shocks: {\(factor): -10%}}]}
            """
    }

    /// What no output may hold, but for ends of lines.
    private static func unseen(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { $0 != "\n" && $0.isUnseen }
    }

    @Test("nothing unseen and no markup gets through", arguments: texts)
    func everywhere(text: String) throws {
        let folder = try ScratchFolder(["s.yaml": Self.scenario(text)])
        for command in ["run", "stress", "reverse", "check"] {
            let isCheck = command == "check"
            let run = try TwinProcess([command, "s.yaml"] + (isCheck ? [] : ["--out", command]), in: folder.url)
            // A name that no factor can have is refused, in words that are as safe.
            #expect([0, 3, 65].contains(run.code), "\(command): \(run.errors)")
            #expect(Self.unseen(run.output).isEmpty && Self.unseen(run.errors).isEmpty, "\(command)")
            guard run.code != 65, !isCheck else { continue }
            for name in folder.contents where name.hasPrefix(command + "/") {
                let file = try String(contentsOfFile: folder.path(name), encoding: .utf8)
                let lines = name.hasSuffix(".csv") ? file.replacing("\r\n", with: "\n") : file
                #expect(Self.unseen(lines).isEmpty, "\(name)")
                if name.hasSuffix(".html") {
                    #expect(!lines.contains("<script") && !lines.contains("<img") && !lines.contains("</title><b>"))
                    #expect(lines.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"))
                }
                if name.hasSuffix(".csv") {
                    for cell in lines.split(whereSeparator: { $0 == "\n" || $0 == "," }) {
                        let start = cell.drop { $0 == "\"" || $0 == " " }
                        let isFormula = start.first.map { "=+-@".contains($0) } ?? false
                        #expect(!isFormula || Double(start) != nil, "\(name): \(cell)")
                    }
                }
            }
            if let json = try? String(contentsOfFile: folder.path(command + "/report.json"), encoding: .utf8) {
                let found = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
                let title = (found?["run"] as? [String: Any])?["title"] as? String ?? found?["title"] as? String
                if let title { #expect(title == text, "JSON keeps what was written") }
            }
        }
    }

    @Test("a record of them is as safe: the night, its status, lists and metrics", arguments: texts)
    func record(text: String) throws {
        let folder = try ScratchFolder(["s.yaml": Self.scenario(text)])
        // A name that no factor can have makes no night.
        guard try folder.twin("check", "s.yaml").code != 65 else { return }
        #expect(try folder.twin("init", "desk", "--from", "s.yaml").code == 0)
        let metrics = folder.path("metrics.prom")
        let log = folder.path("night.jsonl")
        for arguments in [
            ["nightly", "desk", "--log", log, "--metrics", metrics], ["runs", "desk"], ["runs", "desk", "--json"],
            ["runs", "desk", "history"], ["verify", "desk"], ["replay", "s.yaml", "--path", "3"],
            ["compare", "s.yaml", "s.yaml", "--set-second", "market.levels.EQ.B=51"],
        ] {
            let run = try TwinProcess(arguments, in: folder.url)
            #expect([0, 3].contains(run.code), "\(arguments): \(run.errors)")
            #expect(Self.unseen(run.output + run.errors).isEmpty, "\(arguments)")
        }
        let files = folder.contents.filter { name in
            ["status.json", ".prom", ".jsonl", ".html", ".txt", ".json", ".yaml"].contains { name.hasSuffix($0) }
        }
        #expect(files.contains { $0.hasSuffix("status.json") } && files.contains { $0.hasSuffix(".prom") })
        for name in files {
            let file = try String(contentsOfFile: folder.path(name), encoding: .utf8)
            #expect(Self.unseen(file).isEmpty, "\(name)")
            if name.hasSuffix(".html") { #expect(!file.contains("<script") && !file.contains("<img"), "\(name)") }
        }
    }

    @Test("what is typed is as safe as what is read")
    func typed() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let escape = "\u{1B}[31m"
        for arguments in [
            ["run", "s.yaml", "--set", "\(escape)=1"], ["run", "\(escape).yaml"], ["run", "s.yaml", "--\(escape)"],
            ["\(escape)"], ["kinds", escape], ["run", "s.yaml", "--precision", escape],
        ] {
            let run = try TwinProcess(arguments, in: folder.url)
            #expect(run.code != 0 && Self.unseen(run.output + run.errors).isEmpty, "\(arguments)")
        }
    }

    @Test("a file of another sort is not shown")
    func strangers() throws {
        let folder = try ScratchFolder([
            "secret": "root:*:20228:0:99999:7:::\ndaemon:*:20228:0:99999:7:::\n", "key": "-----BEGIN KEY-----\nabc\n",
            "s.yaml": smallScenario + "portfolio2: {}\n",
        ])
        for name in ["secret", "key"] {
            for command in ["run", "check"] {
                let run = try folder.twin(command, name)
                #expect(run.code == 65 && !run.errors.contains("20228") && !run.errors.contains("abc"), "\(run.errors)")
                #expect(run.errors.contains("“\(name)” is no scenario"))
            }
        }
        let start = try #require(smallScenario.range(of: "portfolio:"))
        let book = smallScenario[..<start.lowerBound] + "portfolio: {file: secret}\nsimulation: {paths: 1_000}\n"
        try folder.write("s.yaml", String(book))
        for command in ["run", "check"] {
            let run = try folder.twin(command, "s.yaml")
            #expect(run.code == 65, "\(run.errors)")
            for word in ["20228", "root", "daemon", "99999"] {
                #expect(!run.errors.contains(word) && !run.output.contains(word), "\(run.errors)")
            }
        }
    }
}
