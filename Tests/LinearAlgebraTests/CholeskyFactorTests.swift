import Foundation
import LinearAlgebra
import Testing

@Suite struct CholeskyFactorTests {
    /// Exact: L of [[4, 2], [2, 5]] is [[2, 0], [1, 2]].
    @Test func knownFactor() throws {
        let factor = try CholeskyFactor(Matrix([[4, 2], [2, 5]]))
        #expect(factor.lower == Matrix([[2, 0], [1, 2]]))
        #expect(factor.order == [0, 1] && factor.rank == 2)
    }

    @Test(arguments: [1, 3, 25, 200]) func regularMatrixIsRebuilt(count: Int) throws {
        let matrix = sampleCorrelation(count, observations: 2 * count + 5)
        let factor = try CholeskyFactor(matrix)
        #expect(factor.order == Array(0..<count))
        #expect(largestDifference(factor.product, matrix) < 1e-12)
        for i in 0..<count { for j in i + 1..<max(count, i + 1) { #expect(factor.lower[i, j] == 0) } }
    }

    @Test func sameVariableTwice() throws {
        let matrix = Matrix([[1, 0.3, 1, 0.1], [0.3, 1, 0.3, -0.2], [1, 0.3, 1, 0.1], [0.1, -0.2, 0.1, 1]])
        let factor = try CholeskyFactor(matrix)
        #expect(factor.rank == 3)
        #expect(factor.order.sorted() == [0, 1, 2, 3])
        #expect(largestDifference(factor.product, matrix) < 1e-12)
    }

    /// The sample correlation of 60 variables from 25 observations has rank 25.
    @Test func moreVariablesThanObservations() throws {
        let matrix = sampleCorrelation(60, observations: 25)
        let factor = try CholeskyFactor(matrix)
        #expect(factor.rank == 25)
        #expect(largestDifference(factor.product, matrix) < 1e-12)
    }

    @Test func perfectCorrelationAndNothingAtAll() throws {
        let ones = try CholeskyFactor(Matrix([[1, -1], [-1, 1]]))
        #expect(ones.rank == 1 && ones.lower.elements == [1, -1])
        let zero = try CholeskyFactor(Matrix(rowCount: 2, columnCount: 2))
        #expect(zero.rank == 0 && zero.product == Matrix(rowCount: 2, columnCount: 2))
        #expect(try CholeskyFactor(Matrix([])).count == 0)
    }

    /// Exact: [[1, .9, −.9], [.9, 1, .9], [−.9, .9, 1]] has the eigenvalue 1 − 2·0.9, and its pairs share the blame.
    @Test func indefiniteIsRefusedWithItsPairs() {
        let matrix = Matrix([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
        do {
            _ = try CholeskyFactor(matrix)
            Issue.record("an indefinite matrix was factored")
        } catch .indefinite(let leadingMinor, let smallestEigenvalue, let pairs) {
            #expect(leadingMinor == 3)
            #expect(abs(smallestEigenvalue + 0.8) < 1e-12)
            #expect(Set(pairs) == [IndexPair(0, 1), IndexPair(0, 2), IndexPair(1, 2)])
        } catch {
            Issue.record("another error: \(error)")
        }
    }

    /// Only the triangle 2, 5, 7 of ten otherwise independent variables contradicts itself.
    @Test func onlyContradictoryPairsAreNamed() {
        var matrix = Matrix.identity(10)
        for (i, j, value) in [(2, 5, 0.9), (2, 7, -0.9), (5, 7, 0.9)] {
            matrix[i, j] = value
            matrix[j, i] = value
        }
        do {
            _ = try CholeskyFactor(matrix)
            Issue.record("an indefinite matrix was factored")
        } catch .indefinite(_, _, let pairs) {
            #expect(Set(pairs) == [IndexPair(2, 5), IndexPair(2, 7), IndexPair(5, 7)])
        } catch {
            Issue.record("another error: \(error)")
        }
    }

    @Test func badInputIsRefused() {
        #expect(throws: FactorizationError.asymmetric(row: 1, column: 0, value: 0.2, mirrored: 0.3)) {
            try CholeskyFactor(Matrix([[1, 0.3], [0.2, 1]]))
        }
        #expect(throws: FactorizationError.notFinite(row: 0, column: 1, value: .infinity)) {
            try CholeskyFactor(Matrix([[1, .infinity], [.infinity, 1]]))
        }
        #expect(throws: FactorizationError.notSquare(rowCount: 1, columnCount: 2)) {
            try CholeskyFactor(Matrix([[1, 2]]))
        }
        #expect(throws: FactorizationError.self) { try CholeskyFactor(Matrix([[-1]])) }
    }

    @Test func codableKeepsEveryBit() throws {
        let factor = try CholeskyFactor(sampleCorrelation(12, observations: 7))
        let decoded = try JSONDecoder().decode(CholeskyFactor.self, from: JSONEncoder().encode(factor))
        #expect(decoded == factor)
    }
}
