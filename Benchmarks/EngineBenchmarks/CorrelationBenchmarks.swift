import Dependence
import Kernels
import LinearAlgebra
import Randomness

/// Correlated normals, drawn and multiplied by the Cholesky factor, for books of several sizes.
func correlationBenchmarks() {
    for count in [20, 50, 500] {
        for isSingle in [false, true] {
            let drivers = CorrelatedDrivers(count: count, isSingle: isSingle)
            let name = "correlated normals, \(count) factors" + (isSingle ? ", single precision" : "")
            measure(name, numbers: count * Block.pathCount) { drivers.fill() }
        }
    }
}

/// Unchecked for the same reason as `Block`.
private final class CorrelatedDrivers: @unchecked Sendable {
    private let storage: RowStorage
    private let normals: CorrelatedNormals<PhiloxDraws>
    private let workspace: CorrelatedNormals<PhiloxDraws>.Workspace

    init(count: Int, isSingle: Bool) {
        var correlation = Matrix(rowCount: count, columnCount: count, filledWith: 0.3)
        for index in 0..<count { correlation[index, index] = 1 }
        guard let factor = try? CholeskyFactor(correlation) else { preconditionFailure("equal correlations of 0.3") }
        storage = RowStorage(rowCount: count, pathCount: Block.pathCount)
        normals = CorrelatedNormals(draws: PhiloxDraws(seed: 1), root: .cholesky(factor), isSingle: isSingle)
        workspace = .init(normals, driverCount: count, pathCount: Block.pathCount)
    }

    func fill() { normals.fill(storage.rows, step: 0, paths: 0..<Block.pathCount, workspace) }
}
