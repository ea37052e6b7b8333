import LinearAlgebra
import Market
import MarketTwin
import Measures
import Processes
import Settings
import Simulation
import Testing

/// Ticks, trades and corrections in any order leave the bits of a run from scratch.
@Suite("A live run")
struct LiveRunTests {
    private static let measures: [any RiskMeasure] = [
        ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975), StandardDeviation(), MeanLoss(),
    ]

    private func bound(
        _ market: TestMarket, paths: Int, steps: Int = 1, precision: Sampling.Precision = .double
    ) throws -> BoundRun {
        try market.simulator(paths: paths, days: 10, steps: steps, precision: precision).with(measures: Self.measures)
    }

    /// Every figure and every loss as a fresh run has them.
    private func expectScratch(_ live: LiveRun, _ comment: String) {
        let scratch = live.run
        let gains = scratch.profitAndLoss(workers: 1)
        let kept = live.profitAndLoss
        #expect(scratch.tree.nodes.map(\.path) == live.tree.nodes.map(\.path))
        #expect(
            scratch.valuesToday.map(\.bitPattern) == live.valuesToday.map(\.bitPattern), "\(comment)")
        let measured = Measurement(
            gains, tree: scratch.tree, measures: Self.measures, design: scratch.sampleDesign, workers: 1)
        #expect(measured.figures.map(\.estimate) == live.estimates.flatMap(\.self), "\(comment)")
        for node in scratch.tree.nodes.indices {
            let same = gains.withNode(node) { a in
                kept.withNode(node) { b in zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern } }
            }
            #expect(same, "\(comment): \(scratch.tree.nodes[node].path)")
        }
    }

    @Test("what it begins with is the run", arguments: [Sampling.Precision.double, .single])
    func begins(precision: Sampling.Precision) throws {
        let live = LiveRun(try bound(CellTests.market(), paths: 1_500, steps: 2, precision: precision), workers: 2)
        expectScratch(live, "at first")
    }

    @Test("drivers in single precision take half the memory")
    func memory() throws {
        let double = LiveRun(try bound(CellTests.market(), paths: 1_000), workers: 1)
        let single = LiveRun(try bound(CellTests.market(), paths: 1_000, precision: .single), workers: 1)
        #expect(single.memory < double.memory)
    }

    /// Two thousand days: the memory is a share of what all of it would take.
    @Test(
        "random ticks, trades and corrections",
        arguments: [
            (paths: 200, share: 1.0, precision: Sampling.Precision.double),
            (paths: 1_100, share: 0.9, precision: .double),
            (paths: 200, share: 1, precision: .single), (paths: 200, share: 0, precision: .double),
        ])
    func sequences(paths: Int, share: Double, precision: Sampling.Precision) throws {
        let bound = try bound(CellTests.market(), paths: paths, steps: 2, precision: precision)
        let whole = LiveRun(bound, workers: 1)
        let books = bound.tree.nodes.count * paths * 8
        let budget = share == 1 ? LiveRun.budget : Int(share * Double(whole.memory + books))
        var generator = Xorshift(state: 11)
        for sequence in 0..<500 {
            let live = LiveRun(bound, budget: budget, workers: 1)
            if sequence == 0 {
                #expect((live.memory == 0) == (share == 0) && (live.memory == whole.memory) == (share == 1))
            }
            for _ in 0..<4 { change(live, bound.positions, &generator) }
            expectScratch(live, "sequence \(sequence)")
        }
    }

    /// One thing that may happen in a day.
    private func change(_ live: LiveRun, _ all: [BoundPosition], _ generator: inout Xorshift) {
        var levels = live.levels
        var positions = live.positions
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            let factor = Int.random(in: 0..<levels.count, using: &generator)
            levels[factor] *= Double.random(in: 0.9...1.1, using: &generator)
            live.move(to: levels, workers: 2)
        case 1:
            for factor in levels.indices { levels[factor] *= Double.random(in: 0.9...1.1, using: &generator) }
            live.move(to: levels)
        case 2:
            guard positions.count > 10 else { return }
            positions.remove(at: Int.random(in: 0..<positions.count, using: &generator))
            live.hold(positions)
        case 3:
            guard let wanted = all.randomElement(using: &generator) else { return }
            var position = wanted.position
            position.id = "new \(generator.next())"
            position.quantity = Double.random(in: -3...3, using: &generator)
            if Bool.random(using: &generator) { position.book = "Elsewhere/\(generator.next() % 3)" }
            live.hold(positions + [BoundPosition(position, held: wanted.held)], workers: 2)
        case 4:
            let place = Int.random(in: 0..<positions.count, using: &generator)
            var position = positions[place].position
            position.quantity += 1
            positions[place] = BoundPosition(position, held: positions[place].held)
            live.hold(positions)
        default:
            live.hold(positions.shuffled(using: &generator))
        }
    }

    @Test("a tick reaches the books that read its factor, and no other")
    func reach() throws {
        let live = LiveRun(try bound(CellTests.market(), paths: 300), workers: 1)
        func moved(_ id: String) throws -> Set<String> {
            let factor = try #require(live.run.market.factors.firstIndex { $0.id.name == id })
            var levels = live.levels
            levels[factor] *= 1.01
            return Set(live.move(to: levels).map { live.tree.nodes[$0].path })
        }
        #expect(try moved("IR.EUR.1Y") == ["", "Rates"])
        #expect(try moved("VOL.A") == ["", "Options", "Options/Short", "Options/Long"])
        #expect(live.move(to: live.levels).isEmpty)
        expectScratch(live, "after two ticks")
    }

    @Test("a node of a Hull–White curve moves the whole curve")
    func curve() throws {
        var market = TestMarket(
            factors: ["IR.USD.1Y", "IR.USD.5Y", "IR.USD.10Y"].map {
                .init(id: $0, level: 0.03, volatility: 0.01, process: "hull-white")
            })
        market.correlations = [[Double]](repeating: [1, 1, 1], count: 3)
        for years in [0.9, 4.0, 9.0] {
            market.hold(
                1, "zero-coupon-bond", ["maturity": .term(.years(years)), "rate": .quantity(.curve("IR.USD"))],
                book: "\(Int(years))")
        }
        var run = try market.run(paths: 400, days: 10)
        for index in run.market.factors.indices {
            run.market.factors[index].process = Specification(
                kind: "hull-white",
                settings: [
                    "volatility": .number(0.01), "meanReversion": .number(0.05), "riskPremium": .number(0),
                ])
        }
        run.market.root = .cholesky(try CholeskyFactor(Matrix([[1, 1, 1], [1, 1, 1], [1, 1, 1]])))
        let live = LiveRun(
            try BoundRun(run, kinds: Catalog.standard.kinds).with(measures: Self.measures), workers: 1)
        var levels = live.levels
        levels[1] += 0.001
        let moved = Set(live.move(to: levels).map { live.tree.nodes[$0].path })
        #expect(moved == ["", "0", "4", "9"])
        expectScratch(live, "a node of a curve")
    }

    @Test("a history moves too, plain and filtered")
    func history() throws {
        var market = TestMarket(
            factors: ["EQ.A", "EQ.B"].map { .init(id: $0, level: 100, volatility: 0.2) })
        for factor in market.factors { market.hold(3, "equity", ["factor": .factor(factor.id)], book: factor.id) }
        market.hold(
            2, "european-option",
            [
                "factor": .factor("EQ.A"), "right": .text("call"), "strike": .number(100),
                "expiry": .term(.years(0.02)),
                "volatility": .quantity(.number(0.2)),
            ], book: "EQ.A")
        let days = (0..<400).map { day -> [Double] in
            let (first, second) = (day * 37 % 101 - 50, day * 53 % 97 - 48)
            return [Double(first) * 4e-4, Double(second) * 2e-4]
        }
        let changes = Matrix(days)
        let filter = FilteredHistory.Filter(
            mean: 0, recursion: VarianceRecursion(omega: 2e-6, alpha: 0.08, beta: 0.9), nextVariance: 1e-4)
        let states: [(any MarketStates, String)] = [
            (
                HistoricalScenarios(
                    compositions: [.logarithmic, .logarithmic], changes: changes, span: 10,
                    weights: (0..<391).map { Double($0 + 1) }), HistoricalSimulation.kind
            ),
            (
                FilteredHistory(
                    compositions: [.logarithmic, .absolute], residuals: changes, filters: [filter, filter]),
                FilteredHistoricalSimulation.kind
            ),
        ]
        for (states, kind) in states {
            var run = try market.run(paths: 391, days: 10, steps: 10)
            run.simulation = kind
            run.states = states.record
            let live = LiveRun(
                try BoundRun(run, kinds: Catalog.standard.kinds).with(measures: Self.measures), workers: 1)
            expectScratch(live, kind)
            live.move(to: [101, 100])
            expectScratch(live, kind)
            live.hold(Array(live.positions.reversed()).map { BoundPosition($0.position, held: $0.held) })
            live.move(to: [99, 97])
            expectScratch(live, kind)
        }
    }

    @Test("another date before the horizon makes other draws, as from scratch")
    func dates() throws {
        let market = CellTests.market()
        let bound = try bound(market, paths: 300, steps: 2)
        let live = LiveRun(bound, workers: 1)
        live.hold(bound.positions.filter { $0.held.requirements.fixings.isEmpty })
        expectScratch(live, "without dates")
        live.hold(bound.positions)
        expectScratch(live, "with dates")
    }
}
