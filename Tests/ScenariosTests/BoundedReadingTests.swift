import MarketTwin
import TestSupport
import Testing

/// Nothing that a file says takes more than a few seconds to refuse.
@Suite("Files larger than anybody's")
struct BoundedReadingTests {
    private func complaint(_ yaml: String) throws -> String {
        try ScratchFolder(["s.yaml": yaml]).complaints().joined(separator: "\n")
    }

    @Test("aliases of aliases are counted, not written out")
    func aliases() throws {
        let levels = (1..<12).map {
            "x-\($0): &l\($0) [\(Array(repeating: "*l\($0 - 1)", count: 10).joined(separator: ","))]\n"
        }
        #expect(try complaint("x-0: &l0 [1]\n" + levels.joined() + inlineScenario).contains("more than 500000 values"))
    }

    @Test("a merge of merges ends")
    func merges() throws {
        let levels = (1..<30).map {
            "x-\($0): &m\($0) {<<: [\(Array(repeating: "*m\($0 - 1)", count: 8).joined(separator: ","))], k\($0): 1}\n"
        }
        #expect(
            try complaint("x-0: &m0 {a: 1}\n" + levels.joined() + inlineScenario).contains("more than 500000 values"))
    }

    @Test("a list of millions is refused before it is parsed")
    func millions() throws {
        let list = String(repeating: "1,", count: 2_100_000)
        #expect(try complaint("x-a: [\(list)]\n" + inlineScenario).contains("more than 500000 values"))
    }

    @Test("nesting ends")
    func nesting() throws {
        let deep = String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)
        #expect(try complaint(inlineScenario + "x-a: \(deep)\n").contains("nesting"))
    }

    @Test("of many unknown keys the first are named")
    func unknownKeys() throws {
        let found = try ScratchFolder(["s.yaml": inlineScenario + (0..<5_000).map { "key\($0): 1\n" }.joined()])
            .complaints()
        #expect(found.count == 101 && found.contains { $0.hasSuffix("4900 further keys are unknown") })
    }

    @Test("JSON has characters beyond U+FFFF in two escapes")
    func surrogates() throws {
        let json = #"""
            {"version": 1, "title": "\\ud83d \ud83d\ude00", "asOf": "2022-12-28",
             "market": {"levels": {"EQ.A": 1}, "volatilities": {"EQ.A": 0.2}},
             "portfolio": {"positions": [{"id": "a", "quantity": 1, "instrument": {"kind": "equity", "factor": "EQ.A"}}]}}
            """#
        let folder = try ScratchFolder(["s.yaml": json])
        #expect(try folder.resolve().run.run.title == #"\ud83d 😀"#)
        try folder.write("s.yaml", json.replacing(#"\ude00"#, with: ""))
        #expect(folder.complaints() == [#"1:34 \ud83d is half a character"#])
        try folder.write("s.yaml", json.replacing(#"\ud83d\ude00"#, with: #"\ude00"#))
        #expect(folder.complaints() == [#"1:34 \ude00 is half a character"#])
    }
}
