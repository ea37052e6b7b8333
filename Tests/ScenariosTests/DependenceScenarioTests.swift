import Foundation
import MarketTwin
import Simulation
import TestSupport
import Testing

@Suite("Dependence in a scenario: fitted, held in the run, or refused in words")
struct DependenceScenarioTests {
    /// Levels of three factors with a common shock and days of different size, on consecutive days.
    private static let prices: String = {
        var state: UInt64 = 7
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 0x1p53 - 0.5
        }
        var levels = [100.0, 50, 1.1]
        var text = "date,EQ.A,EQ.B,FX.EURUSD\n"
        for day in 0...300 {
            let common = next()
            let size = 0.004 / (0.15 + abs(next()))
            for index in levels.indices { levels[index] *= 1 + size * (next() + common) }
            // Weekdays from a Friday on.
            let place = day + 4
            let date = (CalendarDate(iso: "2020-12-28") ?? CalendarDate(dayNumber: 0))
                .adding(days: place / 5 * 7 + place % 5)
            text += "\(date),"
            text += levels.map { "\($0)" }.joined(separator: ",") + "\n"
        }
        return text
    }()

    private static func scenario(_ dependence: String, factors: String = "", covariance: String = "{kind: sample}")
        -> String
    {
        """
        version: 1
        title: Fitted
        market:
          history: [{kind: csv, path: p.csv}]
        calibration: {window: 250d, covariance: \(covariance)}
        factors: {\(factors)}
        dependence: \(dependence)
        portfolio:
          positions:
            - {id: a, book: X, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, book: X, quantity: 20, instrument: {kind: equity, factor: EQ.B}}
            - {id: c, book: Y, quantity: 500, instrument: {kind: fx-spot, factor: FX.EURUSD}}
        simulation: {paths: 2000, horizon: 1d}

        """
    }

    private func folder(_ yaml: String) throws -> ScratchFolder {
        try ScratchFolder(["s.yaml": yaml, "p.csv": Self.prices])
    }

    @Test(
        "what is left out is fitted, and the run holds what was fitted",
        arguments: ["student-t", "grouped-t", "t-copula", "gaussian-copula"])
    func fitted(kind: String) throws {
        let resolved = try folder(Self.scenario("{kind: \(kind)}")).resolve()
        let dependence = resolved.run.market.dependence.specification
        let settings = dependence.settings
        switch kind {
        case "student-t", "t-copula":
            #expect(dependence.number("degreesOfFreedom") > 1)
            #expect(resolved.model.dependenceFit?.tailDependence.first?.between.count == 2)
        case "grouped-t": #expect(settings["groups"] != nil)
        default: #expect(resolved.model.dependenceFit == nil)
        }
        #expect((resolved.model.covariance ?? "").contains("Kendall") == kind.hasSuffix("copula"))
        let text = try JSONEncoder().encode(resolved.run.run)
        let again = try JSONDecoder().decode(Run.self, from: text)
        #expect(again.market.dependence == dependence)
    }

    @Test("marginals by rule, the last that matches")
    func marginals() throws {
        let rules =
            "\"*\": {marginal: {kind: generalised-pareto-tails}}, EQ.B: {process: {kind: geometric-brownian-motion}},"
            + " FX.EURUSD: {marginal: {kind: student-t, degreesOfFreedom: 4}}"
        let resolved = try folder(Self.scenario("{kind: t-copula, degreesOfFreedom: 3}", factors: rules)).resolve()
        let factors = resolved.run.run.market.factors
        #expect(
            factors.map { $0.marginal?.kind } == ["generalised-pareto-tails", "generalised-pareto-tails", "student-t"])
        #expect(factors[0].marginal?.numbers("body").count ?? 0 > 10)
        #expect(factors[2].marginal?.number("degreesOfFreedom") == 4)
        let fit = try #require(resolved.model.dependenceFit)
        #expect(fit.marginals.count == 3 && fit.parameters.isEmpty)
        #expect(fit.marginals[0].parameters.count == 4 && !fit.marginals[0].lowerThresholds.isEmpty)
    }

    @Test("covariances by name", arguments: ["oas", "marchenko-pastur", "dynamic-conditional-correlation"])
    func covariances(kind: String) throws {
        let resolved = try folder(Self.scenario("{kind: gaussian}", covariance: "{kind: \(kind)}")).resolve()
        #expect(resolved.model.correlations.count == 9)
    }

    @Test("a longer step than a day is remarked upon where tails were fitted")
    func longSteps() throws {
        let folder = try folder(Self.scenario("{kind: student-t}"))
        #expect(try folder.resolve().notes.isEmpty)
        #expect(try folder.resolve("s.yaml", ["simulation.horizon=10d"]).notes.count == 1)
        #expect(try folder.resolve("s.yaml", ["simulation.horizon=10d", "simulation.steps=10"]).notes.isEmpty)
    }

    @Test(
        "what cannot be is said, at its place",
        arguments: [
            (
                "{kind: grouped-t, groups: {\"EQ.*\": {}}}", "", "7:13 grouped-t: no group takes FX.EURUSD"
            ),
            (
                "{kind: grouped-t, groups: {\"EQ.*\": {degreesOfFreedom: 1}, \"*\": {}}}", "",
                "7:67 1 is out of range"
            ),
            (
                "{kind: grouped-t, groups: {EQ: {}}}", "", "7:40 “EQ” is neither a factor nor a pattern of factors"
            ),
            ("{kind: t-copula, degreesOfFreedom: 0.5}", "", "7:48 0.5 is out of range"),
            (
                "{kind: student-t}", "EQ.A: {marginal: {kind: normal}}",
                "6:11 a marginal needs a copula, and the dependence is student-t"
            ),
            (
                "{kind: gaussian-copula}", "EQ.A: {marginal: {kind: generalised-pareto-tails, lowerShape: 0.1}}",
                "6:11 the marginal of EQ.A: “lowerShape” is given without “lowerScale”"
            ),
            (
                "{kind: gaussian-copula}", "EQ.A: {marginal: {kind: generalised-pareto-tails, threshold: 1%}}",
                "6:11 the marginal of EQ.A: fitting tails of 1.0 % each needs at least 1100 changes, and the window has 250"
            ),
            ("{kind: gaussian}", "EQ.A: {}", "6:11 the rule for EQ.A says nothing"),
        ])
    func refused(dependence: String, factors: String, message: String) throws {
        #expect(try folder(Self.scenario(dependence, factors: factors)).complaints() == [message])
    }

    @Test("without a history there is nothing to fit to")
    func noHistory() throws {
        for kind in ["student-t", "t-copula"] {
            let yaml = inlineScenario + "dependence: {kind: \(kind)}\n"
            #expect(
                try ScratchFolder(["s.yaml": yaml]).complaints() == [
                    "13:13 \(kind): degreesOfFreedom is left out, and no factor has a history to fit it to"
                ])
        }
        let yaml = inlineScenario + "dependence: {kind: gaussian-copula}\n"
        #expect(try ScratchFolder(["s.yaml": yaml]).complaints() == [])
    }
}
