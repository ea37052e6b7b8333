import Kernels
import Market
import Measures
import Randomness
import Settings
import Testing

@Suite("The probability of losing more than an amount")
struct ProbabilityOfLossTests {
    private static func normals(_ count: Int, step: Int = 0) -> [Double] {
        let storage = RowStorage(rowCount: 1, pathCount: count)
        PhiloxDraws(seed: 5).normals(step: step, paths: 0..<count, into: storage.rows)
        return storage.copy(row: 0)
    }

    @Test("losses beyond it are counted, one at it is not, and the interval is Wilson's")
    func known() {
        let losses = [3.0, 2, 2, 1, 0, -1, -2, 5, 2.5, -3]
        let estimate = ProbabilityOfLoss(above: 2).estimate(LossDistribution(losses: losses))
        #expect(estimate.value == 0.3)
        // p ± by Wilson with p = 0.3, n = 10 and z = 1.959964.
        #expect(abs((estimate.low ?? 0) - 0.10779) < 1e-5 && abs((estimate.high ?? 0) - 0.60322) < 1e-5)
        #expect(abs(estimate.standardError - (0.3 * 0.7 / 10).squareRoot()) < 1e-15)
        #expect(ProbabilityOfLoss(above: -1).estimate(LossDistribution(losses: losses)).value == 0.7)
        #expect(ProbabilityOfLoss().estimate(LossDistribution(losses: losses)).value == 0.6)
    }

    @Test("weights count in place of numbers")
    func weights() {
        let design = SampleDesign(weights: [4, 3, 2, 1])
        func share(_ threshold: Double) -> Double {
            ProbabilityOfLoss(above: threshold)
                .estimate(LossDistribution(losses: [1, 5, -1, 3], design: design)).value
        }
        #expect(abs(share(2) - 0.4) < 1e-15)
        #expect(abs(share(0.5) - 0.8) < 1e-15)
        #expect(share(5) == 0)
        #expect(abs(share(-7) - 1) < 1e-15)
    }

    /// More paths than a scan reads in one part, and a tail measure that keeps a few losses only.
    @Test("one pass over a large sample counts what counting does, in every book", arguments: [1, 2])
    func scan(workers: Int) throws {
        let count = 300_000
        let gains = [Self.normals(count), Self.normals(count, step: 1)]
        let tree = BookTree(books: ["A", "B"])
        let result = ProfitAndLoss(nodeCount: tree.nodes.count, pathCount: count) { buffer in
            for path in 0..<count {
                buffer[path] = gains[0][path] + gains[1][path]
                buffer[count + path] = gains[0][path]
                buffer[2 * count + path] = gains[1][path]
            }
        }
        let measures: [any RiskMeasure] = [
            ValueAtRisk(confidence: 0.99), ProbabilityOfLoss(above: 1.5), ProbabilityOfLoss(above: -0.25),
            ProbabilityOfLoss(),
        ]
        let figures = Measurement(result, tree: tree, measures: measures, workers: workers).figures
        for (node, book) in tree.nodes.enumerated() {
            let losses = result.withNode(node) { $0.map { -$0 } }
            for threshold in [1.5, -0.25, 0] {
                let key = FigureKey(ProbabilityOfLoss(above: threshold), book: book.path)
                let figure = try #require(figures.first { $0.key == key })
                #expect(figure.estimate.value == Double(losses.count { $0 > threshold }) / Double(count))
            }
        }
    }

    @Test("the error of its change on the same paths is that of the paths that change sides")
    func paired() {
        let before = Self.normals(20_000)
        let after = before.map { $0 - 0.1 }
        let measure = ProbabilityOfLoss(above: 1)
        let changed = zip(before, after).count { ($0 < -1) != ($1 < -1) }
        let p = Double(changed) / 20_000
        let error = (p * (1 - p) / 20_000).squareRoot()
        before.withUnsafeBufferPointer { before in
            after.withUnsafeBufferPointer { after in
                let own = PairedChange(from: before, to: after, measures: [measure]).standardErrors[0] ?? 0
                #expect(abs(own / error - 1) < 1e-10)
                let change = PairedSample(before, measures: [measure]).changes(to: after)[0].change
                #expect(abs(change.value - p) < 1e-12 && abs(change.standardError / error - 1) < 1e-10)
            }
        }
    }

    @Test("its default is the measure without a setting, and two amounts are two measures")
    func keys() {
        let standard = Specification(kind: "probability-of-loss")
        #expect(
            ProbabilityOfLoss(Specification(kind: standard.kind, settings: ["above": .number(0)])).specification
                == standard)
        #expect(FigureKey(ProbabilityOfLoss()) == FigureKey(ProbabilityOfLoss(above: 0)))
        #expect(FigureKey(ProbabilityOfLoss()) != FigureKey(ProbabilityOfLoss(above: 1)))
        #expect(FigureKey(ProbabilityOfLoss(), book: "A") != FigureKey(ProbabilityOfLoss()))
    }
}
