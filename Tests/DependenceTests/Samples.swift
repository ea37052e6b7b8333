import Dependence
import Foundation
import Kernels
import LinearAlgebra
import Randomness
import TestSupport

/// 120 changes of three factors with a common shock and a common size of the day, and 200 excesses: for figures computed
/// by numpy and scipy from the same sequence.
let knownSample: (changes: Matrix, excesses: [Double]) = {
    var numbers = Sequence64(seed: 11)
    var changes = Matrix(rowCount: 120, columnCount: 3)
    for row in 0..<120 {
        let common = numbers.next()
        let size = 1 / (0.15 + abs(numbers.next()))
        for column in 0..<3 { changes[row, column] = size * (numbers.next() + common) }
    }
    let excesses = (0..<200).map { _ in
        let first = -log(0.5 + numbers.next())
        return first * (1 + 0.8 * (0.5 + numbers.next()))
    }
    return (changes, excesses)
}()

/// Correlated normals, shaped by a law: observations × drivers.
func simulated(
    _ law: some Dependence, _ correlations: [[Double]], count: Int, seed: UInt64 = 17, step: Int = 0
) throws -> [[Double]] {
    let root = CorrelationRoot.cholesky(try CholeskyFactor(Matrix(correlations)))
    let normals = CorrelatedNormals(draws: PhiloxDraws(seed: seed), root: root, isSingle: false)
    let paths = (count + 255) / 256 * 256
    let rows = correlations.count
    let storage = RowStorage(rowCount: rows, pathCount: paths)
    let scratch = RowStorage(rowCount: 2, pathCount: paths)
    let workspace = CorrelatedNormals<PhiloxDraws>.Workspace(normals, driverCount: rows, pathCount: paths)
    return withExtendedLifetime((storage, scratch, workspace)) {
        normals.fill(storage.rows, step: step, paths: 0..<paths, workspace)
        law.shape(storage.rows, step: step, paths: 0..<paths, draws: normals.draws, scratch: scratch.rows)
        return root.rows.map { Array(storage.copy(row: $0).prefix(count)) }
    }
}

/// One row a column.
func matrix(_ columns: [[Double]]) -> Matrix { Matrix(columns).transposed }
