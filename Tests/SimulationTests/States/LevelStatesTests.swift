import Kernels
import LinearAlgebra
import MarketTwin
import Simulation
import Testing

@Suite("Stated market states")
struct LevelStatesTests {
    private var market: TestMarket {
        var market = TestMarket(factors: [
            .init(id: "EQ.A", level: 100, volatility: 0.3), .init(id: "EQ.B", level: 50, volatility: 0.2),
        ])
        market.hold(10, "equity", ["factor": .factor("EQ.A")], book: "One")
        market.hold(-4, "equity", ["factor": .factor("EQ.B")], book: "Two")
        market.hold(
            1, "european-option",
            [
                "factor": .factor("EQ.A"), "right": .text("call"), "strike": .number(100), "expiry": .term(.years(0.5)),
                "volatility": .quantity(.number(0.25)), "rate": .quantity(.number(0.02)),
            ], book: "Two")
        return market
    }

    @Test("books and positions gain what stated levels make of them")
    func gains() throws {
        let simulator = try market.simulator(paths: 256, days: 10)
        let levels = Matrix([[100, 50], [80, 55], [120, 45]])
        let books = simulator.profitAndLoss(levels: levels)
        let positions = simulator.positionProfitAndLoss(levels: levels)
        #expect(books.withNode(0) { $0[0] } == 0)
        #expect(positions.withNode(0) { Array($0) } == [0, -200, 200])
        #expect(positions.withNode(1) { Array($0) } == [0, -20, 20])
        for state in 0..<3 {
            let parts = (0..<3).map { positions.withNode($0) { $0[state] } }
            #expect(abs(books.withNode(0) { $0[state] } - parts.reduce(0, +)) < 1e-12)
            #expect(abs(books.withNode(2) { $0[state] } - parts[1] - parts[2]) < 1e-12)
        }
    }

    @Test("time passes at the horizon and stands still today")
    func time() throws {
        let simulator = try market.simulator(paths: 256, days: 10)
        let same = Matrix([[100, 50]])
        #expect(simulator.profitAndLoss(levels: same, at: .today).withNode(0) { $0[0] } == 0)
        let decay = simulator.profitAndLoss(levels: same, at: .horizon).withNode(0) { $0[0] }
        // Black–Scholes with 0.5 − 10/252 years left, less that with 0.5.
        #expect(abs(decay - (-0.321099612272)) < 1e-9)
    }

    @Test("a path made again has the same bits, in any company")
    func selectedPaths() throws {
        for dependence in [TestMarket.studentT(4), .init(kind: "gaussian")] {
            var market = market
            market.dependence = dependence
            let run = try market.run(paths: 3_000, days: 10, steps: 3)
            let bound = try BoundMarket(run.market, kinds: Catalog.standard.kinds)
            let timeline = Timeline(horizon: run.sampling.horizon, steps: 3, events: [])
            let source = MonteCarlo(bound, sampling: run.sampling, timeline: timeline)
            let whole = states(source)
            let chosen = [0, 1, 255, 256, 700, 701, 2_999]
            for paths in [chosen, chosen.reversed()] {
                let copied = states(SelectedPaths(source, paths: paths))
                let gathered = states(
                    MonteCarlo(bound, sampling: run.sampling, timeline: timeline, paths: paths))
                for row in 0..<2 {
                    #expect(copied[row] == paths.map { whole[row][$0] })
                    #expect(gathered[row] == copied[row])
                }
            }
        }
    }

    /// The rows of a source's market, on all its paths.
    private func states<Source: ScenarioSource>(_ source: Source) -> [[Double]] {
        let padded = (source.pathCount + source.blockUnit - 1) / source.blockUnit * source.blockUnit
        let storage = RowStorage(rowCount: source.layout.factors.count, pathCount: padded)
        let drivers = RowStorage(rowCount: source.driverRowCount, pathCount: padded)
        source.fill(
            storage.rows, factors: Array(source.layout.factors.indices), paths: 0..<padded, drivers: drivers.rows,
            source.makeWorkspace(pathCount: padded))
        return source.layout.factors.indices.map { Array(storage.copy(row: $0).prefix(source.pathCount)) }
    }
}
