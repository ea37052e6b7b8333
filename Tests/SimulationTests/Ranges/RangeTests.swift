import Dependence
import FoundationEssentials
import LinearAlgebra
import Market
import MarketTwin
import Measures
import Processes
import Settings
import Simulation
import Testing

/// Parts of a run merge to its bits, wherever it was cut and in whatever order they come.
@Suite("Ranges of a run")
struct RangeTests {
    private static let measures: [any RiskMeasure] = [
        ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975), StandardDeviation(), MeanLoss(),
        WorstLoss(), ProbabilityOfLoss(),
    ]

    /// A run of a random kind; nil where process and dependence do not go together.
    private func random(_ generator: inout Xorshift) throws -> BoundRun? {
        let kinds = Catalog.standard.kinds
        let process = kinds.processes.members[Int.random(in: 0..<kinds.processes.members.count, using: &generator)]
        let dependence = kinds.dependences.members[
            Int.random(in: 0..<kinds.dependences.members.count, using: &generator)]
        let example = process.example
        let ids = process.movesCurvesAsOne ? ["IR.USD.1Y", "IR.USD.5Y"] : ["EQ.A", "EQ.B"]
        var market = TestMarket(
            factors: ids.map { .init(id: $0, level: example.level, volatility: example.volatility) },
            dependence: dependence.example)
        let books = ["X", "X/Y", "Z"]
        for index in 0..<5 {
            let id = ids[index % 2]
            if process.movesCurvesAsOne {
                market.hold(
                    Double(index) - 1.7, "zero-coupon-bond",
                    ["maturity": .term(.years(0.5 + Double(index))), "rate": .quantity(.curve("IR.USD"))],
                    book: books[index % 3])
            } else {
                market.hold(Double(index) - 1.7, "equity", ["factor": .factor(id)], book: books[index % 3])
            }
        }
        let steps = Int.random(in: 1...2, using: &generator)
        let precision: Sampling.Precision = Bool.random(using: &generator) ? .double : .single
        var run = try market.run(
            paths: Int.random(in: 1...22_000, using: &generator), days: 2, steps: steps, seed: generator.next() >> 1,
            precision: precision)
        for index in run.market.factors.indices {
            run.market.factors[index].process = example.specification.completed(KindDescription(process))
        }
        let correlation = process.movesCurvesAsOne ? 1 : 0.4
        let matrix = Matrix([[1, correlation], [correlation, 1]])
        run.market.root =
            dependence.componentCount(dependence.example) == nil
            ? .cholesky(try CholeskyFactor(matrix)) : .components(try PrincipalComponents(matrix, componentCount: 1))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0:
            let days = (0..<Int.random(in: 3...9_000, using: &generator)).map { _ in
                [0, 1].map { _ in Double.random(in: -0.03...0.03, using: &generator) }
            }
            let count = days.count - 1
            let weights = Bool.random(using: &generator) ? [] : (0..<count).map { Double($0 + 1) }
            run.take(
                HistoricalScenarios(
                    compositions: [.logarithmic, .absolute], changes: Matrix(days), span: 2, weights: weights),
                by: HistoricalSimulation.kind)
            run.sampling.paths = count
        case 1:
            let filter = FilteredHistory.Filter(
                mean: 0, recursion: VarianceRecursion(omega: 2e-6, alpha: 0.08, beta: 0.9), nextVariance: 1e-4)
            run.take(
                FilteredHistory(
                    compositions: [.logarithmic, .absolute],
                    residuals: Matrix(
                        (0..<50).map { _ in [0, 1].map { _ in Double.random(in: -2...2, using: &generator) } }),
                    filters: [filter, filter]), by: FilteredHistoricalSimulation.kind)
        default: break
        }
        do { return try BoundRun(run, kinds: kinds).with(measures: Self.measures) } catch { return nil }
    }

    @Test("random runs, cut at random, some parts made twice, stored, and merged in any order")
    func random() throws {
        var generator = Xorshift(state: 17)
        var made = 0
        while made < 500 {
            guard let run = try random(&generator) else { continue }
            made += 1
            let gains = run.profitAndLoss(workers: 2)
            let whole = Measurement(
                gains, tree: run.tree, measures: run.measures, design: run.sampleDesign, workers: 2)
            let count = PartialMeasurement.chunkCount(paths: gains.pathCount)
            var cuts = Set([0, count])
            for _ in 0..<Int.random(in: 0..<4, using: &generator) {
                cuts.insert(Int.random(in: 0...count, using: &generator))
            }
            let ends = cuts.sorted()
            var parts = zip(ends, ends.dropFirst()).map { run.partial(chunks: $0..<$1, identity: "a", workers: 1) }
            if made % 3 == 0, let again = parts.randomElement(using: &generator) { parts.append(again) }
            if made % 7 == 0 { parts.append(run.partial(chunks: 0..<count, identity: "a", workers: 3)) }
            parts.shuffle(using: &generator)
            if made % 5 == 0 {
                parts = try JSONDecoder().decode([PartialMeasurement].self, from: JSONEncoder().encode(parts))
            }
            if made % 4 == 0, parts.count > 2 {
                let pair = try PartialMeasurement.merged(
                    Array(parts[..<2]), measures: run.measures, design: run.sampleDesign)
                parts = [pair] + parts[2...]
            }
            expectSame(try run.measurement(of: parts), whole, "run \(made), \(gains.pathCount) paths")
        }
    }

    private func expectSame(_ a: Measurement, _ b: Measurement, _ comment: String) {
        func bits(_ estimate: Estimate) -> [UInt64?] {
            [estimate.value, estimate.standardError, estimate.low, estimate.high].map { $0?.bitPattern }
        }
        #expect(a.figures.map { bits($0.estimate) } == b.figures.map { bits($0.estimate) }, "\(comment)")
        #expect(a.figures.map(\.key) == b.figures.map(\.key) && a.isFinite == b.isFinite)
        #expect(a.histogram.counts == b.histogram.counts && a.histogram.start == b.histogram.start, "\(comment)")
        #expect(a.histogram.below == b.histogram.below && a.histogram.above == b.histogram.above)
        #expect(a.convergence.map(\.key) == b.convergence.map(\.key))
        for (x, y) in zip(a.convergence, b.convergence) {
            #expect(x.points.map(\.paths) == y.points.map(\.paths), "\(comment)")
            #expect(x.points.map { bits($0.estimate) } == y.points.map { bits($0.estimate) }, "\(comment)")
        }
    }

    @Test("parts of another run, kernel set or question, or that overlap or lack, are refused by name")
    func refused() throws {
        let run = try CellTests.market().simulator(paths: 20_000, days: 10).with(measures: Self.measures)
        let first = run.partial(chunks: 0..<2, identity: "a", workers: 1)
        let second = run.partial(chunks: 2..<5, identity: "a", workers: 1)
        func problem(_ parts: [PartialMeasurement]) -> RangeProblem? {
            do {
                _ = try run.measurement(of: parts)
                return nil
            } catch { return error }
        }
        #expect(problem([first, second]) == nil)
        #expect(problem([first]) == .missing([2..<5]))
        #expect(problem([second]) == .missing([0..<2]))
        #expect(problem([first, run.partial(chunks: 1..<5, identity: "a", workers: 1)]) == .overlapping(0..<2, 1..<5))
        #expect(problem([second, run.partial(chunks: 0..<2, identity: "b", workers: 1)]) == .otherRun("b", not: "a"))
        let asked = run.with(measures: [ValueAtRisk(confidence: 0.9)])
        #expect(problem([second, asked.partial(chunks: 0..<2, identity: "a", workers: 1)]) == .otherQuestion)
        var text = String(decoding: try JSONEncoder().encode(first), as: UTF8.self)
        text = text.replacing("\"kernels\":\"", with: "\"kernels\":\"other ")
        let strange = try JSONDecoder().decode(PartialMeasurement.self, from: Data(text.utf8))
        #expect(problem([second, strange]) == .otherKernels("other " + BoundRun.kernels, not: BoundRun.kernels))
        #expect("\(RangeProblem.missing([2..<5]))" == "chunks are missing: 2..<5")
    }
}

private typealias Issue = Testing.Issue
