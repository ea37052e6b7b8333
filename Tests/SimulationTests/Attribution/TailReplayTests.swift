import Market
import MarketTwin
import Measures
import Settings
import Simulation
import Testing

@Suite("The second pass over the tail")
struct TailReplayTests {
    /// Three shares in two books, an option on one with an implied volatility, and one in euros.
    private static func market() -> TestMarket {
        var market = TestMarket(
            factors: [
                .init(id: "EQ.A", level: 100, volatility: 0.3), .init(id: "EQ.B", level: 50, volatility: 0.2),
                .init(id: "FX.EURUSD", level: 1.1, volatility: 0.1),
                .init(id: "VOL.A", level: 0.3, volatility: 0.1, process: "arithmetic-brownian-motion"),
            ],
            correlations: [[1, 0.5, 0.2, -0.6], [0.5, 1, 0.1, -0.3], [0.2, 0.1, 1, 0], [-0.6, -0.3, 0, 1]])
        market.hold(100, "equity", ["factor": .factor("EQ.A")], book: "Shares/US")
        market.hold(80, "equity", ["factor": .factor("EQ.B")], book: "Shares/EU", currency: "EUR")
        market.hold(
            -50, "european-option",
            [
                "factor": .factor("EQ.A"), "right": .text("call"), "strike": .number(105),
                "expiry": .term(.years(0.5)), "volatility": .rate("VOL.A"),
            ], book: "Options")
        return market
    }

