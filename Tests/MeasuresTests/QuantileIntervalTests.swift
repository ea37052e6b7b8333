import Market
import Measures
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Value-at-risk of few losses in the tail: interval and error by replication")
struct QuantileIntervalTests {
    enum Law: String, CaseIterable {
        case normal, exponential, t3

        /// From a standard normal.
        func loss(_ z: Double) -> Double {
            let normal = NormalDistribution.standard
            switch self {
            case .normal: return z
            case .exponential: return -log(normal.upper(z))
            case .t3: return StudentTDistribution(degreesOfFreedom: 3).quantile(normal.cumulative(z))
            }
        }
    }

    /// The quantile of a monotone function is the function of the quantile, so that only the losses that are looked at need
    /// the function.
    @Test(
        "94 to 96 % of intervals hold the quantile",
        arguments: Law.allCases,
        [(500, 0.99), (1_000, 0.99), (2_000, 0.99), (2_000, 0.975), (5_000, 0.98), (20_000, 0.95)])
    func coverage(law: Law, sample: (count: Int, level: Double)) throws {
        let measure = ValueAtRisk(confidence: try ConfidenceLevel(sample.level))
        let ranks = measure.ranks(count: sample.count)
        var result = Replications()
        Draws(count: sample.count).replicate(sample.count > 10_000 ? 2_400 : 6_000) { gains, _ in
            for index in gains.indices { gains[index] = -gains[index] }
            let normal = LossDistribution(profitAndLoss: UnsafeBufferPointer(gains), ranks: ranks)
            let losses = LossDistribution(count: sample.count, largest: normal.largest.map(law.loss))
            result.add(measure.estimate(losses))
        }
        let known = law.loss(NormalDistribution.standard.quantile(sample.level))
        result.expectCoverage(of: known, "\(law) \(sample)", within: 0.94...0.96)
        let few = Double(sample.count) * (1 - sample.level)
        let most = few < 7 ? (law == .t3 ? 1.3 : 1.14) : few < 15 ? 1.13 : 1.06
        #expect(result.ratio > 0.95 && result.ratio < most, "\(law) \(sample): claims \(result.ratio) of its error")
    }
}
