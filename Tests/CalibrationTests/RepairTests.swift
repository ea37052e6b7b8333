import Calibration
import LinearAlgebra
import Settings
import Testing

@Suite struct RepairTests {
    static let repairs: [any PositiveDefiniteRepair] = [
        EigenvalueClip(Specification(kind: "eigenvalue-clip")),
        NearestCorrelation(Specification(kind: "nearest-correlation")),
    ]
    let nearest = NearestCorrelation(Specification(kind: "nearest-correlation"))

    /// Source: N. J. Higham, IMA J. Numerical Analysis 22, 2002, recomputed to all digits.
    @Test func nearestOfHigham() throws {
        let result = try nearest.repair(Matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]]))
        #expect(abs(result.matrix[0, 1] - 0.7606898534022838) < 1e-10)
        #expect(abs(result.matrix[0, 2] - 0.15729810613837603) < 1e-10)
        #expect(abs(result.matrix[1, 2] - 0.7606898534022838) < 1e-10)
        #expect(abs(result.distance - 0.5277904635818284) < 1e-10)
        #expect(abs(result.smallestEigenvalueBefore - (1 - 2.0.squareRoot())) < 1e-14)
        #expect(abs(result.smallestEigenvalueAfter) < 1e-14)
        #expect(result.isRepaired && result.moves.count == 3)
    }

    /// Source: QuantLib's test suite, `testSalvagingMatrix`.
    @Test func clip() throws {
        let matrix = Matrix([[1, 0.9, 0.7], [0.9, 1, 0.3], [0.7, 0.3, 1]])
        let result = try Self.repairs[0].repair(matrix)
        #expect(abs(result.matrix[0, 1] - 0.8940244085085989) < 1e-10)
        #expect(abs(result.matrix[0, 2] - 0.6963190661143916) < 1e-10)
        #expect(abs(result.matrix[1, 2] - 0.3009690361045913) < 1e-10)
        #expect(abs(result.smallestEigenvalueBefore + 0.007352439405896503) < 1e-12)
        let most = try #require(result.moves.first)
        #expect(most.first == 0 && most.second == 1 && most.before == 0.9 && most.after == result.matrix[0, 1])
    }

    /// Exact: the smallest eigenvalue is 1 − 2·0.9.
    @Test func noneRefuses() {
        let matrix = Matrix([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
        do {
            _ = try NoRepair(Specification(kind: "none")).repair(matrix)
            Issue.record("an indefinite matrix passed")
        } catch .matrix(.indefinite(_, let smallest, let pairs)) {
            #expect(abs(smallest + 0.8) < 1e-12)
            #expect(pairs.count == 3)
        } catch {
            Issue.record("another error: \(error)")
        }
    }

    @Test(arguments: 0..<2, [2, 3, 10, 60]) func replacementIsACorrelation(member: Int, count: Int) throws {
        let repair = Self.repairs[member]
        var matrix = guessedCorrelation(count)
        if count == 2 { matrix = Matrix([[1, 1.2], [1.2, 1]]) }
        if count == 3 { matrix = Matrix([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]) }
        let result = try repair.repair(matrix)
        #expect(result.isRepaired && result.smallestEigenvalueBefore < 0)
        #expect(result.matrix.diagonal.allSatisfy { $0 == 1 })
        #expect(result.matrix == result.matrix.transposed)
        #expect(result.matrix.elements.allSatisfy { abs($0) <= 1 + 1e-14 })
        #expect(abs(result.distance - result.matrix.distance(to: matrix)) < 1e-14)
        #expect(result.moves.count == min(10, count * (count - 1) / 2))
        #expect(
            zip(result.moves, result.moves.dropFirst()).allSatisfy {
                abs($0.after - $0.before) >= abs($1.after - $1.before)
            })
        let factor = try CholeskyFactor(result.matrix)
        #expect(largestDifference(factor.product, result.matrix) < 1e-12)
        // Once repaired, nothing is left to repair.
        let again = try repair.repair(result.matrix)
        #expect(!again.isRepaired && again.matrix == result.matrix)
    }

    /// Independent: alternating projections with Dykstra's correction, which converge slowly to the same matrix.
    @Test func newtonAgreesWithAlternatingProjections() throws {
        let matrix = guessedCorrelation(12, seed: 4)
        var current = matrix
        var correction = Matrix(rowCount: 12, columnCount: 12)
        for _ in 0..<3000 {
            let corrected = Matrix(
                rowCount: 12, columnCount: 12, elements: zip(current.elements, correction.elements).map { $0 - $1 })
            let projected = Matrix(try SymmetricEigen(corrected)) { max($0, 0) }
            correction = Matrix(
                rowCount: 12, columnCount: 12, elements: zip(projected.elements, corrected.elements).map { $0 - $1 })
            current = projected
            for i in 0..<12 { current[i, i] = 1 }
        }
        let result = try nearest.repair(matrix)
        #expect(largestDifference(result.matrix, current) < 1e-8)
    }

    @Test func nearestIsNearerThanClipped() throws {
        let matrix = guessedCorrelation(40, seed: 3)
        let clipped = try Self.repairs[0].repair(matrix)
        #expect(try nearest.repair(matrix).distance < 0.99 * clipped.distance)
    }

    /// Nearly all eigenvalues of the solution are zero, which is hard for the dual.
    @Test func extremeGuess() throws {
        var matrix = Matrix(rowCount: 30, columnCount: 30, filledWith: -0.9)
        for i in 0..<30 { matrix[i, i] = 1 }
        let result = try nearest.repair(matrix)
        // By symmetry the nearest has one correlation for all, and −1/29 is the least that thirty can have.
        #expect(abs(result.matrix[0, 1] + 1.0 / 29) < 1e-10)
    }

    @Test func semiDefinitePassesUnchanged() throws {
        let singular = Matrix([[1, 1, 0.2], [1, 1, 0.2], [0.2, 0.2, 1]])
        for repair in Self.repairs + [NoRepair(Specification(kind: "none"))] {
            let result = try repair.repair(singular)
            #expect(!result.isRepaired && result.matrix == singular && result.distance == 0 && result.moves.isEmpty)
        }
    }

    @Test func notANumberIsRefused() {
        #expect(throws: RepairError.self) { try nearest.repair(Matrix([[1, .nan], [.nan, 1]])) }
    }
}
