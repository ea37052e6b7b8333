import Market
import Measures
import Statistics
import Testing

/// Few losses in the tail: what the figure says of its own error then matters most.
@Suite("Expected shortfall of small tails")
struct SmallTailTests {
    /// With three losses in the tail the moments of two excesses are too small on average, by 5 %; with five, by 2 %.
    @Test(
        "the interval of a tail of a few normal losses, and the error",
        arguments: [(300, 0.99, 0.95), (500, 0.99, 0.98), (1_000, 0.99, 0.99), (1_000, 0.975, 1)])
    func coverage(count: Int, confidence: ConfidenceLevel, ratio: Double) {
        let measure = ExpectedShortfall(confidence: confidence)
        var result = Replications()
        Draws(count: count).replicate(5_400) { gains, _ in
            result.add(
                measure.estimate(
                    LossDistribution(
                        profitAndLoss: UnsafeBufferPointer(gains), depth: measure.depth(count: count))))
        }
        let known = NormalDistribution.standard.tailMean(beyond: confidence.value)
        result.expectCoverage(of: known, "\(count) losses", within: 0.9...0.955)
        result.expectErrors("\(count) losses", ratio: ratio)
    }

    @Test("one loss in the tail bounds nothing from above, and has an error")
    func single() throws {
        let sample = LossDistribution(losses: (1...100).map { Double($0) })
        let estimate = ExpectedShortfall(confidence: 0.99).estimate(sample)
        #expect(estimate.value == 100)
        #expect(estimate.high == nil)
        #expect(try #require(estimate.low) < 100)
        #expect(estimate.standardError > 0)
    }
}
