import Dependence
import Foundation
import Kernels
import LinearAlgebra
import Market
import MarketTwin
import Measures
import Randomness
import Settings
import Testing

/// Every registered dependence gives drivers of mean 0, variance 1 and the correlation asked for, by rank.
@Suite("Dependences keep their contract")
struct DependenceContractTests {
    private static let paths = 204_800
    private static let correlation = 0.6

    private static let owners = ["EQ.A", "EQ.B"].compactMap { FactorID($0) }.map { SimulatedDriver(factor: $0) }

    private func drivers(_ type: any Dependence.Type, paths: Range<Int>) throws -> RowStorage {
        let factor = try CholeskyFactor(Matrix([[1, Self.correlation], [Self.correlation, 1]]))
        let normals = CorrelatedNormals(draws: PhiloxDraws(seed: 3), root: .cholesky(factor), isSingle: false)
        let storage = RowStorage(rowCount: 2, pathCount: paths.count)
        let scratch = RowStorage(rowCount: 2, pathCount: paths.count)
        return withExtendedLifetime((storage, scratch)) {
            normals.fill(storage.rows, step: 0, paths: paths, .init(normals, driverCount: 2, pathCount: paths.count))
            type.init(type.example, drivers: Self.owners).shape(
                storage.rows, step: 0, paths: paths, draws: normals.draws, scratch: scratch.rows)
            return storage
        }
    }

    @Test("mean, variance and correlation")
    func moments() throws {
        for type in Catalog.standard.kinds.dependences.members {
            let storage = try drivers(type, paths: 0..<Self.paths)
            let rows = (0..<2).map { storage.copy(row: $0) }
            func check(_ values: [Double], _ known: Double, _ name: String) {
                let mean = MeanLoss().estimate(LossDistribution(losses: values))
                #expect(abs(mean.value - known) < 4 * mean.standardError, "\(type.kind) \(name): \(mean)")
            }
            for row in 0..<2 {
                check(rows[row], 0, "mean")
                check(rows[row].map { $0 * $0 }, 1, "variance")
            }
            // τ = 2·arcsin(ρ)/π whatever the law: pairs of paths agree or disagree.
            let signs = stride(from: 0, to: Self.paths, by: 2).map { path -> Double in
                let first = rows[0][path] - rows[0][path + 1]
                let second = rows[1][path] - rows[1][path + 1]
                return first * second > 0 ? 1 : -1
            }
            check(signs, 0.40966552939826695, "rank correlation")
        }
    }

    @Test("the probability of a driver is uniform, by every dependence")
    func probabilities() throws {
        for type in Catalog.standard.kinds.dependences.members {
            let storage = try drivers(type, paths: 0..<20_480)
            let law = type.init(type.example, drivers: Self.owners)
            for row in 0..<2 {
                let uniforms = storage.copy(row: row).map { law.probability(of: $0, row: row) }
                // ∫u du, ∫u² du and the probability of either tail of a hundredth.
                for (known, of) in [
                    (0.5, { $0 }), (1 / 3.0, { $0 * $0 }), (0.02, { abs($0 - 0.5) > 0.49 ? 1 : 0 }),
                ] as [(Double, (Double) -> Double)] {
                    let mean = MeanLoss().estimate(LossDistribution(losses: uniforms.map(of)))
                    #expect(abs(mean.value - known) < 4 * mean.standardError, "\(type.kind): \(mean)")
                }
            }
        }
    }

    @Test("under a copula it is that of the marginal: the score of a driver is found again")
    func marginalProbabilities() {
        for type in Catalog.standard.kinds.marginals.members {
            let marginal = type.init(type.example)
            let driver = SimulatedDriver(factor: Self.owners[0].factor, marginal: marginal)
            let copulas = Catalog.standard.kinds.dependences.members.filter { $0.takesMarginals }
            #expect(copulas.count >= 2)
            for copula in copulas {
                let law = copula.init(copula.example, drivers: [driver])
                // Φ(±1) and Φ(±3); the quantile of t is known to half of its digits near the median.
                for (score, known) in [
                    (-3, 0.0013498980316301), (-1, 0.158655253931457), (0, 0.5), (1, 0.841344746068543),
                    (3, 0.99865010196837),
                ] as [(Double, Double)] {
                    let probability = law.probability(of: marginal.driver(score: score), row: 0)
                    #expect(abs(probability - known) < 1e-7, "\(type.kind) under \(copula.kind) at \(score)")
                }
            }
        }
    }

    @Test("a block is its panels, one by one")
    func panels() throws {
        for type in Catalog.standard.kinds.dependences.members {
            let whole = try drivers(type, paths: 0..<1_024)
            let part = try drivers(type, paths: 512..<768)
            for row in 0..<2 { #expect(whole.copy(row: row)[512..<768] == part.copy(row: row)[...]) }
        }
    }

    @Test("an example is complete, so nothing is left to fit")
    func examples() throws {
        let sample = DependenceSample(
            factors: Self.owners.map(\.factor), columns: [], changes: Matrix(rowCount: 0, columnCount: 0),
            correlation: .identity(2))
        for type in Catalog.standard.kinds.dependences.members {
            let fit = try type.fit(sample, given: type.example)
            #expect(fit.specification == type.example && fit.parameters.isEmpty, "\(type.kind)")
        }
        for type in Catalog.standard.kinds.marginals.members {
            let fit = try type.fit([], given: type.example)
            #expect(fit.specification == type.example && fit.parameters.isEmpty, "\(type.kind)")
        }
    }

    /// ∫ x φ dz = 0 and ∫ x² φ dz = 1, by the trapezium rule, which is exact to rounding for smooth functions.
    @Test("every marginal has mean 0 and variance 1, and ascends")
    func marginals() {
        for type in Catalog.standard.kinds.marginals.members {
            let marginal = type.init(type.example)
            let step = 1e-3
            var (mean, square, last) = (0.0, 0.0, -Double.infinity)
            for index in -9_000...9_000 {
                let score = Double(index) * step
                let value = marginal.driver(score: score)
                let mass = step * exp(-score * score / 2) / (2 * Double.pi).squareRoot()
                mean += mass * value
                square += mass * value * value
                #expect(value >= last, "\(type.kind) at \(score)")
                last = value
            }
            #expect(abs(mean) < 1e-5 && abs(square - 1) < 1e-4, "\(type.kind): \(mean), \(square)")
        }
    }

    @Test("it has a title for reports")
    func titles() {
        for type in Catalog.standard.kinds.dependences.members {
            #expect(!type.init(type.example, drivers: Self.owners).title.isEmpty)
        }
    }
}
