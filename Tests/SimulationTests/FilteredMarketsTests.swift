import LinearAlgebra
import Market
import MarketTwin
import Processes
import Settings
import Simulation
import Statistics
import Testing

@Suite("Filtered historical simulation")
struct FilteredMarketsTests {
    private func simulator(_ history: FilteredHistory, paths: Int, days: Int, seed: UInt64 = 5) throws -> BoundRun {
        var market = TestMarket(
            factors: ["EQ.A", "EQ.B"].prefix(history.filters.count).map {
                .init(id: $0, level: 1, volatility: 0.01, process: "arithmetic-brownian-motion")
            })
        for factor in market.factors { market.hold(1, "equity", ["factor": .factor(factor.id)], book: factor.id) }
        var run = try market.run(paths: paths, days: days, steps: days, seed: seed)
        run.take(history, by: FilteredHistoricalSimulation.kind)
        return try BoundRun(run, kinds: Catalog.standard.kinds)
    }

    /// Residuals of mean 0 and variance 1, heavy in the tail.
    private static let residuals = [-2.0, -0.5, 0.5, 2.0, 0.5, -0.5, 0.0, 0.0, 0.0, 0.0].map {
        $0 / 0.9.squareRoot()
    }

    private static let recursion = VarianceRecursion(omega: 2e-6, alpha: 0.08, beta: 0.9)

    @Test("variance over the horizon is what the recursion expects from today's")
    func aggregate() throws {
        let history = FilteredHistory(
            compositions: [.absolute], residuals: Matrix(Self.residuals.map { [$0] }),
            filters: [.init(mean: 0.001, recursion: Self.recursion, nextVariance: 4e-4)])
        let count = 200_000
        let sample = LossDistribution(losses: try simulator(history, paths: count, days: 10).losses())
        let known = Self.recursion.aggregateVariance(next: 4e-4, days: 10)
        let mean = MeanLoss().estimate(sample)
        #expect(isWithin(4, mean, of: -0.01), "\(mean)")
        #expect(isWithin(4, StandardDeviation().estimate(sample), of: known.squareRoot()))
        // Far from the unconditional variance of 1e-4, with which the ten days would have 0.0316.
        #expect(sample.standardDeviation > 0.055)
    }

    @Test("factors keep the day they share: the same residuals move together, and one day repeats the residuals alone")
    func crossSection() throws {
        let rows = Self.residuals.map { [$0, -2 * $0] }
        let still = VarianceRecursion(omega: 1e-4, alpha: 0, beta: 0)
        let history = FilteredHistory(
            compositions: [.absolute, .absolute], residuals: Matrix(rows),
            filters: [
                .init(mean: 0, recursion: still, nextVariance: 1e-4),
                .init(mean: 0, recursion: still, nextVariance: 1e-4),
            ])
        let simulator = try simulator(history, paths: 4_000, days: 1)
        let profits = simulator.profitAndLoss(workers: 2)
        let (a, b) = (profits.withNode(1) { Array($0) }, profits.withNode(2) { Array($0) })
        for (first, second) in zip(a, b) { #expect(abs(second + 2 * first) < 1e-12) }
        let known = Set(Self.residuals.map { ($0 * 1e9).rounded() })
        #expect(Set(a.map { ($0 * 1e11).rounded() }) == known)
        // Each of ten days is drawn in a tenth of the cases: four of them have the residual 0.
        let share = Double(a.count { abs($0) < 1e-9 }) / 4_000
        #expect(abs(share - 0.4) < 4 * (0.24 / 4_000).squareRoot())
    }

    @Test("blocks and workers change nothing, another seed does")
    func identity() throws {
        let history = FilteredHistory(
            compositions: [.logarithmic], residuals: Matrix(Self.residuals.map { [$0] }),
            filters: [.init(mean: 0, recursion: Self.recursion, nextVariance: 4e-4)])
        let one = try simulator(history, paths: 1_003, days: 3).losses(workers: 1)
        #expect(one.count == 1_003)
        #expect(try simulator(history, paths: 1_003, days: 3).losses(workers: 2, blockPaths: 40) == one)
        #expect(try simulator(history, paths: 1_003, days: 3, seed: 6).losses(workers: 1) != one)
    }

    @Test("residuals are centred: without a drift the mean of a path is zero, whatever the window's luck")
    func centred() throws {
        let method = FilteredHistoricalSimulation(
            HistoricalMarketsTests.specification(FilteredHistoricalSimulation.self, horizon: 2))
        // Falls outweigh rises in their mean, and calm days fall the more often.
        let changes = (0..<400).map { day in
            let wild = (day / 50) % 2 == 1
            return (wild ? 0.02 : 0.008) * [1.2, -1.1, 0.3, -0.9, -0.7, 1.4, wild ? 0.5 : -0.6][day * day % 7]
        }
        let history = try #require(try method.states(HistoricalMarketsTests.daily(changes)) as? FilteredHistory)
        let residuals = history.residuals.elements
        #expect(abs(residuals.reduce(0, +) / Double(residuals.count)) < 1e-14)
        #expect(abs(residuals.reduce(0) { $0 + $1 * $1 } / Double(residuals.count) - 1) < 0.05)
        #expect(history.filters[0].mean == 0)
    }

    @Test("a factor that never moves stays, and one whose fit fails is named")
    func edges() throws {
        let method = FilteredHistoricalSimulation(
            HistoricalMarketsTests.specification(FilteredHistoricalSimulation.self, horizon: 2))
        let still = HistoricalMarketsTests.daily([Double](repeating: 0, count: 20))
        let history = try #require(try method.states(still) as? FilteredHistory)
        #expect(history.filters[0].nextVariance == 0)
        #expect(history.residuals.elements.allSatisfy { $0 == 0 })
        let problem = #expect(throws: SimulationProblem.self) {
            try method.states(HistoricalMarketsTests.daily([0.01, -0.02, 0.01]))
        }
        #expect(problem?.message.hasPrefix("GARCH cannot be fitted to EQ.S: ") == true)
    }
}
