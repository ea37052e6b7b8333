import Kernels
import Market
import Measures
import Randomness
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Samples whose losses are weighted or overlap")
struct WeightedSampleTests {
    private static func normals(_ count: Int, replication: Int) -> [Double] {
        let storage = RowStorage(rowCount: 1, pathCount: count)
        PhiloxDraws(seed: 4).normals(step: replication, paths: 0..<count, into: storage.rows)
        return storage.copy(row: 0)
    }

    /// Five losses by hand: 50, 40, … with weights 0.04, 0.06, 0.1, 0.3, 0.5.
    @Test("the quantile is the first loss with which the tail is full, and shortfall is the mean beyond")
    func hand() {
        let sample = LossDistribution(
            losses: [10, 50, 30, 20, 40], design: SampleDesign(weights: [0.5, 0.04, 0.1, 0.3, 0.06]))
        func figures(_ level: ConfidenceLevel) -> [Double] {
            [
                ValueAtRisk(confidence: level).estimate(sample).value,
                ExpectedShortfall(confidence: level).estimate(sample).value,
            ]
        }
        #expect(figures(0.97) == [50, 50])
        #expect(figures(0.96) == [50, 50])
        #expect(figures(0.9)[0] == 40)
        #expect(abs(figures(0.9)[1] - 44) < 1e-9)
        #expect(figures(0.8)[0] == 30)
        #expect(abs(figures(0.8)[1] - 37) < 1e-9)
        #expect(abs(MeanLoss().estimate(sample).value - 18.4) < 1e-12)
    }

    @Test("equal weights give the figures of no weights, and nearly their errors")
    func equal() {
        let losses = Self.normals(2_000, replication: 1)
        let plain = LossDistribution(losses: losses)
        let weighted = LossDistribution(losses: losses, design: SampleDesign(weights: losses.map { _ in 3 }))
        let measures: [any RiskMeasure] = [
            ValueAtRisk(confidence: 0.95), ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975),
            ExpectedShortfall(confidence: 0.9734), MeanLoss(), StandardDeviation(), ProbabilityOfLoss(),
        ]
        for measure in measures {
            // The interval of a weighted sample is not interpolated between order statistics.
            let (a, b) = (measure.estimate(plain), measure.estimate(weighted))
            #expect(abs(a.value - b.value) < 1e-9, "\(measure.estimator)")
            let tolerance = measure is ValueAtRisk ? 0.08 : 0.02
            #expect(abs(a.standardError / b.standardError - 1) < tolerance, "\(measure.estimator)")
        }
    }

    @Test("overlapping losses have the errors of fewer")
    func overlapping() {
        let losses = Self.normals(2_000, replication: 2)
        let plain = MeanLoss().estimate(LossDistribution(losses: losses))
        let overlapping = MeanLoss().estimate(
            LossDistribution(losses: losses, design: SampleDesign(overlap: 10)))
        #expect(overlapping.value == plain.value || abs(overlapping.value - plain.value) < 1e-12)
        #expect(abs(overlapping.standardError / plain.standardError - 10.0.squareRoot()) < 1e-9)
        let wide = ValueAtRisk(confidence: 0.95).estimate(
            LossDistribution(losses: losses, design: SampleDesign(overlap: 10)))
        let narrow = ValueAtRisk(confidence: 0.95).estimate(LossDistribution(losses: losses))
        #expect(wide.value == narrow.value)
        #expect(wide.standardError > 2 * narrow.standardError)
    }

    @Test("a tail worth less than one loss has the error of the quantile, and no upper end")
    func thinTail() {
        let losses = Self.normals(400, replication: 3)
        let sample = LossDistribution(losses: losses, design: SampleDesign(overlap: 40))
        let (quantile, shortfall) = (
            ValueAtRisk(confidence: 0.95).estimate(sample), ExpectedShortfall(confidence: 0.95).estimate(sample)
        )
        #expect(shortfall.value > quantile.value)
        #expect(shortfall.standardError == quantile.standardError)
        #expect(shortfall.high == nil)
    }

    /// Normal losses with weights that decay by 0.998: the effective count is 998, so fifty losses in the tail.
    @Test("intervals of weighted figures hold the truth as often as they claim")
    func coverage() {
        let weights = (0..<2_000).map { pow(0.998, Double(1_999 - $0)) }
        let measures: [any RiskMeasure] = [
            ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.95), MeanLoss(), StandardDeviation(),
        ]
        var results = measures.map { _ in Replications() }
        Draws(count: weights.count).replicate { gains, _ in
            let sample = LossDistribution(
                profitAndLoss: UnsafeBufferPointer(gains), depth: weights.count, design: SampleDesign(weights: weights))
            for index in measures.indices { results[index].add(measures[index].estimate(sample)) }
        }
        let normal = NormalDistribution.standard
        for (index, known) in [normal.quantile(0.95), normal.tailMean(beyond: 0.95), 0, 1].enumerated() {
            results[index].expectCoverage(of: known, measures[index].name, within: 0.93...0.97)
        }
    }
}