    private static func weights(_ simulator: BoundRun, workers: Int = 2) throws -> [TailWeights] {
        let sample = simulator.profitAndLoss(workers: workers)
        let measures: [any RiskMeasure] = [ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.975)]
        return sample.withNode(0) { gains in
            measures.compactMap { $0.tailWeights(gains, design: simulator.sampleDesign) }
        }
    }

    @Test("positions, books, factors with time, and classes each add up to the figure")
    func sums() throws {
        let simulator = try Self.market().simulator(paths: 10_000, days: 10)
        let weights = try Self.weights(simulator)
        let replay = simulator.attribute(weights, wantsFactors: true, workers: 2)
        for (figure, sums) in zip(weights, replay.measures) {
            func total(_ parts: [TailMoments]) -> Double { parts.reduce(0) { $0 + figure.estimate($1).value } }
            let value = figure.figure.value
            #expect(abs(total(sums.positions) / value - 1) < 1e-10)
            #expect(abs(total([sums.nodes[0]]) / value - 1) < 1e-10)
            let top = simulator.tree.nodes[0].children.map { sums.nodes[$0] }
            #expect(abs(total(top) / value - 1) < 1e-10)
            #expect(abs(total(sums.factors + [sums.time]) / value - 1) < 1e-10)
            #expect(abs(total(sums.classes + [sums.time]) / value - 1) < 1e-10)
            #expect(replay.classes == [.equity, .foreignExchange, .volatility])
            // The portfolio is long the shares, so that they fall in its tail.
            #expect(sums.moves[0] < 0 && sums.moves[1] < 0)
            #expect(figure.estimate(sums.time).standardError == 0)
        }
    }

    @Test("the bits do not depend on the workers")
    func workers() throws {
        let simulator = try Self.market().simulator(paths: 8_000, days: 10)
        let weights = try Self.weights(simulator)
        let one = simulator.attribute(weights, wantsFactors: true, workers: 1)
        let four = simulator.attribute(weights, wantsFactors: true, workers: 4)
        for (a, b) in zip(one.measures, four.measures) {
            #expect(a.positions == b.positions && a.nodes == b.nodes)
            #expect(a.factors == b.factors && a.classes == b.classes && a.moves == b.moves)
        }
    }

    @Test("slices of positions have the bits of all of them at once", arguments: [1, 2])
    func slices(positionsAtOnce: Int) throws {
        let simulator = try Self.market().simulator(paths: 3_000, days: 10)
        let weights = try Self.weights(simulator)
        let whole = simulator.attribute(weights, wantsFactors: true, workers: 2)
        let sliced = simulator.attribute(weights, wantsFactors: true, positionsAtOnce: positionsAtOnce, workers: 2)
        for (a, b) in zip(whole.measures, sliced.measures) {
            #expect(a.positions.count == 3 && a.positions == b.positions && a.nodes == b.nodes)
            #expect(a.factors == b.factors && a.classes == b.classes && a.moves == b.moves)
        }
        let (all, few) = (
            simulator.replay([7, 2_999]), simulator.replay([7, 2_999], positionsAtOnce: positionsAtOnce)
        )
        #expect(all.levels == few.levels)
        for (a, b, count) in [
            (all.nodes, few.nodes, 2), (all.positions, few.positions, 3), (all.factors, few.factors, 4),
        ] {
            for node in 0..<count { #expect(a.withNode(node, Array.init) == b.withNode(node, Array.init)) }
        }
        let none = simulator.replay([7, 2_999], wantsPositions: false)
        #expect(
            none.positions.nodeCount == 0 && none.nodes.withNode(0, Array.init) == all.nodes.withNode(0, Array.init))
    }

    @Test("a budget thins the factors' paths and keeps their sum")
    func budget() throws {
        let simulator = try Self.market().simulator(paths: 40_000, days: 10)
        let weights = try Self.weights(simulator)
        let full = simulator.attribute(weights, wantsFactors: true, workers: 2)
        let thin = simulator.attribute(weights, wantsFactors: true, factorBudget: 1_000, workers: 2)
        for (index, figure) in weights.enumerated() {
            let (a, b) = (full.measures[index], thin.measures[index])
            #expect(b.isThinned && !a.isThinned)
            let sum = (b.factors + [b.time]).reduce(0) { $0 + b.factorWeights.estimate($1).value }
            #expect(abs(sum / figure.figure.value - 1) < 1e-10)
            for (one, other) in zip(a.factors, b.factors) {
                let (exact, rough) = (figure.estimate(one), b.factorWeights.estimate(other))
                #expect(abs(exact.value - rough.value) <= 4 * rough.standardError + 1e-9)
            }
        }
    }

    /// A product of two factors, x·y from (1, 1) to (1 + a, 1 + b): each gets its own part and half of a·b.
    /// With 80 shares in euros the gain is 80·(S·X − S₀·X₀).
    @Test("Shapley values share what two factors make together")
    func shapley() throws {
        let market = Self.market()
        var single = market
        single.positions = [market.positions[1]]
        let simulator = try single.simulator(paths: 1_000, days: 10)
        let replay = simulator.replay([3, 777])
        for (row, _) in replay.paths.enumerated() {
            let (s0, x0) = (50.0, 1.1)
            let (s, x) = (replay.levels[row, 1], replay.levels[row, 2])
            let share = 80 * ((s - s0) * x0 + (s - s0) * (x - x0) / 2)
            let rate = 80 * (s0 * (x - x0) + (s - s0) * (x - x0) / 2)
            let found = (0..<4).map { factor in replay.factors.withNode(factor) { $0[row] } }
            #expect(abs(found[1] - share) < 1e-8 && abs(found[2] - rate) < 1e-8)
            // Null players get nothing.
            #expect(found[0] == 0 && found[3] == 0)
        }
        #expect(abs(replay.timeGain) < 1e-9)
    }

    @Test("a replayed path has the gains that it had in the whole, and parts that add up")
    func replay() throws {
        let simulator = try Self.market().simulator(paths: 5_000, days: 10, steps: 2)
        let sample = simulator.profitAndLoss(workers: 2)
        let paths = [4_999, 0, 1_234]
        let replay = simulator.replay(paths)
        for (row, path) in paths.enumerated() {
            let gain = sample.withNode(0) { $0[path] }
            #expect(abs(replay.nodes.withNode(0) { $0[row] } - gain) < 1e-8)
            let positions = (0..<3).reduce(0) { sum, node in sum + replay.positions.withNode(node) { $0[row] } }
            #expect(abs(positions - gain) < 1e-8)
            let factors = (0..<4).reduce(replay.timeGain) { sum, node in sum + replay.factors.withNode(node) { $0[row] }
            }
            #expect(abs(factors - gain) < 1e-8)
        }
        let gains = simulator.positionGains(1..<3, workers: 2)
        #expect(abs(gains.withNode(0) { $0[1_234] } - replay.positions.withNode(1) { $0[2] }) < 1e-9)
    }

    /// Five assets, long and short, over one day: VaR and ES components in closed form, recomputed; of a Student t with the
    /// same covariance, Σᵢ·W/σ of the figure beyond the mean.
    @Test("five long and short positions, normal and Student t", arguments: [false, true])
    func longShort(isStudentT: Bool) throws {
        let amounts = [3_000_000.0, -1_500_000, 2_000_000, 500_000, 1_000_000]
        let means = [0.0004, 0.0002, 0.0003, -0.0001, 0.0005]
        let deviations = [0.012, 0.018, 0.009, 0.025, 0.015]
        let correlations = [
            [1, 0.6, 0.3, -0.2, 0.1], [0.6, 1, 0.25, 0, 0.15], [0.3, 0.25, 1, 0.4, -0.1], [-0.2, 0, 0.4, 1, 0.35],
            [0.1, 0.15, -0.1, 0.35, 1],
        ]
        var market = TestMarket(
            factors: amounts.indices.map {
                .init(
                    id: "EQ.\($0)", level: 1, volatility: deviations[$0] * 252.0.squareRoot(), drift: means[$0] * 252,
                    process: "arithmetic-brownian-motion")
            }, correlations: correlations)
        if isStudentT { market.dependence = TestMarket.studentT(5) }
        for (index, amount) in amounts.enumerated() {
            market.hold(amount, "equity", ["factor": .factor("EQ.\(index)")])
        }
        let simulator = try market.simulator(paths: 200_000, days: 1, seed: 7)
        let sample = simulator.profitAndLoss(workers: 2)
        let measures: [any RiskMeasure] = [ExpectedShortfall(confidence: 0.975), ValueAtRisk(confidence: 0.99)]
        let weights = sample.withNode(0) { gains in
            measures.compactMap { $0.tailWeights(gains, design: .independent) }
        }
        let replay = simulator.attribute(weights, wantsFactors: true, workers: 2)
        let normal = [
            [47_164.01950984794, -1_723.494617922357, 24_931.0061668722, 12_367.225469177587, 13_760.224416428135],
            [46_927.04234169255, -1_713.579767395195, 24_805.907682443067, 12_306.87272677116, 13_690.351241416753],
        ]
        let spreads = zip(amounts, deviations).map(*)
        let loads = spreads.indices.map { i in
            spreads[i] * spreads.indices.reduce(0) { $0 + correlations[i][$1] * spreads[$1] }
        }
        let variance = loads.reduce(0, +)
        let mean = zip(amounts, means).reduce(0) { $0 + $1.0 * $1.1 }
        for (index, figure) in weights.enumerated() {
            for position in amounts.indices {
                let own = amounts[position] * means[position]
                let exact =
                    isStudentT
                    ? loads[position] / variance * (figure.figure.value + mean) - own : normal[index][position]
                let found = figure.estimate(replay.measures[index].positions[position])
                #expect(abs(found.value - exact) < 4 * found.standardError, "\(found) for \(exact)")
                #expect(found.standardError < 0.02 * figure.figure.value)
                let factor = figure.estimate(replay.measures[index].factors[position])
                #expect(abs(factor.value - found.value) < 1e-6 * figure.figure.value)
            }
        }
    }
}
