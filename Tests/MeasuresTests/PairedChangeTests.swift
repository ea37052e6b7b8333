import Kernels
import Market
import Measures
import Randomness
import Testing

@Suite("Errors of changes on common paths")
struct PairedChangeTests {
    private static let measures: [any RiskMeasure] = [
        ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.95), MeanLoss(), StandardDeviation(),
        ProbabilityOfLoss(), WorstLoss(),
    ]

    /// Gains: two independent rows of standard normals.
    private static func normals(_ count: Int, _ replication: Int) -> ([Double], [Double]) {
        let storage = RowStorage(rowCount: 2, pathCount: count)
        PhiloxDraws(seed: 5).normals(step: replication, paths: 0..<count, into: storage.rows)
        return (storage.copy(row: 0), storage.copy(row: 1))
    }

    private static func errors(_ a: [Double], _ b: [Double], design: SampleDesign = .independent) -> [Double?] {
        a.withUnsafeBufferPointer { first in
            b.withUnsafeBufferPointer {
                PairedChange(from: first, to: $0, measures: measures, design: design).standardErrors
            }
        }
    }

    @Test("the same losses change without error, and so does what only moves them")
    func same() {
        let (a, _) = Self.normals(4_000, 0)
        #expect(Self.errors(a, a) == [0, 0, 0, 0, 0, nil])
        let moved = Self.errors(a, a.map { $0 - 3 })
        for index in 0..<4 { #expect((moved[index] ?? 1) < 1e-6) }
    }

    @Test("losses twice as large err by what the losses themselves err")
    func twice() throws {
        let (a, _) = Self.normals(20_000, 1)
        let sample = LossDistribution(losses: a.map { -$0 })
        let errors = Self.errors(a, a.map { 2 * $0 })
        for (measure, error) in zip(Self.measures, errors).prefix(4) {
            let own = measure.estimate(sample).standardError
            #expect(abs(try #require(error) - own) < 0.02 * own, "\(type(of: measure).kind)")
        }
    }

    @Test("losses that have nothing in common err like the root of the sum of squares")
    func independent() throws {
        let (a, b) = Self.normals(50_000, 2)
        let errors = Self.errors(a, b)
        for (measure, error) in zip(Self.measures, errors).prefix(5) {
            let own = measure.estimate(LossDistribution(losses: a.map { -$0 })).standardError
            let other = measure.estimate(LossDistribution(losses: b.map { -$0 })).standardError
            let known = (own * own + other * other).squareRoot()
            #expect(abs(try #require(error) - known) < 0.04 * known, "\(type(of: measure).kind)")
        }
    }

    @Test("equal weights are no weights, and a weight of nothing is no path")
    func weights() throws {
        let (a, b) = Self.normals(1_000, 3)
        let plain = Self.errors(a, b)
        let equal = Self.errors(a, b, design: SampleDesign(weights: a.map { _ in 1 }))
        for index in [1, 2, 3, 4] { #expect(abs(try #require(plain[index]) - (equal[index] ?? 0)) < 2e-3) }
        let half = SampleDesign(weights: a.indices.map { $0 < 500 ? 1 : 0 })
        let first = Self.errors(Array(a[..<500]), Array(b[..<500]))
        #expect(abs(try #require(first[2]) - (Self.errors(a, b, design: half)[2] ?? 0)) < 1e-12)
    }
}
