import Foundation
import Market
import MarketTwin
import TestSupport
import Testing

@Suite("Mistakes in the kind of a simulation are found and explained")
struct SimulationKindTests {
    /// Forty weekdays of two shares; B lacks the first ten.
    private static let prices: String = {
        let days = (1...40).map { day in
            let date = CalendarDate(dayNumber: 18_995 + Int32((day - 1) / 5 * 7 + (day - 1) % 5))
            let level = 100 + Double(day * 7 % 11)
            return "\(date),\(level),\(day <= 10 ? "" : "\(level / 2 + 1)")"
        }
        return "date,EQ.A,EQ.B\n" + days.joined(separator: "\n") + "\n"
    }()

    private static func scenario(_ simulation: String, market: String = "", position: String = "EQ.B") -> String {
        """
        version: 1
        title: Kinds
        market:
          history: [{kind: csv, path: p.csv}]
        \(market)
        portfolio:
          positions:
            - {id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, quantity: 20, instrument: {kind: equity, factor: \(position)}}
        simulation: \(simulation)
        measures: [{kind: value-at-risk, confidence: 90%}]
        """
    }

    private func issues(_ yaml: String, _ changes: [String] = []) throws -> [(message: String, hint: String)] {
        let folder = try ScratchFolder(["s.yaml": yaml, "p.csv": Self.prices])
        do {
            _ = try folder.resolve("s.yaml", changes)
            return []
        } catch let issues as Issues {
            return issues.all.map { ($0.message, $0.hint ?? "") }
        }
    }

    @Test("every kind with a history resolves on twenty days of it")
    func inOrder() throws {
        for kind in ["historical", "historical-weighted", "historical-volatility-scaled"] {
            #expect(try issues(Self.scenario("{kind: \(kind), horizon: 2d, window: 20d}")).isEmpty, "\(kind)")
        }
        #expect(
            try issues(Self.scenario("{kind: parametric, method: delta-normal}\ncalibration: {window: 20d}")).isEmpty)
    }

    @Test("a window longer than the history says what would fit")
    func window() throws {
        let found = try issues(Self.scenario("{kind: historical, horizon: 1d, window: 30d}"))
        #expect(found.count == 1)
        #expect(found[0].message.contains("window of 30 changes asked for, EQ.B has 29"))
        let several = try issues(
            Self.scenario("{kind: historical, horizon: 5d, window: 28d}\ncalibration: {window: 20d}"))
        #expect(several.count == 1)
        #expect(several[0].message.hasPrefix("28 scenarios of 5 days need 32 daily changes; window of 32 changes"))
        #expect(several[0].hint == "write window: 25d or less")
    }

    @Test("a factor without a history is named, with what would be right")
    func noHistory() throws {
        let market = "  levels: {EQ.C: 5}\n  volatilities: {EQ.C: 20%}"
        let found = try issues(
            Self.scenario("{kind: historical-weighted, horizon: 1d, window: 20d}", market: market, position: "EQ.C"))
        #expect(found.count == 1)
        #expect(
            found[0].message
                == "EQ.C has no history, and the simulation historical-weighted takes the changes of every factor from one"
        )
        #expect(found[0].hint.contains("{kind: monte-carlo}"))
        #expect(
            try issues(
                Self.scenario(
                    "{kind: monte-carlo, horizon: 1d}\ncalibration: {window: 20d}", market: market, position: "EQ.C")
            ).isEmpty)
    }

    @Test("keys of another kind are refused and placed where they belong")
    func foreignKeys() throws {
        let found = try issues(Self.scenario("{kind: historical, horizon: 1d, window: 20d, paths: 1_000}"))
        #expect(found.count == 1)
        #expect(found[0].message == "unknown key “paths” of historical")
        #expect(found[0].hint.hasPrefix("it is a setting of monte-carlo, filtered-historical; known: "))
        let seeded = try issues(Self.scenario("{kind: parametric}\ncalibration: {window: 20d}"), ["simulation.seed=4"])
        #expect(seeded.map(\.message) == ["unknown key “seed” of parametric"])
        let unknown = try issues(Self.scenario("{kind: historicl, horizon: 1d}\ncalibration: {window: 20d}"))
        #expect(unknown.map(\.message) == ["unknown simulation “historicl”"])
        #expect(unknown[0].hint == "did you mean “historical”?")
    }

    @Test("fewer scenarios than a confidence needs are refused")
    func tooFew() throws {
        let yaml = Self.scenario("{kind: historical, horizon: 1d, window: 20d}").replacing("90%", with: "99%")
        let found = try issues(yaml)
        #expect(found.map(\.message) == ["20 historical scenarios have no loss beyond a confidence of 0.99"])
        #expect(found[0].hint == "take a window of at least 100 days, or a lower confidence")
    }

    @Test("a run without a kind is one of Monte Carlo, with the identity of one that says so")
    func standard() throws {
        func identity(_ simulation: String) throws -> String {
            let folder = try ScratchFolder([
                "s.yaml": Self.scenario(simulation + "\ncalibration: {window: 20d}"), "p.csv": Self.prices,
            ])
            return try folder.resolve().identity
        }
        #expect(try identity("{paths: 2_000}") == identity("{kind: monte-carlo, paths: 2_000}"))
        #expect(try identity("{paths: 2_000}") != identity("{kind: historical, window: 20d}"))
        #expect(
            try identity("{kind: historical, window: 20d}") != identity("{kind: historical-weighted, window: 20d}"))
        #expect(
            try identity("{kind: parametric}") != identity("{kind: parametric, method: delta-normal}"))
    }

    @Test("a parametric run gives every measure but the worst loss, without errors, for every book")
    func parametric() throws {
        let folder = try ScratchFolder([
            "s.yaml": Self.scenario(
                "{kind: parametric, method: delta-normal, horizon: 4d}\ncalibration: {window: 20d}"),
            "p.csv": Self.prices,
        ])
        let report = try RiskStudy().run(folder.url.appendingPathComponent("s.yaml").path, in: .standard())
        #expect(
            Set(report.figures.map(\.kind)) == [
                "value-at-risk", "mean-loss", "standard-deviation", "probability-of-loss",
            ])
        #expect(
            report.figures.allSatisfy { $0.estimate.standardError == 0 && $0.estimator == "delta-normal, closed form" })
        let deviation = try #require(report.figure("standard-deviation")).estimate.value
        let valueAtRisk = try #require(report.figure("value-at-risk")).estimate.value
        #expect(abs(valueAtRisk / deviation - 1.2815515655446004) < 1e-6)
        for format in Catalog.documentFormats { #expect(!(try format.files(of: Document(report))).isEmpty) }
    }
}
