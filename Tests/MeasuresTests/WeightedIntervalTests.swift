import Market
import Measures
import Testing

/// Intervals of value-at-risk where losses count by weights.
@Suite("Intervals of weighted losses")
struct WeightedIntervalTests {
    /// From −3 to 3, uneven and none twice.
    private func gains(_ count: Int) -> [Double] {
        (0..<count).map { 6 * ((Double(($0 * 7_919) % count) + 0.37) / Double(count)) - 3 }
    }

    @Test(
        "equal weights have the interval of none, between order statistics where few losses are in the tail",
        arguments: [250, 1_000, 40_000], [ConfidenceLevel(0.95), 0.99])
    func equal(count: Int, level: ConfidenceLevel) {
        let measure = ValueAtRisk(confidence: level)
        let gains = gains(count)
        let plain = measure.estimate(LossDistribution(losses: gains.map { -$0 }))
        let weights = [Double](repeating: 1 / Double(count), count: count)
        let weighted = measure.estimate(
            LossDistribution(losses: gains.map { -$0 }, design: SampleDesign(weights: weights)))
        #expect(plain.value == weighted.value)
        for (a, b) in [
            (plain.low, weighted.low), (plain.high, weighted.high), (plain.standardError, weighted.standardError),
        ] {
            #expect(abs((a ?? 0) - (b ?? 0)) < 1e-9 && (a == nil) == (b == nil), "\(a ?? .nan) and \(b ?? .nan)")
        }
    }

    @Test("what says how a figure is estimated does not call an interpolated interval binomial")
    func words() {
        #expect(!ValueAtRisk(confidence: 0.99).estimator.contains("binomial"))
    }
}
