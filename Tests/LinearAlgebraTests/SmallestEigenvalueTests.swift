import LinearAlgebra
import Testing

@Suite struct SmallestEigenvalueTests {
    /// Exact (R. T. Gregory, D. L. Karney, “A Collection of Matrices for Testing Computational Algorithms”, 1969): the
    /// eigenvalues of the tridiagonal matrix 2, −1 are 2 − 2·cos(kπ/(n + 1)); the smallest of 59 is 2 − 2·cos 3°.
    @Test func aTridiagonalMatrixHasItsSmallestByIteration() throws {
        var matrix = Matrix(diagonal: [Double](repeating: 2, count: 59))
        for index in 1..<59 {
            matrix[index, index - 1] = -1
            matrix[index - 1, index] = -1
        }
        let exact = 0.002_740_930_490_852_4
        let iterated = try SmallestEigenvalue(of: matrix, largestWhole: 0)
        #expect(abs(iterated.value / exact - 1) < 1e-6 && !iterated.isNegative)
        #expect(iterated.factor?.rank == 59)
        let whole = try SmallestEigenvalue(of: matrix)
        #expect(abs(whole.value / exact - 1) < 1e-12 && whole.factor == nil)
    }

    @Test(arguments: [12, 60, 150])
    func iterationAgreesWithTheSpectrum(count: Int) throws {
        let matrix = sampleCorrelation(count, observations: 2 * count, seed: UInt64(count))
        let iterated = try SmallestEigenvalue(of: matrix, largestWhole: 0).value
        let whole = try SymmetricEigen.values(of: matrix)[0]
        #expect(abs(iterated / whole - 1) < 1e-6, "\(iterated) and \(whole)")
        #expect(iterated >= whole * (1 - 1e-10), "never too small")
    }

    @Test func fewerObservationsThanVariablesLeaveZero() throws {
        let matrix = sampleCorrelation(80, observations: 30)
        let found = try SmallestEigenvalue(of: matrix, largestWhole: 0)
        #expect(found.value == 0 && !found.isNegative)
        let factor = try #require(found.factor)
        #expect(factor.rank == 30)
        #expect(largestDifference(factor.product, matrix) < 1e-13)
        #expect(try CholeskyFactor(matrix, largestWhole: 0).lower == CholeskyFactor(matrix).lower)
    }

    /// Exact: three correlations of −0.9 have the eigenvalue 1 − 2·0.9 = −0.8. Beside a singular block pivoting must not
    /// take it for rounding.
    @Test func anIndefiniteMatrixIsNeverTakenForASingularOne() throws {
        let block = Matrix([[1, -0.9, -0.9], [-0.9, 1, -0.9], [-0.9, -0.9, 1]])
        let singular = sampleCorrelation(20, observations: 8)
        var matrix = Matrix.identity(23)
        for i in 0..<20 { for j in 0..<20 { matrix[i, j] = singular[i, j] } }
        for i in 0..<3 { for j in 0..<3 { matrix[20 + i, 20 + j] = block[i, j] } }
        let found = try SmallestEigenvalue(of: matrix, largestWhole: 0)
        #expect(found.isNegative && abs(found.value + 0.8) < 1e-12)
        #expect(throws: FactorizationError.self) { try CholeskyFactor(matrix, largestWhole: 0) }
    }

    /// A correlation off by 1e-9 makes an eigenvalue of about −1e-9: small, and not rounding.
    @Test func aSmallNegativeEigenvalueIsSeen() throws {
        var matrix = Matrix(rowCount: 40, columnCount: 40, filledWith: 1)
        matrix[3, 17] -= 1e-9
        matrix[17, 3] -= 1e-9
        let found = try SmallestEigenvalue(of: matrix, largestWhole: 0)
        #expect(found.isNegative && found.value < -1e-10)
        #expect(throws: FactorizationError.self) { try CholeskyFactor(matrix, largestWhole: 0) }
    }

    @Test func notFiniteAndNotSymmetricAreRefused() {
        #expect(throws: FactorizationError.self) {
            try SmallestEigenvalue(of: Matrix([[1, .nan], [.nan, 1]]), largestWhole: 0)
        }
        #expect(throws: FactorizationError.self) {
            try SmallestEigenvalue(of: Matrix([[1, 0.2], [0.1, 1]]), largestWhole: 0)
        }
    }
}
