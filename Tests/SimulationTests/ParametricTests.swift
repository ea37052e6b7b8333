import Foundation
import Market
import MarketTwin
import Measures
import Parametric
import Settings
import Simulation
import Statistics
import Testing

@Suite("Parametric figures from the revaluation")
struct ParametricTests {
    private func laws(
        _ market: TestMarket, _ method: ParametricMethod, days: Int, base: String = "USD"
    ) throws -> [any LossLaw] {
        var run = try market.run(paths: 0, days: days, base: base)
        run.take(ParametricStates(method: method), by: ParametricSimulation.kind)
        let model = try BoundRun(run, kinds: Catalog.standard.kinds).lossModel(workers: 2)
        return try #require(model as? LawLosses).laws
    }

    /// J. Hull, “Risk Management and Financial Institutions”: 10m at 2 % a day, 5m at 1 %, correlation 0.3, ten days.
    @Test("Hull's two shares", arguments: ParametricMethod.allCases)
    func hull(method: ParametricMethod) throws {
        let year = 252.0.squareRoot()
        var market = TestMarket(
            factors: [
                .init(id: "EQ.M", level: 250, volatility: 0.02 * year),
                .init(id: "EQ.T", level: 20, volatility: 0.01 * year),
            ], correlations: [[1, 0.3], [0.3, 1]])
        market.hold(40_000, "equity", ["factor": .factor("EQ.M")], book: "M")
        market.hold(250_000, "equity", ["factor": .factor("EQ.T")], book: "T")
        let laws = try laws(market, method, days: 10)
        for (law, known) in zip(laws, [1_620_113.8228721323, 1_471_311.5823719108, 367_827.8955929777]) {
            #expect(abs(law.quantile(0.99) / known - 1) < 1e-7, "\(law.quantile(0.99))")
        }
        #expect(abs(laws[0].tailMean(beyond: 0.99) / 1_856_106.925142447 - 1) < 1e-7)
    }

    /// Ten shares held in euros: the value is a product, whose second derivative across factors is the value itself.
    @Test("a share in another currency has a cross-gamma")
    func product() throws {
        var market = TestMarket(factors: [
            .init(id: "EQ.S", level: 100, volatility: 0.4), .init(id: "FX.EURUSD", level: 1.1, volatility: 0.1),
        ])
        market.hold(10, "equity", ["factor": .factor("EQ.S")], currency: "EUR")
        let law = try laws(market, .deltaGamma, days: 63)[0]
        let (a, b) = (0.4 * 0.5, 0.1 * 0.5)
        // L = −V (x + y + x·y), x and y independent: variance V² (a² + b² + a²b²).
        let known = 1_100 * (a * a + b * b + a * a * b * b).squareRoot()
        #expect(abs(law.standardDeviation / known - 1) < 1e-6, "\(law.standardDeviation)")
        #expect(abs(law.mean) < 1e-3)
    }

    /// A call on a share whose level is normal: sensitivities by differences against those of Black and Scholes at the
    /// horizon, in the exact distribution of the quadratic loss.
    @Test("a call's quadratic loss has the delta, the gamma and the decay of Black and Scholes")
    func call() throws {
        var market = TestMarket(factors: [
            .init(id: "EQ.S", level: 100, volatility: 30, process: "arithmetic-brownian-motion")
        ])
        let remaining = 0.5
        market.hold(
            -10, "european-option",
            [
                "factor": .factor("EQ.S"), "right": .text("call"), "strike": .number(100),
                "expiry": .term(.years(remaining + 10 / 252.0)), "volatility": .quantity(.number(0.3)),
                "rate": .quantity(.number(0.05)),
            ])
        let run = try market.run(paths: 1, days: 10)
        let today = try BoundRun(run, kinds: Catalog.standard.kinds).valuesToday[0]
        let normal = NormalDistribution.standard
        let d1 = (0.05 + 0.045) * remaining / (0.3 * remaining.squareRoot())
        let d2 = d1 - 0.3 * remaining.squareRoot()
        let price = 100 * normal.cumulative(d1) - 100 * exp(-0.05 * remaining) * normal.cumulative(d2)
        let gamma = normal.density(d1) / (100 * 0.3 * remaining.squareRoot())
        let deviation = 30 * (10 / 252.0).squareRoot()
        let known = QuadraticLossLaw(
            QuadraticLoss(
                constant: 10 * price + today, linear: [10 * normal.cumulative(d1) * deviation],
                curvatures: [10 * gamma * deviation * deviation]))
        let law = try laws(market, .imhof, days: 10)[0]
        for p in [0.05, 0.5, 0.95, 0.99] {
            #expect(abs(law.quantile(p) / known.quantile(p) - 1) < 1e-4, "\(p): \(law.quantile(p))")
        }
    }

    @Test("beside a simulation, large portfolios get what milliseconds allow")
    func limits() throws {
        func check(factors: Int, positions: Int) throws -> (methods: Int, hasCrossGammas: Bool) {
            var market = TestMarket(
                factors: (0..<factors).map { .init(id: "EQ.S\($0)", level: 100, volatility: 0.2) })
            for index in 0..<positions { market.hold(1, "equity", ["factor": .factor("EQ.S\(index % factors)")]) }
            let simulator = try market.simulator(paths: 10, days: 10)
            let check = try simulator.parametricCheck(workers: 1)
            return (check.laws.count, check.hasCrossGammas)
        }
        #expect(try check(factors: 20, positions: 20) == (4, true))
        #expect(try check(factors: 100, positions: 100) == (4, false))
        #expect(try check(factors: 200, positions: 200) == (1, false))
        #expect(try check(factors: 600, positions: 4_000) == (0, false))
    }

    @Test("only delta-normal serves many factors without an eigenvalue problem, and is the same")
    func manyFactors() throws {
        var market = TestMarket(factors: (0..<300).map { .init(id: "EQ.S\($0)", level: 100, volatility: 0.2) })
        for index in 0..<300 { market.hold(1, "equity", ["factor": .factor("EQ.S\(index)")]) }
        let law = try laws(market, .deltaNormal, days: 252)[0]
        #expect(abs(law.standardDeviation / (20 * 300.0.squareRoot()) - 1) < 1e-7)
    }

    /// With normal levels and small curvature the simulated figures must agree with the exact quadratic ones.
    @Test("simulation tells the same where levels are normal and losses nearly quadratic")
    func agreement() throws {
        var market = TestMarket(factors: [
            .init(id: "EQ.S", level: 100, volatility: 20, process: "arithmetic-brownian-motion"),
            .init(id: "EQ.T", level: 100, volatility: 30, process: "arithmetic-brownian-motion"),
        ])
        market.correlations = [[1, 0.5], [0.5, 1]]
        for (quantity, factor) in [(-5.0, "EQ.S"), (8, "EQ.T")] {
            market.hold(
                quantity, "european-option",
                [
                    "factor": .factor(factor), "right": .text("put"), "strike": .number(100),
                    "expiry": .term(.years(1)), "volatility": .quantity(.number(0.3)), "rate": .quantity(.number(0)),
                ])
        }
        let sample = LossDistribution(losses: try market.simulator(paths: 100_000, days: 2).losses())
        let law = try laws(market, .imhof, days: 2)[0]
        #expect(isWithin(4, ValueAtRisk(confidence: 0.95).estimate(sample), of: law.quantile(0.95)))
        #expect(isWithin(4, ExpectedShortfall(confidence: 0.95).estimate(sample), of: law.tailMean(beyond: 0.95)))
        #expect(isWithin(4, StandardDeviation().estimate(sample), of: law.standardDeviation))
    }
}
