import Dependence
import Kernels
import LinearAlgebra
import MarketTwin
import Measures
import Randomness
import Settings
import Testing

/// Every registered dependence gives drivers of mean 0, variance 1 and the correlation asked for.
@Suite("Dependences keep their contract")
struct DependenceContractTests {
    private static let paths = 204_800
    private static let correlation = 0.6

    /// The settings that a member needs and has no default for.
    private func specification(_ type: any Dependence.Type) -> Specification {
        var settings: [String: Value.Content] = [:]
        for setting in type.settings {
            guard case .required = setting.presence else { continue }
            switch setting.shape {
            case .number: settings[setting.name] = .number(6)
            case .count: settings[setting.name] = .count(1)
            default: preconditionFailure("give \(type.kind).\(setting.name) a value here")
            }
        }
        return Specification(kind: type.kind, settings: settings).completed(KindDescription(type))
    }

    private func drivers(_ type: any Dependence.Type, paths: Range<Int>) throws -> RowStorage {
        let factor = try CholeskyFactor(Matrix([[1, Self.correlation], [Self.correlation, 1]]))
        let normals = CorrelatedNormals(draws: PhiloxDraws(seed: 3), root: .cholesky(factor), isSingle: false)
        let storage = RowStorage(rowCount: 2, pathCount: paths.count)
        let scratch = RowStorage(rowCount: 2, pathCount: paths.count)
        return withExtendedLifetime((storage, scratch)) {
            normals.fill(storage.rows, step: 0, paths: paths, .init(normals, driverCount: 2, pathCount: paths.count))
            type.init(specification(type)).shape(
                storage.rows, step: 0, paths: paths, draws: normals.draws, scratch: scratch.rows)
            return storage
        }
    }

    @Test("mean, variance and correlation")
    func moments() throws {
        for type in Catalog.standard.models.dependences {
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
            check(zip(rows[0], rows[1]).map { $0 * $1 }, Self.correlation, "correlation")
        }
    }

    @Test("a block is its panels, one by one")
    func panels() throws {
        for type in Catalog.standard.models.dependences {
            let whole = try drivers(type, paths: 0..<1_024)
            let part = try drivers(type, paths: 512..<768)
            for row in 0..<2 { #expect(whole.copy(row: row)[512..<768] == part.copy(row: row)[...]) }
        }
    }

    @Test("it has a title for reports")
    func titles() {
        for type in Catalog.standard.models.dependences { #expect(!type.init(specification(type)).title.isEmpty) }
    }
}
