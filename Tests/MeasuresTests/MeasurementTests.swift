import Market
import Measures
import Testing

@Suite("Measuring a profit and loss")
struct MeasurementTests {
    private let tree = BookTree(books: ["A/B", "A/C", "D"])

    /// Rows of the tree, Portfolio, A, A/B, A/C and D, with leaves made of a fixed scramble.
    private func profitAndLoss(_ count: Int) -> ProfitAndLoss {
        ProfitAndLoss(nodeCount: 5, pathCount: count) { buffer in
            for path in 0..<count {
                let leaves = [7_919, 104_729, 1_299_709].map { Double((path * $0) % 10_007) - 5_000 }
                let row = [leaves[0] + leaves[1] + leaves[2], leaves[0] + leaves[1]] + leaves
                for node in 0..<5 { buffer[node * count + path] = row[node] }
            }
        }
    }

    private let measures: [any RiskMeasure] = [
        ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.99), MeanLoss(), WorstLoss(),
    ]

    @Test("every book has every measure, in their order, whoever measures", arguments: [1, 2, 3, 7])
    func figures(workers: Int) {
        let profitAndLoss = profitAndLoss(6_000)
        let measurement = Measurement(profitAndLoss, tree: tree, measures: measures, workers: workers)
        #expect(measurement.figures.map(\.book) == ["", "A", "A/B", "A/C", "D"].flatMap { [$0, $0, $0, $0] })
        for (index, figure) in measurement.figures.enumerated() {
            let losses = profitAndLoss.withNode(index / 4) { $0.map { -$0 } }
            let measure = measures[index % 4]
            #expect(figure.estimate == measure.estimate(LossDistribution(losses: losses)))
            #expect(figure.kind == type(of: measure).kind)
            #expect(figure.key == FigureKey(measure, book: figure.book))
        }
    }

    @Test("the benefit of a book is what its children lose more, one by one")
    func diversification() throws {
        let measurement = Measurement(profitAndLoss(2_000), tree: tree, measures: measures, workers: 2)
        #expect(measurement.diversification.map(\.count) == [2, 2, 0, 0, 0])
        let value = { (node: Int, measure: Int) in measurement.figures[node * 4 + measure].estimate.value }
        let whole = try #require(measurement.diversification[0].first)
        #expect(whole.kind == "value-at-risk" && whole.confidence == 0.95)
        #expect(whole.sumOfChildren == value(1, 0) + value(4, 0))
        #expect(whole.benefit == whole.sumOfChildren - value(0, 0))
        #expect(measurement.diversification[1][1].sumOfChildren == value(2, 1) + value(3, 1))
    }

    @Test("the histogram counts every path", arguments: [1, 2, 59, 1_000, 20_011])
    func histogram(count: Int) {
        let histogram = Measurement(profitAndLoss(count), tree: tree, measures: measures, workers: 1).histogram
        #expect(histogram.counts.reduce(0, +) + histogram.below + histogram.above == count)
        #expect(histogram.binWidth > 0)
        #expect(Double(histogram.below + histogram.above) <= 0.01 * Double(count))
    }

    @Test("convergence measures the first paths, more and more of them, and ends with the figure")
    func convergence() throws {
        let profitAndLoss = profitAndLoss(30_000)
        let measurement = Measurement(profitAndLoss, tree: tree, measures: measures, workers: 1)
        #expect(measurement.convergence.map(\.kind) == ["value-at-risk", "expected-shortfall"])
        for (series, measure) in zip(measurement.convergence, measures) {
            #expect(series.points.count > 10)
            #expect(series.points.last?.paths == 30_000)
            for point in series.points {
                let losses = profitAndLoss.withNode(0) { $0[..<point.paths].map { -$0 } }
                #expect(point.estimate == measure.estimate(LossDistribution(losses: losses)))
            }
        }
    }

    @Test("few paths leave the error of every point a number", arguments: [1, 2, 3, 5])
    func fewPaths(count: Int) {
        let measurement = Measurement(
            profitAndLoss(count), tree: tree, measures: [ValueAtRisk(confidence: 0.5)], workers: 1)
        for series in measurement.convergence {
            for point in series.points { #expect(point.estimate.standardError.isFinite) }
            #expect(series.points.last?.estimate == measurement.figures[0].estimate)
        }
    }

    @Test("a sample read in parts is the sample read at once, whoever reads", arguments: [1, 2, 5])
    func parts(workers: Int) {
        let count = 300_001
        let profitAndLoss = profitAndLoss(count)
        let tails: [any RiskMeasure] = [ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975)]
        for measures in [tails, tails + [MeanLoss(), StandardDeviation()]] {
            let measurement = Measurement(profitAndLoss, tree: tree, measures: measures, workers: workers)
            for (index, figure) in measurement.figures.enumerated() {
                let measure = measures[index % measures.count]
                let known = profitAndLoss.withNode(index / measures.count) { values in
                    measure.estimate(LossDistribution(losses: values.map { -$0 }))
                }
                #expect(abs(figure.estimate.value - known.value) <= 1e-12 * abs(known.value))
                #expect(abs(figure.estimate.standardError - known.standardError) <= 1e-11 * known.standardError)
            }
            let histogram = measurement.histogram
            #expect(histogram.counts.reduce(0, +) + histogram.below + histogram.above == count)
            #expect(measurement.isFinite)
            #expect(measurement.convergence.allSatisfy { $0.points.last?.paths == count })
        }
    }

    @Test(
        "one path of no number among many is told, though no figure of the tail sees it",
        arguments: [Double.nan, .infinity])
    func oneBadPath(value: Double) {
        let profitAndLoss = ProfitAndLoss(nodeCount: 5, pathCount: 20_000) { buffer in
            for index in buffer.indices { buffer[index] = Double(index % 101) }
            buffer[12_345] = value
        }
        let tails: [any RiskMeasure] = [ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975)]
        let measurement = Measurement(profitAndLoss, tree: tree, measures: tails, workers: 2)
        #expect(measurement.figures.allSatisfy { $0.estimate.value.isFinite })
        #expect(!measurement.isFinite)
    }

    /// The caller refuses such a run in words; it must come so far.
    @Test(
        "what is no number is told by the figures, and traps nowhere", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        for count in [1, 10, 9_000] {
            for bad in [0, count - 1] {
                let profitAndLoss = ProfitAndLoss(nodeCount: 5, pathCount: count) { buffer in
                    for index in buffer.indices { buffer[index] = Double(index % 101) }
                    buffer[bad] = value
                }
                let measurement = Measurement(profitAndLoss, tree: tree, measures: measures, workers: 2)
                #expect(!measurement.figures.allSatisfy { $0.estimate.value.isFinite })
                #expect(!measurement.isFinite)
            }
        }
    }
}
