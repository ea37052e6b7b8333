import Kernels
import Market
import Measures
import Randomness
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Components of value-at-risk and expected shortfall")
struct TailWeightsTests {
    /// Gains of the parts, path by path, and of the whole.
    private struct Sample {
        var parts: [[Double]]
        var whole: [Double]

        init(_ parts: [[Double]]) {
            self.parts = parts
            whole = parts[0].indices.map { path in parts.reduce(0) { $0 + $1[path] } }
        }

        func weights(_ measure: any RiskMeasure, _ design: SampleDesign = .independent) throws -> TailWeights {
            try #require(whole.withUnsafeBufferPointer { measure.tailWeights($0, design: design) })
        }

        func components(_ weights: TailWeights) -> [Estimate] { parts.map { weights.estimate(sums(weights, $0)) } }

        func sums(_ weights: TailWeights, _ gains: [Double]) -> TailMoments {
            var sums = TailMoments()
            for (index, path) in weights.paths.enumerated() {
                let loss = -gains[path]
                sums += TailMoments(
                    linear: weights.loads[index] * loss, square: weights.spreads[index] * loss * loss)
            }
            return sums
        }
    }

    private static func normals(_ rows: Int, _ count: Int, seed: UInt64) -> [[Double]] {
        let storage = RowStorage(rowCount: rows, pathCount: count)
        PhiloxDraws(seed: seed).normals(step: 0, paths: 0..<count, into: storage.rows)
        return (0..<rows).map { storage.copy(row: $0) }
    }

    /// Jorion's two currencies: CAD 2m at 5 % and EUR 1m at 12 %, uncorrelated.
    private static func currencies(_ count: Int, seed: UInt64) -> Sample {
        let draws = normals(2, count, seed: seed)
        return Sample([draws[0].map { 100_000 * $0 }, draws[1].map { 120_000 * $0 }])
    }

    /// P. Jorion, “Value at Risk”, 3rd ed., chapter 7, with z = 1.64485: components 105,301 and 151,633 of 256,934.
    @Test("a normal book has the components of its covariance", arguments: [UInt64(1), 2, 3])
    func jorion(seed: UInt64) throws {
        let sample = Self.currencies(100_000, seed: seed)
        let weights = try sample.weights(ValueAtRisk(confidence: 0.95))
        for (estimate, exact) in zip(sample.components(weights), [105_300.96317058706, 151_633.38696564536]) {
            #expect(abs(estimate.value - exact) < 4 * estimate.standardError, "\(estimate.value)")
            #expect(estimate.standardError > 0 && estimate.standardError < 0.02 * exact)
        }
        // ES at 97.5 % of a normal is 2.33780 σ; components in the same proportion.
        let shortfall = try sample.weights(ExpectedShortfall(confidence: 0.975))
        let perDeviation = 2.337802792201351
        for (estimate, variance) in zip(sample.components(shortfall), [1e10, 1.44e10]) {
            let exact = perDeviation * variance / 2.44e10.squareRoot()
            #expect(abs(estimate.value - exact) < 4 * estimate.standardError, "\(estimate.value)")
        }
    }

    @Test("components add up to the figure, and the whole has its error")
    func exact() throws {
        let sample = Self.currencies(20_000, seed: 9)
        for measure in [
            ValueAtRisk(confidence: 0.95), ValueAtRisk(confidence: 0.999), ExpectedShortfall(confidence: 0.975),
            ExpectedShortfall(confidence: 0.9734),
        ] as [any RiskMeasure] {
            let weights = try sample.weights(measure)
            let sum = sample.components(weights).reduce(0) { $0 + $1.value }
            #expect(abs(sum / weights.figure.value - 1) < 1e-12)
            let whole = weights.estimate(sample.sums(weights, sample.whole))
            #expect(abs(whole.value / weights.figure.value - 1) < 1e-12)
            #expect(abs(whole.standardError / weights.figure.standardError - 1) < 1e-6, "\(measure.estimator)")
        }
    }

    @Test("thinning keeps the sum")
    func thinned() throws {
        let sample = Self.currencies(50_000, seed: 4)
        for measure in [ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975)] as [any RiskMeasure] {
            let weights = try sample.weights(measure)
            let thin = weights.thinned(to: 100)
            #expect(thin.paths.count <= 101 && thin.paths.count >= 100)
            let components = sample.components(thin)
            #expect(abs(components.reduce(0) { $0 + $1.value } / weights.figure.value - 1) < 1e-12)
            let full = sample.components(weights)
            for (one, other) in zip(components, full) {
                #expect(abs(one.value - other.value) < 4 * one.standardError)
            }
        }
    }

    @Test("historical samples: weighted and overlapping losses add up, and a handful of losses too")
    func historical() throws {
        let sample = Self.currencies(500, seed: 5)
        let decaying = (0..<500).map { pow(0.98, Double(499 - $0)) }
        for design in [SampleDesign(weights: decaying), SampleDesign(overlap: 10), .independent] {
            for measure in [
                ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975),
                ExpectedShortfall(confidence: 0.998),
            ] as [any RiskMeasure] {
                let weights = try sample.weights(measure, design)
                let components = sample.components(weights)
                #expect(abs(components.reduce(0) { $0 + $1.value } / weights.figure.value - 1) < 1e-10)
                #expect(components.allSatisfy { $0.standardError.isFinite && $0.standardError > 0 })
            }
        }
    }

    /// Half of the paths lose the same 100, in two different ways: each half as often, so 50 each.
    @Test("equal losses share the weight that is left for them")
    func ties() throws {
        let count = 10_000
        let first = (0..<count).map { $0 % 4 == 0 ? -100.0 : $0 % 4 == 1 ? 0 : 10 }
        let second = (0..<count).map { $0 % 4 == 1 ? -100.0 : $0 % 4 == 0 ? 0 : 10 }
        let sample = Sample([first, second])
        for measure in [ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.95)] as [any RiskMeasure] {
            let components = sample.components(try sample.weights(measure))
            for component in components { #expect(abs(component.value - 50) < 1e-9, "\(measure.estimator)") }
        }
    }
}
