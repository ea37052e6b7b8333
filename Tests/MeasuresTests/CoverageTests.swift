import Kernels
import Measures
import Randomness
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Intervals and errors checked by replication: samples of a known law, drawn again and again.
@Suite("Intervals cover what they claim")
struct CoverageTests {
    static let sampleSize = 10_000

    /// For each measure its estimates on the samples.
    ///
    /// - Parameter transform: makes gains of uniforms.
    private func estimates(
        _ measures: [any RiskMeasure], replications: Int = Draws.replications,
        transform: (UnsafeMutableBufferPointer<Double>) -> Void
    ) -> [Replications] {
        let storage = RowStorage(rowCount: 1, pathCount: Self.sampleSize)
        defer { withExtendedLifetime(storage) {} }
        let depth = measures.map { $0.depth(count: Self.sampleSize) }.max() ?? 1
        var results = measures.map { _ in Replications() }
        for replication in 0..<replications {
            PhiloxDraws(seed: 20_221_228).uniforms(
                step: replication, paths: 0..<Self.sampleSize, driver: 0, into: storage.rows[0])
            transform(storage.rows[0])
            let sample = LossDistribution(profitAndLoss: UnsafeBufferPointer(storage.rows[0]), depth: depth)
            for index in measures.indices { results[index].add(measures[index].estimate(sample)) }
        }
        return results
    }

    @Test("normal losses: value-at-risk, expected shortfall, mean, standard deviation and probability of loss")
    func normal() {
        let measures: [any RiskMeasure] = [
            ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975), MeanLoss(), StandardDeviation(),
            ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.99), ProbabilityOfLoss(),
        ]
        let results = estimates(measures) { row in
            Elementwise.normalQuantile(UnsafeBufferPointer(row), into: row)
            for index in row.indices { row[index] += 0.5 }
        }
        let law = NormalDistribution.standard
        let known = [
            law.quantile(0.99) - 0.5, law.tailMean(beyond: 0.975) - 0.5, -0.5, 1, law.quantile(0.95) - 0.5,
            law.tailMean(beyond: 0.99) - 0.5, law.cumulative(-0.5),
        ]
        for (index, measure) in measures.enumerated() {
            results[index].expectCoverage(of: known[index], measure.name)
            results[index].expectErrors(measure.name)
        }
    }

    @Test("Student-t losses with four degrees of freedom: value-at-risk and expected shortfall")
    func studentT() {
        let law = StudentTDistribution(degreesOfFreedom: 4)
        let measures: [any RiskMeasure] = [ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975)]
        let results = estimates(measures, transform: Self.replaceByStudentT4)
        for (index, known) in [law.quantile(0.99), law.tailMean(beyond: 0.975)].enumerated() {
            results[index].expectCoverage(of: known, measures[index].name)
            results[index].expectErrors(measures[index].name)
        }
    }

    /// The interval of one run against the worst loss of the next, for light and for heavy tails.
    @Test("the worst loss of another run", arguments: [false, true])
    func worstLoss(isHeavy: Bool) {
        let result = estimates([WorstLoss()], replications: 1_200) { row in
            if isHeavy {
                Self.replaceByStudentT4(row)
            } else {
                Elementwise.normalQuantile(UnsafeBufferPointer(row), into: row)
            }
        }[0].estimates
        let covered = (1..<result.count).filter { index in
            let (interval, next) = (result[index - 1], result[index].value)
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
            let q = 4 / root * cos(acos(min(1, root)) / 3)
            row[index] = (p < 0.5 ? -1 : 1) * max(0, q - 4).squareRoot()
        }
    }
}
