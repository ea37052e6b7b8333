import Measures
import Randomness
import Kernels
import Statistics
import Testing

/// Standard errors checked by replication: samples of a known law, drawn again and again.
@Suite("Intervals cover what they claim")
struct CoverageTests {
    static let replications = 600
    static let sampleSize = 20_000

    /// For each replication the estimates of the measures on one sample.
    private func estimates(
        _ measures: [any RiskMeasure], count: Int = CoverageTests.sampleSize,
        transform: (UnsafeMutableBufferPointer<Double>, Int) -> Void
    ) -> [[Estimate]] {
        let storage = RowStorage(rowCount: 1, pathCount: count)
        defer { withExtendedLifetime(storage) {} }
        return (0..<Self.replications).map { replication in
            PhiloxDraws(seed: 20_221_228).uniforms(
                step: replication, paths: 0..<count, driver: 0, into: storage.rows[0])
            transform(storage.rows[0], replication)
            let depth = measures.map { $0.depth(count: count) }.max() ?? 1
            let sample = LossDistribution(profitAndLoss: UnsafeBufferPointer(storage.rows[0]), depth: depth)
            return measures.map { $0.estimate(sample) }
        }
    }

    private func check(_ estimates: [Estimate], known: Double, _ name: String) {
        let covered = estimates.filter { ($0.low ?? -.infinity) <= known && known <= ($0.high ?? .infinity) }.count
        let coverage = Double(covered) / Double(estimates.count)
        #expect(coverage >= 0.93 && coverage <= 0.97, "\(name) covers in \(coverage)")
        // The mean standard error is the spread of the estimates, which itself is known to 1/√(2·600) = 2.9 %.
        let spread = LossDistribution(losses: estimates.map(\.value)).standardDeviation
        let claimed = estimates.reduce(0) { $0 + $1.standardError } / Double(estimates.count)
        #expect(abs(claimed / spread - 1) < 0.12, "\(name) claims \(claimed), spreads \(spread)")
    }

    @Test("normal losses: value-at-risk, expected shortfall, mean and standard deviation")
    func normal() {
        let measures: [any RiskMeasure] = [
            ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975), MeanLoss(), StandardDeviation(),
            ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.99),
        ]
        let result = estimates(measures) { row, _ in Elementwise.normalQuantile(UnsafeBufferPointer(row), into: row) }
        let law = NormalDistribution.standard
        let known = [
            law.quantile(0.99), law.tailMean(beyond: 0.975), 0, 1, law.quantile(0.95), law.tailMean(beyond: 0.99),
        ]
        for (index, measure) in measures.enumerated() {
            check(
                result.map { $0[index] }, known: known[index],
                "\(type(of: measure).kind) \(measure.confidence?.value ?? 0)")
        }
    }

    @Test("Student-t losses with four degrees of freedom: value-at-risk and expected shortfall")
    func studentT() {
        let law = StudentTDistribution(degreesOfFreedom: 4)
        let measures: [any RiskMeasure] = [ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975)]
        let result = estimates(measures) { row, _ in Self.replaceByStudentT4(row) }
        check(result.map { $0[0] }, known: law.quantile(0.99), "value-at-risk")
        check(result.map { $0[1] }, known: law.tailMean(beyond: 0.975), "expected-shortfall")
    }

    @Test("the probability of a loss")
    func probability() {
        let result = estimates([ProbabilityOfLoss()]) { row, _ in
            Elementwise.normalQuantile(UnsafeBufferPointer(row), into: row)
            for index in row.indices { row[index] += 0.5 }
        }
        check(result.map { $0[0] }, known: NormalDistribution.standard.cumulative(-0.5), "probability-of-loss")
    }

    /// The interval of one run against the worst loss of the next, for light and for heavy tails.
    @Test("the worst loss of another run", arguments: [false, true])
    func worstLoss(isHeavy: Bool) {
        let result = estimates([WorstLoss()]) { row, _ in
            if isHeavy {
                Self.replaceByStudentT4(row)
            } else {
                Elementwise.normalQuantile(UnsafeBufferPointer(row), into: row)
            }
        }
        let covered = (1..<result.count).filter { index in
            let (interval, next) = (result[index - 1][0], result[index][0].value)
            return (interval.low ?? 0) <= next && next <= (interval.high ?? 0)
        }.count
        let coverage = Double(covered) / Double(result.count - 1)
        #expect(coverage > 0.86 && coverage < 0.98, "worst-loss covers in \(coverage)")
    }

    /// The quantile of t(4) in closed form: W. T. Shaw, “Sampling Student's T distribution”, J. Computational Finance
    /// 9(4), 2006.
    private static func replaceByStudentT4(_ row: UnsafeMutableBufferPointer<Double>) {
        for index in row.indices {
            let p = row[index]
            let root = (4 * p * (1 - p)).squareRoot()
            let q = 4 / root * cosine(arcCosine(root) / 3)
            row[index] = (p < 0.5 ? -1 : 1) * max(0, q - 4).squareRoot()
        }
    }
}

#if canImport(Glibc)
    import Glibc
#endif

private func cosine(_ x: Double) -> Double { cos(x) }
private func arcCosine(_ x: Double) -> Double { acos(min(1, x)) }
