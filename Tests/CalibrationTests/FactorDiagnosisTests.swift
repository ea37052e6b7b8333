import Calibration
import Market
import Statistics
import TestSupport
import Testing

@Suite("Diagnosis of a process")
struct FactorDiagnosisTests {
    /// Normals that are always the same.
    private static func normals(_ count: Int, seed: UInt64) -> [Double] {
        var numbers = Sequence64(seed: seed)
        return (0..<count).map { _ in NormalDistribution.standard.quantile(numbers.next() + 0.5) }
    }

    /// The diagnosis of changes under a model that gives each a standard deviation, normally distributed.
    private static func diagnosis(_ changes: [Double], deviations: [Double]) -> FactorDiagnosis {
        diagnosis(
            changes, uniforms: zip(changes, deviations).map { NormalDistribution.standard.cumulative($0 / $1) })
    }

    /// A transform that varies, where the changes themselves do not.
    private static func someUniforms(_ count: Int) -> [Double] {
        normals(count, seed: 11).map { NormalDistribution.standard.cumulative($0) }
    }

    private static func diagnosis(_ changes: [Double], uniforms: [Double]) -> FactorDiagnosis {
        FactorDiagnosis(
            changes: changes, dates: changes.indices.map { CalendarDate(dayNumber: 15_000 + Int32($0)) },
            uniforms: uniforms, modelled: changes.map { _ in 0.16 })
    }

