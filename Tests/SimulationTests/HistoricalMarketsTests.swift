import Foundation
import LinearAlgebra
import Market
import MarketTwin
import Settings
import Simulation
import Testing

@Suite("Historical scenarios")
struct HistoricalMarketsTests {
    private func losses(
        _ market: TestMarket, _ scenarios: HistoricalScenarios, workers: Int = 1, blockPaths: Int? = nil
    ) throws -> [Double] {
        var run = try market.run(paths: scenarios.count, days: scenarios.span)
        run.take(scenarios, by: HistoricalSimulation.kind)
        return try BoundRun(run, kinds: Catalog.standard.kinds).losses(workers: workers, blockPaths: blockPaths)
    }

    private static let changes = Matrix([[0.01, 0.001], [-0.03, 0.002], [0.02, -0.004], [-0.01, 0.0005]])

    @Test("each day is a scenario: a relative change of the share, an absolute one of the rate")
    func daily() throws {
        var market = TestMarket(factors: [
            .init(id: "EQ.S", level: 200, volatility: 0.2),
            .init(id: "IR.USD.1Y", level: 0.04, volatility: 0.01, process: "arithmetic-brownian-motion"),
        ])
        market.hold(3, "equity", ["factor": .factor("EQ.S")])
        market.hold(
            1_000, "zero-coupon-bond",
            ["face": .number(1), "maturity": .term(.years(1 + 1 / 252.0)), "rate": .rate("IR.USD.1Y")])
        let scenarios = HistoricalScenarios(compositions: [.logarithmic, .absolute], changes: Self.changes, span: 1)
        let seen = try losses(market, scenarios)
        let today = 1_000 * exp(-0.04 * (1 + 1 / 252.0))
        for (row, loss) in seen.enumerated() {
            let share = 600 * (1 - exp(Self.changes[row, 0]))
            let bond = today - 1_000 * exp(-(0.04 + Self.changes[row, 1]))
            #expect(abs(loss - share - bond) < 1e-9, "\(row)")
        }
    }

    @Test("a horizon of three days takes overlapping runs of three, whoever computes them")
    func overlapping() throws {
        var market = TestMarket(factors: [
            .init(id: "EQ.S", level: 200, volatility: 0.2), .init(id: "EQ.T", level: 50, volatility: 0.2),
        ])
        market.hold(1, "equity", ["factor": .factor("EQ.S")])
        market.hold(2, "equity", ["factor": .factor("EQ.T")])
        let scenarios = HistoricalScenarios(compositions: [.logarithmic, .simple], changes: Self.changes, span: 3)
        let seen = try losses(market, scenarios)
        #expect(seen.count == 2)
        for start in 0..<2 {
            let sum = (start..<start + 3).reduce(0) { $0 + Self.changes[$1, 0] }
            let product = (start..<start + 3).reduce(1) { $0 * (1 + Self.changes[$1, 1]) }
            #expect(abs(seen[start] - 200 * (1 - exp(sum)) - 100 * (1 - product)) < 1e-10)
        }
        #expect(try losses(market, scenarios, workers: 2, blockPaths: 1) == seen)
    }

    /// The option expires 1.2 business days from now, so at the close of the second day.
    @Test("an option that expires within the horizon is settled on the close its expiry falls on")
    func expiry() throws {
        var market = TestMarket(factors: [.init(id: "EQ.S", level: 100, volatility: 0.2)])
        market.hold(
            1, "european-option",
            [
                "factor": .factor("EQ.S"), "right": .text("call"), "strike": .number(98),
                "expiry": .term(.years(1.2 / 252)), "volatility": .quantity(.number(0.2)),
                "rate": .quantity(.number(0)),
            ])
        let changes = Matrix([[0.01], [0.02], [-0.5], [0.03]])
        let scenarios = HistoricalScenarios(compositions: [.logarithmic], changes: changes, span: 3)
        var run = try market.run(paths: scenarios.count, days: 3)
        run.take(scenarios, by: HistoricalSimulation.kind)
        let simulator = try BoundRun(run, kinds: Catalog.standard.kinds)
        let seen = simulator.losses(workers: 1)
        for (start, twoDays) in [(0, 0.03), (1, -0.48)] {
            let payoff = max(0, 100 * exp(twoDays) - 98)
            #expect(abs(simulator.valuesToday[0] - payoff - seen[start]) < 1e-9)
        }
    }

    @Test("volatility scaling multiplies each change by today's volatility over its day's")
    func scaled() throws {
        let changes: [Double] = [0.01, -0.02, 0.03, 0.01]
        let method = VolatilityScaledSimulation(Self.specification(VolatilityScaledSimulation.self, horizon: 1))
        let scenarios = try #require(try method.states(Self.daily(changes)) as? HistoricalScenarios)
        // λ = 0.94 from the mean square 0.000375.
        var variance = 0.000375
        var forecasts: [Double] = []
        for change in changes {
            forecasts.append(variance)
            variance = 0.94 * variance + 0.06 * change * change
        }
        for (row, change) in changes.enumerated() {
            let known = change * (variance / forecasts[row]).squareRoot()
            #expect(abs(scenarios.changes[row, 0] - known) < 1e-15)
        }
        #expect(scenarios.weights.isEmpty)
    }

    @Test("a simple return that scaling drives below −1 is refused with its date")
    func impossible() {
        var specification = Self.specification(VolatilityScaledSimulation.self, horizon: 1)
        specification.settings["returns"] = .text("simple")
        specification.settings["decay"] = .number(0.5)
        let calm = [Double](repeating: 0.001, count: 30)
        let changes = Self.daily([0.001] + calm + [-0.7, 0.5, -0.5])
        let problem = #expect(throws: SimulationProblem.self) {
            try VolatilityScaledSimulation(specification).states(changes)
        }
        #expect(problem?.message.contains("the simple return of EQ.S on 2022-02-01") == true)
        #expect(problem?.hint == "write returns: logarithmic")
    }

    @Test("weights fall by the decay from the newest scenario back, and sum to one")
    func weights() throws {
        let method = HistoricalWeightedSimulation(Self.specification(HistoricalWeightedSimulation.self, horizon: 2))
        let scenarios = try #require(
            try method.states(Self.daily([0.01, -0.02, 0.03, 0.01])) as? HistoricalScenarios)
        #expect(scenarios.weights.count == 3)
        #expect(abs(scenarios.weights.reduce(0, +) - 1) < 1e-15)
        #expect(abs(scenarios.weights[1] / scenarios.weights[2] - 0.98) < 1e-15)
        #expect(abs(scenarios.weights[0] / scenarios.weights[1] - 0.98) < 1e-15)
    }

    static func specification(_ type: any SimulationMethod.Type, horizon: Int) -> Specification {
        Specification(kind: type.kind, settings: ["horizon": .count(horizon)]).completed(KindDescription(type))
    }

    /// Changes of one share from the first of January 2022 on, a calendar day each.
    static func daily(_ changes: [Double]) -> DailyChanges {
        let start = CalendarDate(iso: "2022-01-01")!
        return DailyChanges(
            factors: [FactorID("EQ.S")!], conventions: [.logarithmic],
            changes: Matrix(rowCount: changes.count, columnCount: 1, elements: changes),
            dates: changes.indices.map { start.adding(days: $0) })
    }
}
