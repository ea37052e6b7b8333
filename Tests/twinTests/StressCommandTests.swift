import Foundation
import TestSupport
import Testing

@Suite("twin stress")
struct StressCommandTests {
    private let stress = "stress: [{name: Down, shocks: {\"EQ.*\": -20%}}, {name: Up, shocks: {\"EQ.*\": 20%}}]\n"

    @Test("a report in every format, in 80 columns; --json prints one object and writes no file")
    func reports() throws {
        let folder = try ScratchFolder(["a.yaml": smallScenario + stress])
        let json = try folder.twin("stress", "a.yaml", "--json")
        #expect(json.code == 0 && json.errors.isEmpty && folder.contents == ["a.yaml"])
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(object?["schema"] as? String == "market-twin.stress/1")
        #expect((object?["scenarios"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["Down", "Up"])
        let run = try folder.twin("stress", "a.yaml")
        #expect(run.code == 0 && run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(run.output.hasSuffix("Report: reports/a-stress/report.html\n"))
        #expect(folder.contents.filter { $0.hasPrefix("reports/a-stress/") }.count == 4)
    }

    @Test("a mistake with its place, exit 65, nothing written; check finds it too")
    func refused() throws {
        let bad = "stress: [{name: a, shocks: {EQ.NOWHERE: -5%}}]\n"
        let folder = try ScratchFolder(["a.yaml": smallScenario + bad])
        for command in ["stress", "check"] {
            let run = try folder.twin(command, "a.yaml")
            #expect(run.code == 65 && run.output.isEmpty && folder.contents == ["a.yaml"])
            #expect(run.errors.contains("“EQ.NOWHERE”") && run.errors.contains("a.yaml:"))
        }
    }
}
