import Market
import MarketTwin
import Measures
import Parametric
import Settings
import Simulation
import Testing

/// Work on many positions is done in chunks that fit memory; three positions fit one, so the chunks are made small here.
@Suite("Figures do not depend on how many positions are worked on at a time")
struct ChunkTests {
    private static let measures: [any RiskMeasure] = [
        ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.975),
    ]

    private static func market() -> TestMarket {
        var market = TestMarket(
            factors: [
                .init(id: "EQ.A", level: 100, volatility: 0.3), .init(id: "EQ.B", level: 50, volatility: 0.2),
                .init(id: "VOL.A", level: 0.3, volatility: 0.1, process: "arithmetic-brownian-motion"),
            ],
            correlations: [[1, 0.5, -0.6], [0.5, 1, -0.3], [-0.6, -0.3, 1]])
        market.hold(100, "equity", ["factor": .factor("EQ.A")], book: "Shares")
        market.hold(-80, "equity", ["factor": .factor("EQ.B")], book: "Shares")
        for strike in [95.0, 105, 110] {
            market.hold(
                -20, "european-option",
                [
                    "factor": .factor("EQ.A"), "right": .text("call"), "strike": .number(strike),
                    "expiry": .term(.years(0.5)), "volatility": .rate("VOL.A"),
                ], book: "Options")
        }
        return market
    }

    /// Room for one position at a time, and for two of the five.
    @Test("of each position alone, and of the portfolio without it", arguments: [1, 2 * 2_000])
    func positions(chunk: Int) throws {
        let simulator = try Self.market().simulator(paths: 2_000, days: 10)
        let sample = simulator.profitAndLoss(workers: 2)
        let whole = PositionFigures(simulator, whole: sample, measures: Self.measures, workers: 2).positions
        let parts = PositionFigures(simulator, whole: sample, measures: Self.measures, workers: 2, chunk: chunk)
            .positions
        #expect(whole.count == 5 && parts.count == 5)
        for (one, other) in zip(parts, whole) {
            #expect(one.map(\.standAlone) == other.map(\.standAlone))
            #expect(one.map(\.incremental) == other.map(\.incremental))
        }
    }

    /// With three factors a position has 1 + 2·3 sensitivities, and nine of second order.
    @Test("of a parametric run", arguments: [1, 2 * 16])
    func parametric(chunk: Int) throws {
        var run = try Self.market().run(paths: 0, days: 10)
        run.take(ParametricStates(method: .deltaGamma), by: ParametricSimulation.kind)
        let simulator = try BoundRun(run, kinds: Catalog.standard.kinds)
        func attribution(_ chunk: Int?) throws -> ParametricAttribution {
            if let chunk {
                return try simulator.parametricAttribution(
                    .deltaGamma, measures: Self.measures, wantsHoldings: true, workers: 2, chunk: chunk)
            }
            return try simulator.parametricAttribution(
                .deltaGamma, measures: Self.measures, wantsHoldings: true, workers: 2)
        }
        let (whole, parts) = (try attribution(nil), try attribution(chunk))
        #expect(whole.figures.allSatisfy { $0.positions.count == 5 } && whole.holdings.count == 5)
        #expect(parts.figures.map(\.positions) == whole.figures.map(\.positions))
        #expect(parts.figures.map(\.factors) == whole.figures.map(\.factors))
        #expect(parts.holdings.map(\.alone) == whole.holdings.map(\.alone))
        #expect(parts.holdings.map(\.without) == whole.holdings.map(\.without))
    }
}
