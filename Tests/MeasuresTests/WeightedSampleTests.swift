import Kernels
import Market
import Measures
import Randomness
import Statistics
import Testing

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
            let (a, b) = (measure.estimate(plain), measure.estimate(weighted))
            #expect(abs(a.value - b.value) < 1e-9, "\(measure.estimator)")
            #expect(abs(a.standardError / b.standardError - 1) < 0.02, "\(measure.estimator)")
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

    /// Of 600 samples of normal losses with weights that decay by 0.995: errors claimed against the spread of the
    /// estimates, and the share of intervals that hold the truth. The effective count is 399, so twenty losses in the tail.
    @Test("errors of weighted figures are those seen in replications")
    func replicated() {
        let count = 2_000
        let weights = (0..<count).map { power(0.995, count - 1 - $0) }
        let design = SampleDesign(weights: weights)
        let measures: [any RiskMeasure] = [
            ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.95), MeanLoss(), StandardDeviation(),
        ]
        let normal = NormalDistribution.standard
        let known = [normal.quantile(0.95), normal.tailMean(beyond: 0.95), 0, 1]
        let estimates = (0..<600).map { replication in
            let sample = LossDistribution(losses: Self.normals(count, replication: 10 + replication), design: design)
            return measures.map { $0.estimate(sample) }
        }
        for index in measures.indices {
            let own = estimates.map { $0[index] }
            let spread = LossDistribution(losses: own.map(\.value)).standardDeviation
            let claimed = own.reduce(0) { $0 + $1.standardError } / Double(own.count)
            #expect(abs(claimed / spread - 1) < 0.15, "\(measures[index]): claims \(claimed), spreads \(spread)")
            let covered = own.count { ($0.low ?? -.infinity) <= known[index] && known[index] <= ($0.high ?? .infinity) }
            let share = Double(covered) / Double(own.count)
            #expect(share > 0.9 && share < 0.985, "\(measures[index]): covers in \(share)")
        }
    }

    /// Sums of ten successive normals, overlapping, as in a ten-day historical simulation of four years: intervals are on
    /// the safe side for quantiles, and right for the mean.
    @Test("errors of overlapping figures are not too small")
    func replicatedOverlap() {
        let (count, span) = (1_000, 10)
        let measures: [any RiskMeasure] = [ValueAtRisk(confidence: 0.95), MeanLoss()]
        let estimates = (0..<300).map { replication in
            let daily = Self.normals(count + span - 1, replication: 1_000 + replication)
            let sums = (0..<count).map { daily[$0..<$0 + span].reduce(0, +) }
            let sample = LossDistribution(losses: sums, design: SampleDesign(overlap: span))
            return measures.map { $0.estimate(sample) }
        }
        for (index, range) in [(0, 0.95...1.9), (1, 0.85...1.15)] {
            let own = estimates.map { $0[index] }
            let spread = LossDistribution(losses: own.map(\.value)).standardDeviation
            let claimed = own.reduce(0) { $0 + $1.standardError } / Double(own.count)
            #expect(range.contains(claimed / spread), "\(measures[index]): \(claimed / spread)")
        }
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
