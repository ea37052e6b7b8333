import LinearAlgebra
import Market
import MarketTwin
import Settings
import Simulation
import Testing

@Suite("The same bits, whoever computes them")
struct IdentityTests {
    /// Shares, rates and an implied volatility that hang together, options that expire on the way and after, a bond, a
    /// forward and euros.
    private func market(_ dependence: Specification) -> TestMarket {
        var market = TestMarket(
            factors: [
                .init(id: "EQ.A", level: 100, volatility: 0.3, drift: 0.05),
                .init(id: "EQ.B", level: 40, volatility: 0.4),
                .init(id: "FX.EURUSD", level: 1.06, volatility: 0.09),
                .init(id: "IR.USD.1Y", level: 0.04, volatility: 0.01, process: "arithmetic-brownian-motion"),
                .init(id: "IR.USD.5Y", level: 0.045, volatility: 0.01, process: "arithmetic-brownian-motion"),
                .init(id: "VOL.A", level: 0.25, volatility: 0.1, process: "arithmetic-brownian-motion"),
            ],
            correlations: [
                [1, 0.5, 0.1, 0, 0.1, -0.6], [0.5, 1, 0, 0, 0, -0.3], [0.1, 0, 1, 0.2, 0.2, 0], [0, 0, 0.2, 1, 0.9, 0],
                [0.1, 0, 0.2, 0.9, 1, 0], [-0.6, -0.3, 0, 0, 0, 1],
            ], dependence: dependence)
        market.hold(100, "equity", ["factor": .factor("EQ.A")], book: "Shares/A")
        market.hold(50, "equity", ["factor": .factor("EQ.B")], book: "Shares/B")
        for expiry in [0.013, 0.02, 0.4] {
            market.hold(
                -30, "european-option",
                [
                    "factor": .factor("EQ.A"), "right": .text("put"), "strike": .number(95),
                    "expiry": .term(.years(expiry)), "volatility": .rate("VOL.A"), "rate": .quantity(.curve("IR.USD")),
                ], book: "Options")
        }
        market.hold(
            3, "fixed-rate-bond",
            ["coupon": .number(0.05), "maturity": .term(.years(4.01)), "rate": .quantity(.curve("IR.USD"))],
            book: "Bonds")
        market.hold(
            1_000, "fx-forward",
            [
                "factor": .factor("FX.EURUSD"), "strike": .number(1.07), "maturity": .term(.years(0.3)),
                "rate": .quantity(.curve("IR.USD")),
            ], book: "Currency")
        return market
    }

    static let cases: [(dependence: Specification, precision: Sampling.Precision)] = [
        (Specification(kind: "gaussian"), .double), (TestMarket.studentT(5), .double),
        (TestMarket.studentT(5), .single),
    ]

    @Test("any number of workers and any block size", arguments: cases)
    func workersAndBlocks(dependence: Specification, precision: Sampling.Precision) throws {
        let simulator = try market(dependence).simulator(paths: 5_003, days: 10, steps: 3, precision: precision)
        let known = allBits(simulator.profitAndLoss(workers: 1, blockPaths: 256))
        for workers in [1, 2, 3, 7] {
            for block in [nil, 1, 512, 777, 4_096] {
                #expect(allBits(simulator.profitAndLoss(workers: workers, blockPaths: block)) == known)
            }
        }
    }

    @Test("a factor model too, in double and in single precision", arguments: [Sampling.Precision.double, .single])
    func factorModel(precision: Sampling.Precision) throws {
        var run = try market(Specification(kind: "factor-model", settings: ["factors": .count(3)]))
            .run(paths: 5_003, days: 10, steps: 3, precision: precision)
        guard case .cholesky(let factor) = run.market.root else { return #expect(Bool(false)) }
        run.market.root = .components(try PrincipalComponents(factor.product, componentCount: 3))
        let simulator = try BoundRun(run, kinds: Catalog.standard.kinds)
        let known = allBits(simulator.profitAndLoss(workers: 1, blockPaths: 256))
        for workers in [1, 3, 7] {
            for block in [nil, 1, 384, 777] {
                #expect(allBits(simulator.profitAndLoss(workers: workers, blockPaths: block)) == known)
            }
        }
    }

    @Test("a path is the same path in a longer run", arguments: cases)
    func prefix(dependence: Specification, precision: Sampling.Precision) throws {
        let market = market(dependence)
        let short = try market.simulator(paths: 77, days: 10, steps: 3, precision: precision).losses()
        let long = try market.simulator(paths: 3_000, days: 10, steps: 3, precision: precision).losses()
        #expect(short == Array(long.prefix(77)))
        #expect(try market.simulator(paths: 1, days: 10, steps: 3, precision: precision).losses() == [long[0]])
    }

    @Test("books add up to their parents")
    func additivity() throws {
        let simulator = try market(TestMarket.studentT(5)).simulator(paths: 500, days: 10)
        let result = simulator.profitAndLoss(workers: 2)
        for (index, node) in simulator.tree.nodes.enumerated() where !node.children.isEmpty {
            for path in 0..<500 {
                let own = result.withNode(index) { $0[path] }
                let sum = node.children.reduce(0) { sum, child in sum + result.withNode(child) { $0[path] } }
                #expect(abs(own - sum) <= 1e-9 * max(1, abs(own)))
            }
        }
    }

    @Test("a run survives being stored: the same bits after JSON")
    func codable() throws {
        let run = try market(TestMarket.studentT(5)).run(paths: 600, days: 10, steps: 2)
        let stored = try JSONDecoder().decode(Run.self, from: JSONEncoder().encode(run))
        let first = try BoundRun(run, kinds: Catalog.standard.kinds).losses()
        #expect(try BoundRun(stored, kinds: Catalog.standard.kinds).losses() == first)
    }

    /// Single-precision drivers are the same draws, rounded: the figures agree to a tenth of their standard error.
    @Test("single precision tells the same risk", arguments: [Specification(kind: "gaussian"), TestMarket.studentT(5)])
    func singlePrecision(dependence: Specification) throws {
        let market = market(dependence)
        let double = LossDistribution(losses: try market.simulator(paths: 50_000, days: 10, steps: 2).losses())
        let single = LossDistribution(
            losses: try market.simulator(paths: 50_000, days: 10, steps: 2, precision: .single).losses())
        for measure in [ValueAtRisk(confidence: 0.99) as any RiskMeasure, ExpectedShortfall(confidence: 0.975)] {
            let (a, b) = (measure.estimate(double), measure.estimate(single))
            #expect(abs(a.value - b.value) < 0.1 * a.standardError)
            #expect(a.value != b.value)
        }
    }

    private func allBits(_ result: ProfitAndLoss) -> [[UInt64]] {
        (0..<result.nodeCount).map { node in result.withNode(node) { $0.map(\.bitPattern) } }
    }
}

import FoundationEssentials
