import Foundation
import MarketTwin
import Testing

@Suite("What if")
struct WhatIfTests {
    /// A scenario and files beside it, in a folder of their own.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("whatif-\(UUID().uuidString)")

        init(_ files: [String: String]) throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            for (name, text) in files {
                try text.write(to: url.appendingPathComponent(name), atomically: true, encoding: .utf8)
            }
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func path(_ name: String) -> String { url.appendingPathComponent(name).path }
    }

    /// Two uncorrelated currencies, 2 million at 5 % and 1 million at 12 % of volatility: P. Jorion, “Value at Risk”, 3rd
    /// ed., 2007, chapter 7.
    private static let jorion = """
        version: 1
        title: Two currencies
        asOf: 2022-12-28
        market:
          levels: {EQ.CAD: 1, EQ.EUR: 1, EQ.XAU: 1}
          volatilities: {EQ.CAD: 0.05, EQ.EUR: 0.12, EQ.XAU: 0.2}
        factors: {"EQ.*": {process: {kind: arithmetic-brownian-motion}}}
        portfolio:
          positions:
            - {id: cad, quantity: 2_000_000, instrument: {kind: equity, factor: EQ.CAD}}
            - {id: eur, quantity: 1_000_000, instrument: {kind: equity, factor: EQ.EUR}}
        simulation: {paths: 200_000, horizon: 252d, seed: 7}
        measures: [{kind: value-at-risk, confidence: 95%}, {kind: expected-shortfall, confidence: 95%}]

        """

    private func assess(_ trades: String, scenario: String = jorion) throws -> WhatIf {
        let folder = try Folder(["s.yaml": scenario, "t.csv": trades])
        return try WhatIfRun().assess(folder.path("s.yaml"), trades: folder.path("t.csv"))
    }

    /// Removing a position takes σ_p·z − σ_rest·z away: 59,551.91 for the Canadian dollars, 92,448.99 for the euros.
    @Test("incremental value-at-risk by removal, against the closed form")
    func removal() throws {
        let result = try assess(
            "id,kind,quantity,factor\nno-cad,equity,-2000000,EQ.CAD\nno-eur,equity,-1000000,EQ.EUR\n")
        for (candidate, known) in zip(result.candidates, [59_551.91490205575, 92_448.98744108516]) {
            let change = candidate.changes[0].change
            #expect(abs(change.value + known) < 4 * change.standardError)
            #expect(change.standardError < 0.02 * known)
        }
        let together = try #require(result.together)
        #expect(abs(together.changes[0].after.value) < 1e-6)
        #expect(abs(together.value + 3_000_000) < 1e-6)
    }

    @Test("what is held has the figures of the run, to the last bit")
    func held() throws {
        let folder = try Folder([
            "s.yaml": Self.jorion, "t.csv": "id,kind,quantity,factor\nmore,equity,5,EQ.EUR\n",
        ])
        let report = try RiskRun().report(folder.path("s.yaml"))
        let result = try WhatIfRun().assess(folder.path("s.yaml"), trades: folder.path("t.csv"))
        for figure in result.held {
            #expect(report.figure(figure.kind, confidence: figure.confidence)?.estimate == figure.estimate)
        }
        #expect(result.together == nil)
        #expect(result.notes.isEmpty)
    }

    @Test("a trade on a factor of its own brings it along, and the reader is told")
    func furtherFactor() throws {
        let result = try assess("id,kind,quantity,factor\ngold,equity,1000000,EQ.XAU\n")
        #expect(result.notes.contains { $0.contains("EQ.XAU") })
        // √(2·0.05)² + 0.12² + 0.2² millions, times z at 95 %.
        let known = 1_000_000 * (0.01 + 0.0144 + 0.04).squareRoot() * 1.6448536269514722
        let after = result.candidates[0].changes[0].after
        #expect(abs(after.value - known) < 4 * after.standardError)
    }

    @Test("mistakes in the trades are told with their place", arguments: ["EQ.CHF", "EQ."])
    func mistakes(factor: String) {
        #expect {
            try assess("id,kind,quantity,factor\nbad,equity,1,\(factor)\n")
        } throws: { error in
            guard let issues = error as? Issues, let location = issues.all.first?.location else { return false }
            return location.file.hasSuffix("t.csv") && location.line == 2
        }
    }

    @Test("a replayed path is the run's, position by position")
    func replay() throws {
        let folder = try Folder(["s.yaml": Self.jorion])
        let replay = try ReplayRun().replay(folder.path("s.yaml"), paths: [3, 199_999])
        for path in replay.paths {
            #expect(abs(path.positions.reduce(0) { $0 + $1.profitAndLoss } - path.profitAndLoss) < 1e-6)
            let moves = path.factors.map(\.change)
            #expect(abs(2_000_000 * moves[0] + 1_000_000 * moves[1] - path.profitAndLoss) < 1e-6)
            for (factor, volatility) in zip(path.factors, [0.05, 0.12]) {
                #expect(abs((factor.score ?? .nan) - factor.change / volatility) < 1e-9)
            }
        }
        #expect(replay.paths[0].rank != replay.paths[1].rank)
    }

    @Test("paths that are not there are named, all of them")
    func noSuchPath() throws {
        let folder = try Folder(["s.yaml": Self.jorion])
        #expect {
            try ReplayRun().replay(folder.path("s.yaml"), paths: [200_000, 0, 300_000])
        } throws: { error in
            (error as? Issues)?.all.map(\.message) == ["the run has no path 200000", "the run has no path 300000"]
        }
    }

    @Test("a historical path is a day with its date")
    func historicalDays() throws {
        let replay = try ReplayRun().replay("Scenarios/historical.yaml", paths: [17])
        #expect(replay.paths[0].days?.from.description == "2019-01-04")
    }
}
