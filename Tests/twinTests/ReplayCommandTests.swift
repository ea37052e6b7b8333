import Foundation
import TestSupport
import Testing

@Suite("twin replay and twin whatif")
struct ReplayCommandTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private static let files = ["report.csv", "report.html", "report.json", "report.txt"]

    @Test("a path of the worst list is replayed to the same loss")
    func replay() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let report = try object(try folder.twin("run", "s.yaml", "--json").output)
        let worst = try #require(((report["tail"] as? [String: Any])?["worst"] as? [[String: Any]])?.first)
        let path = try #require(worst["path"] as? Int), loss = try #require(worst["loss"] as? Double)
        let run = try folder.twin("replay", "s.yaml", "--path", "\(path)", "--path", "0", "--json")
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(folder.contents == ["s.yaml"])
        let replay = try object(run.output)
        #expect(replay["schema"] as? String == "market-twin.replay/1")
        let paths = try #require(replay["paths"] as? [[String: Any]])
        #expect(paths.map { $0["path"] as? Int } == [path, 0])
        let gain = try #require(paths[0]["gain"] as? Double)
        #expect(abs(gain + loss) < 1e-9 * abs(loss))
        let plain = try folder.twin("replay", "s.yaml", "--path", "\(path)")
        #expect(plain.code == 0 && plain.output.contains("Path \(path)\n"))
        #expect(plain.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(
            folder.contents.filter { $0.hasPrefix("reports/s-replay/") } == Self.files.map { "reports/s-replay/" + $0 })
    }

    @Test("a path that is not there is 65 and leaves nothing, one that is no number is 64")
    func outside() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("replay", "s.yaml", "--path", "3000", "--path", "1")
        #expect(run.code == 65 && run.output.isEmpty)
        #expect(
            run.errors == """
                --path 3000: error: there is no path 3000: the run has 3000 of them
                  hint: take a number from 0 to 2999; “twin run” lists the worst ones

                """)
        #expect(folder.contents == ["s.yaml"])
        #expect(try folder.twin("replay", "s.yaml", "--path", "seven").code == 64)
        #expect(try folder.twin("replay", "s.yaml").code == 64)
        let parametric = try folder.twin("replay", "s.yaml", "--path", "1", "--set", "simulation={kind: parametric}")
        #expect(parametric.code == 65 && parametric.errors.contains("has no paths to replay"), "\(parametric.errors)")
    }

    @Test("candidate trades change the figures; a missing file is 66, a wrong one 65 with its place")
    func trades() throws {
        let folder = try ScratchFolder([
            "s.yaml": smallScenario, "t.csv": "id,book,kind,quantity,factor\nmore,Shares,equity,5,EQ.A\n",
            "bad.csv": "id,book,kind,quantity,factor\nmore,Shares,equity,five,EQ.A\n",
            "empty.csv": "id,book,kind,quantity,factor\n",
        ])
        let run = try folder.twin("whatif", "s.yaml", "--trades", "t.csv", "--json")
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        let result = try object(run.output)
        #expect(result["schema"] as? String == "market-twin.whatif/1")
        let trades = try #require(result["trades"] as? [[String: Any]])
        let measures = try #require(trades[0]["measures"] as? [[String: Any]])
        for measure in measures {
            let change = try #require(measure["change"] as? Double),
                error = try #require(measure["changeError"] as? Double)
            #expect(change > 0 && error > 0 && error < change)
        }
        let plain = try folder.twin("whatif", "s.yaml", "--trades", "t.csv")
        #expect(plain.code == 0 && plain.output.contains("With the trade\n"))
        #expect(
            folder.contents.filter { $0.hasPrefix("reports/s-whatif/") } == Self.files.map { "reports/s-whatif/" + $0 })
        #expect(try folder.twin("whatif", "s.yaml", "--trades", "none.csv").code == 66)
        let bad = try folder.twin("whatif", "s.yaml", "--trades", "bad.csv")
        #expect(bad.code == 65 && bad.errors.hasPrefix("bad.csv:2:20: error: trade more.quantity: "), "\(bad.errors)")
        let empty = try folder.twin("whatif", "s.yaml", "--trades", "empty.csv")
        #expect(empty.code == 65 && empty.errors.contains("the file has a header but no trade"), "\(empty.errors)")
        #expect(try folder.twin("whatif", "s.yaml").code == 64)
    }
}
