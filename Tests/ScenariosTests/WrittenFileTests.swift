import Foundation
import MarketTwin
import TestSupport
import Testing

/// Scenarios as people keep them: with anchors, notes and links.
@Suite("Files as they are written")
struct WrittenFileTests {
    private let merged = """
        version: 1
        title: Two options that differ in the strike
        asOf: 2024-06-28
        x-common: &put {kind: european-option, factor: EQ.A, right: put, expiry: 6M, volatility: 20%, x-note: none}
        market:
          levels: {EQ.A: 100}
          volatilities: {EQ.A: 20%, x-anything: {at: all}}
        portfolio:
          positions:
            - {id: p95, quantity: 100, instrument: {<<: *put, strike: 95}}
            - {id: p90, quantity: 100, instrument: {strike: 90, <<: [{volatility: 25%}, *put], right: call}}
        """

    @Test("merge keys bring what is not written, keys that begin with x- are a person's own")
    func mergeKeys() throws {
        let folder = try ScratchFolder(["s.yaml": merged])
        let positions = try folder.resolve().run.run.positions.map(\.instrument)
        #expect(positions.map { $0.number("strike") } == [95, 90])
        #expect(positions.map { $0.text("right") } == ["put", "call"])
        #expect(positions.map { $0.quantity("volatility") } == [.number(0.2), .number(0.25)])
        let wrong = try ScratchFolder(["s.yaml": merged.replacing("<<: *put", with: "<<: put")])
        #expect(wrong.complaints() == ["10:45 “put” stands where a mapping to be merged belongs"])
        let quoted = try ScratchFolder(["s.yaml": merged.replacing("<<: *put", with: "\"<<\": *put")])
        #expect(!quoted.complaints().isEmpty)
    }

    private let linked = """
        version: 1
        title: Linked
        market:
          history: [{kind: csv, path: data/prices.csv}]
        calibration: {window: 4d}
        portfolio:
          positions:
            - {id: a, quantity: 100, instrument: {kind: equity, factor: EQ.A}}
        """

    @Test("a scenario that is a link finds its data beside the link, or beside what it leads to")
    func links() throws {
        let folder = try ScratchFolder()
        for name in ["models/data", "jobs"] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        try folder.write("models/daily.yaml", linked)
        let link = folder.path("jobs/today.yaml")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../models/daily.yaml")
        do {
            _ = try folder.resolve("jobs/today.yaml")
            Testing.Issue.record("nothing was found wrong")
        } catch {
            let told = (error as? Issues)?.all.first { $0.message.contains("the scenario is a link") }?.message
            #expect(told?.contains("jobs") == true && told?.contains("models") == true)
        }
        let rows = [10, 10.2, 10.1, 10.3, 10.2, 10.4].enumerated().map { "2024-06-0\($0 + 3),\($1)\n" }.joined()
        try folder.write("models/data/prices.csv", "date,EQ.A\n" + rows)
        #expect(try folder.resolve("jobs/today.yaml").run.valuesToday[0] == 1_040)
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("jobs/data"), withIntermediateDirectories: true)
        try folder.write("jobs/data/prices.csv", "date,EQ.A\n" + rows.replacing("10.4", with: "10.5"))
        #expect(try folder.resolve("jobs/today.yaml").run.valuesToday[0] == 1_050)
    }
}