    @Test("changes of the model's own law: no test objects, bins and quantiles are where they belong")
    func rightModel() {
        let count = 4_000
        let changes = Self.normals(count, seed: 3).map { 0.01 * $0 }
        let diagnosis = Self.diagnosis(changes, deviations: changes.map { _ in 0.01 })
        #expect(diagnosis.moves == count)
        #expect(diagnosis.uniformity.pValue > 0.01)
        #expect(diagnosis.independence.pValue > 0.01)
        #expect(diagnosis.squareIndependence.pValue > 0.01)

        #expect(diagnosis.uniformCounts.count == 20 && diagnosis.uniformCounts.reduce(0, +) == count)
        let error = (Double(count) * 0.05 * 0.95).squareRoot()
        for bin in diagnosis.uniformCounts { #expect(abs(Double(bin) - 200) < 4 * error) }

        // The variance of a sample quantile is p(1 − p)/(n·φ²): between −2 and 2 at most 4 · 2 % or so.
        let normal = NormalDistribution.standard
        for point in diagnosis.quantiles where abs(point.expected) < 2 {
            let p = normal.cumulative(point.expected)
            let error = (p * (1 - p) / Double(count)).squareRoot() / normal.density(point.expected)
            #expect(abs(point.observed - point.expected) < 4 * error)
        }
        let bound = 4 / Double(count).squareRoot()
        for lag in 0..<20 {
            #expect(abs(diagnosis.autocorrelations[lag]) < bound && abs(diagnosis.squareAutocorrelations[lag]) < bound)
        }
    }

    /// The transform (i + ½)/n in any order: its distance from the uniform law is 1/(2n), every bin holds as many, and each
    /// normal score is the quantile that is expected of it.
    @Test("a perfectly even transform")
    func evenTransform() throws {
        let count = 1_000
        let uniforms = (0..<count).map { (Double($0 * 387 % count) + 0.5) / Double(count) }
        let diagnosis = Self.diagnosis(Self.normals(count, seed: 1), uniforms: uniforms)
        #expect(abs(diagnosis.uniformity.statistic - 0.5 / Double(count)) < 1e-12)
        #expect(diagnosis.uniformity.pValue > 0.999_999)
        #expect(diagnosis.uniformCounts == [Int](repeating: 50, count: 20))
        #expect(diagnosis.quantiles.count == 101)
        for point in diagnosis.quantiles { #expect(abs(point.observed - point.expected) < 1e-9) }
        #expect(zip(diagnosis.quantiles, diagnosis.quantiles.dropFirst()).allSatisfy { $0.expected < $1.expected })
        // The outermost are among them.
        let first = try #require(diagnosis.quantiles.first)
        #expect(abs(first.expected - NormalDistribution.standard.quantile(0.0005)) < 1e-12)
    }

    @Test("a few moves are all shown; a transform of 0 and 1 leaves every figure finite")
    func edges() {
        var uniforms = (0..<40).map { (Double($0) + 0.5) / 40 }
        (uniforms[0], uniforms[39]) = (0, 1)
        let diagnosis = Self.diagnosis(Self.normals(40, seed: 1), uniforms: uniforms)
        #expect(diagnosis.quantiles.count == 40)
        #expect(diagnosis.quantiles.allSatisfy { $0.observed.isFinite })
        #expect(diagnosis.uniformCounts == [Int](repeating: 2, count: 20))
        #expect(diagnosis.volatilities.isEmpty && diagnosis.lowerTail == nil)
    }

    @Test("a law of the right variance and another shape is rejected for its shape alone")
    func wrongShape() {
        var numbers = Sequence64(seed: 9)
        // Uniform on ±√3.
        let changes = (0..<2_000).map { _ in numbers.next() * 12.0.squareRoot() }
        let diagnosis = Self.diagnosis(changes, deviations: changes.map { _ in 1 })
        #expect(diagnosis.uniformity.pValue < 1e-4)
        #expect(diagnosis.independence.pValue > 0.01 && diagnosis.squareIndependence.pValue > 0.01)
        #expect(abs(diagnosis.excessKurtosis + 1.2) < 0.1)
    }

    /// h′ = 0.7 + 0.3·e²: the squares have the autocorrelations 0.3, 0.3², … (Engle 1982).
    @Test("clustered volatility is rejected under a constant one, and not under the volatility that it has")
    func clusters() {
        let shocks = Self.normals(4_000, seed: 5)
        var variance = 1.0
        var changes: [Double] = []
        var deviations: [Double] = []
        for shock in shocks {
            deviations.append(variance.squareRoot())
            changes.append(deviations[deviations.count - 1] * shock)
            variance = 0.7 + 0.3 * changes[changes.count - 1] * changes[changes.count - 1]
        }
        let constant = Self.diagnosis(changes, deviations: changes.map { _ in 1 })
        #expect(constant.squareIndependence.pValue < 1e-10)
        #expect(abs(constant.squareAutocorrelations[0] - 0.3) < 0.12)
        let clustered = Self.diagnosis(changes, deviations: deviations)
        #expect(clustered.squareIndependence.pValue > 0.01)
        #expect(clustered.independence.pValue > 0.01 && clustered.uniformity.pValue > 0.01)
    }

    @Test("moves that follow those before them are rejected as dependent")
    func serial() {
        let shocks = Self.normals(2_000, seed: 6)
        let (φ, count) = (0.3, 2_000)
        var changes = [shocks[0]]
        for shock in shocks.dropFirst() {
            changes.append(φ * changes[changes.count - 1] + (1 - φ * φ).squareRoot() * shock)
        }
        let diagnosis = Self.diagnosis(changes, deviations: changes.map { _ in 1 })
        #expect(diagnosis.independence.pValue < 1e-10)
        // Bartlett: the variance of the first autocorrelation is (1 − φ²)/n.
        #expect(abs(diagnosis.autocorrelations[0] - φ) < 4 * ((1 - φ * φ) / Double(count)).squareRoot())
    }

    /// Moves of ±1 %, 250 times each way: the rolling volatility is 1 %·√252 on every date.
    @Test("moments of the moves, and the rolling volatility of the last sixty")
    func volatility() throws {
        let changes = (0..<500).map { $0.isMultiple(of: 2) ? 0.01 : -0.01 }
        let diagnosis = Self.diagnosis(changes, uniforms: Self.someUniforms(500))
        #expect(abs(diagnosis.volatility - 0.01 * (252.0 * 500 / 499).squareRoot()) < 1e-12)
        #expect(abs(diagnosis.skewness) < 1e-12 && abs(diagnosis.excessKurtosis + 2) < 0.02)
        #expect((1...260).contains(diagnosis.volatilities.count))
        for point in diagnosis.volatilities {
            #expect(abs(point.realised - 0.01 * 252.0.squareRoot()) < 1e-12)
            #expect(point.modelled == 0.16)
        }
        #expect(try #require(diagnosis.volatilities.last).date == diagnosis.to)
        #expect(diagnosis.from == CalendarDate(dayNumber: 15_000))
    }

    @Test("what never varies is not judged")
    func constant() {
        #expect(!FactorDiagnosis.canJudge(uniforms: [Double](repeating: 0.5, count: 100)))
        #expect(!FactorDiagnosis.canJudge(uniforms: Self.someUniforms(29)))
        #expect(FactorDiagnosis.canJudge(uniforms: Self.someUniforms(30)))
    }

    /// Calm, then ten times as wild: the figure of a date knows the sixty moves before it, and not its own.
    @Test("the rolling volatility looks back and not ahead")
    func lookBack() throws {
        let changes = [Double](repeating: 0.01, count: 100) + [0.1]
        let diagnosis = Self.diagnosis(changes, uniforms: Self.someUniforms(101))
        #expect(abs(try #require(diagnosis.volatilities.last).realised - 0.01 * 252.0.squareRoot()) < 1e-12)
    }

    @Test("falls and rises each have their tail")
    func tails() throws {
        var numbers = Sequence64(seed: 4)
        // Falls of a Pareto law with index 2, rises with index 6.
        let changes = (0..<6_000).map { index in
            let u = numbers.next() + 0.5
            return index.isMultiple(of: 2) ? -pareto(u, index: 2) : pareto(u, index: 6)
        }
        let diagnosis = Self.diagnosis(changes, deviations: changes.map { _ in 1 })
        let (lower, upper) = (try #require(diagnosis.lowerTail), try #require(diagnosis.upperTail))
        #expect(abs(lower.index - 2) < 4 * lower.standardError)
        #expect(abs(upper.index - 6) < 4 * upper.standardError)
    }
}

/// The number that a Pareto law from 1 up passes with probability u: u^(−1/α), for whole α.
func pareto(_ u: Double, index: Int) -> Double {
    // The α-th root by Newton's steps, from below.
    var root = 1.0
    for _ in 0..<200 {
        let power = (1..<index).reduce(1.0) { result, _ in result * root }
        root -= (power * root - 1 / u) / (Double(index) * power)
    }
    return root
}
