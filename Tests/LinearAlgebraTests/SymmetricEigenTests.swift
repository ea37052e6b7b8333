import LinearAlgebra
import Testing

@Suite struct SymmetricEigenTests {
    /// Exact: the eigenvalues of [[1, ρ], [ρ, 1]] are 1 − ρ and 1 + ρ.
    @Test func twoByTwo() throws {
        let eigen = try SymmetricEigen(Matrix([[1, 0.25], [0.25, 1]]))
        #expect(abs(eigen.values[0] - 0.75) < 1e-15 && abs(eigen.values[1] - 1.25) < 1e-15)
        #expect(abs(eigen.vectors[0, 0] + eigen.vectors[0, 1]) < 1e-15)
    }

    @Test func vectorsRebuildTheMatrix() throws {
        let matrix = sampleCorrelation(40, observations: 100)
        let eigen = try SymmetricEigen(matrix)
        #expect(largestDifference(Matrix(eigen) { $0 }, matrix) < 1e-13)
        #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 <= $1 })
        let alone = try SymmetricEigen.values(of: matrix)
        #expect(zip(eigen.values, alone).allSatisfy { abs($0 - $1) < 1e-13 * eigen.values[39] })
    }

    @Test func notFiniteIsRefused() {
        #expect(throws: FactorizationError.self) { try SymmetricEigen(Matrix([[1, .nan], [.nan, 1]])) }
        #expect(throws: FactorizationError.notSquare(rowCount: 1, columnCount: 2)) {
            try SymmetricEigen(Matrix([[1, 2]]))
        }
    }
}
