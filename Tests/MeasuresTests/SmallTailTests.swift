import Kernels
import Market
import Measures
import Randomness
import Statistics
import Testing

/// Few losses in the tail: what the figure says of its own error then matters most.
@Suite("Expected shortfall of small tails")
struct SmallTailTests {
    private func estimates(_ confidence: ConfidenceLevel, count: Int, replications: Int = 3_000) -> [Estimate] {
        let storage = RowStorage(rowCount: 1, pathCount: count)
        defer { withExtendedLifetime(storage) {} }
        return (0..<replications).map { replication in
            PhiloxDraws(seed: 3).normals(step: replication, paths: 0..<count, into: storage.rows)
            let measure = ExpectedShortfall(confidence: confidence)
            let sample = LossDistribution(
                profitAndLoss: UnsafeBufferPointer(storage.rows[0]), depth: measure.depth(count: count))
            return measure.estimate(sample)
        }
    }

    /// 3,000 replications know a coverage of 92 % to half a point.
    @Test(
        "the interval of a tail of a few normal losses",
        arguments: [(300, 0.99), (500, 0.99), (1_000, 0.99), (1_000, 0.975)] as [(Int, ConfidenceLevel)])
    func coverage(count: Int, confidence: ConfidenceLevel) {
        let known = NormalDistribution.standard.tailMean(beyond: confidence.value)
        let estimates = estimates(confidence, count: count)
        let covered = estimates.filter { ($0.low ?? -.infinity) <= known && known <= ($0.high ?? .infinity) }.count
        let coverage = Double(covered) / Double(estimates.count)
        #expect(coverage > 0.89 && coverage < 0.97, "\(coverage)")
        let spread = LossDistribution(losses: estimates.map(\.value)).standardDeviation
        let claimed = estimates.reduce(0) { $0 + $1.standardError } / Double(estimates.count)
        #expect(abs(claimed / spread - 1) < 0.12, "claims \(claimed), spreads \(spread)")
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
