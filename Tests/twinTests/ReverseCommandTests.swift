import Foundation
import TestSupport
import Testing

@Suite("twin reverse")
struct ReverseCommandTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("a report in every format, in 80 columns; --json prints one object and writes no file")
    func reports() throws {
        let folder = try ScratchFolder(["a.yaml": smallScenario])
        let json = try folder.twin("reverse", "a.yaml", "--loss", "5%", "--json")
        #expect(json.code == 0 && json.errors.isEmpty && folder.contents == ["a.yaml"])
        let result = try object(json.output)
        #expect(result["schema"] as? String == "market-twin.reverse/1" && result["reached"] as? Bool == true)
        let run = try folder.twin("reverse", "a.yaml", "--loss", "5%")
        #expect(run.code == 0)
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(run.output.hasSuffix("Report: reports/a-reverse/report.html\n"))
        #expect(folder.contents.filter { $0.hasPrefix("reports/a-reverse/") }.count == 4)
    }

    @Test("the result does not depend on the number of workers")
    func workers() throws {
        let folder = try ScratchFolder(["a.yaml": smallScenario])
        let one = try folder.twin("reverse", "a.yaml", "--loss", "8%", "--json", "--workers", "1")
        let three = try folder.twin("reverse", "a.yaml", "--loss", "8%", "--json", "--workers", "3")
        #expect(one.code == 0 && one.output == three.output)
    }

    @Test("more than the book can lose is an answer, not an error")
    func unreachable() throws {
        let folder = try ScratchFolder(["a.yaml": smallScenario])
        let run = try folder.twin("reverse", "a.yaml", "--loss", "100M")
        #expect(run.code == 0)
        #expect(run.output.contains("No move of the market was found"))
        #expect(run.output.contains("The largest loss found is"))
    }

    @Test("bad input: every mistake with its place, exit 65, nothing written; both ways to say how much, 64")
    func refused() throws {
        let folder = try ScratchFolder(["a.yaml": smallScenario])
        let run = try folder.twin("reverse", "a.yaml", "--loss", "much", "--book", "Nowhere", "--out", "out")
        #expect(run.code == 65 && run.output.isEmpty && folder.contents == ["a.yaml"])
        #expect(run.errors.contains("“much” is no loss") && run.errors.contains("“Nowhere”"))
        #expect(try folder.twin("reverse", "a.yaml", "--loss", "5M", "--limit").code == 64)
    }
}
