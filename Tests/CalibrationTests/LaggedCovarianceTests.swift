import Calibration
import LinearAlgebra
import Settings
import TestSupport
import Testing

/// Estimators that see changes of the days before and after.
@Suite struct LaggedCovarianceTests {
    private func lags(_ kind: String, _ count: Int) -> Specification {
        Specification(kind: kind, settings: ["lags": .count(count)])
    }

    /// numpy: `x = X - X.mean(0); G0 + 2/3·(G1 + G1.T) + 1/3·(G2 + G2.T)` over n − 1 with `Gl = x[l:].T @ x[:-l]`.
    @Test func neweyWest() {
        let estimate = NeweyWestCovariance(lags("newey-west", 2)).estimate(eightChanges)
        let x = centred(eightChanges)
        for i in 0..<3 {
            for j in 0..<3 {
                func γ(_ lag: Int, _ a: Int, _ b: Int) -> Double {
                    (lag..<8).reduce(0) { $0 + x[$1][a] * x[$1 - lag][b] }
                }
                let first = 2.0 / 3 * (γ(1, i, j) + γ(1, j, i))
                let second = 1.0 / 3 * (γ(2, i, j) + γ(2, j, i))
                #expect(abs(estimate.covariance[i, j] - (γ(0, i, j) + first + second) / 7) < 1e-18)
            }
        }
        #expect(abs(estimate.effectiveObservations - 8 / (1 + 2 * (4.0 / 9 + 1.0 / 9))) < 1e-12)
    }

    private func centred(_ changes: Matrix) -> [[Double]] {
        let n = Double(changes.rowCount)
        let means = (0..<changes.columnCount).map { j in (0..<changes.rowCount).reduce(0) { $0 + changes[$1, j] } / n }
        return (0..<changes.rowCount).map { i in means.indices.map { changes[i, $0] - means[$0] } }
    }

    /// One factor's news reach the other a day later, in part.
    private func delayed(_ count: Int, seed: UInt64) -> Matrix {
        var numbers = Sequence64(seed: seed)
        var changes = Matrix(rowCount: count, columnCount: 2)
        var yesterday = 0.0
        for row in 0..<count {
            let early = numbers.next()
            let late = numbers.next()
            // The second market closes before the late half of a day's news.
            changes[row, 0] = early + late
            changes[row, 1] = early + yesterday
            yesterday = late
        }
        return changes
    }

    @Test("closes at different hours hide half of what two markets share; leads and lags find it")
    func recovery() throws {
        let changes = delayed(20_000, seed: 3)
        func correlation(_ estimator: any CovarianceEstimator) throws -> Double {
            let covariance = try estimator.estimate(changes).covariance
            return covariance[0, 1] / (covariance[0, 0] * covariance[1, 1]).squareRoot()
        }
        #expect(abs(try correlation(SampleCovariance(Specification(kind: "sample"))) - 0.5) < 0.02)
        #expect(abs(try correlation(LeadLagCovariance(lags("lead-lag", 1))) - 1) < 0.03)
        // Of a lag of one day 1/(L + 1), and 1/h, stay unseen: here of one half.
        #expect(abs(try correlation(NeweyWestCovariance(lags("newey-west", 4))) - 0.9) < 0.04)
        let days = Specification(kind: "overlapping", settings: ["days": .count(5)])
        #expect(abs(try correlation(OverlappingCovariance(days)) - 0.9) < 0.04)
    }

    /// Lo and MacKinlay's estimate is unbiased where changes are independent.
    @Test func overlappingIsUnbiased() throws {
        let days = Specification(kind: "overlapping", settings: ["days": .count(10)])
        var sum = 0.0
        for seed in 1...200 {
            var numbers = Sequence64(seed: UInt64(seed))
            let changes = Matrix(rowCount: 100, columnCount: 1, elements: (0..<100).map { _ in numbers.next() })
            sum += try OverlappingCovariance(days).estimate(changes).covariance[0, 0]
        }
        // The variance of a uniform number is 1/12; its error here is √(2/(200·14.9))/12.
        #expect(abs(sum / 200 * 12 - 1) < 5 * (2 / (200 * 14.9)).squareRoot())
        #expect(throws: CovarianceError.self) {
            try OverlappingCovariance(days).estimate(Matrix(rowCount: 19, columnCount: 1))
        }
    }

    @Test func positiveSemidefinite() throws {
        let changes = sampleChanges(40, 60, seed: 5)
        let days = Specification(kind: "overlapping", settings: ["days": .count(5)])
        let estimators: [any CovarianceEstimator] = [
            NeweyWestCovariance(lags("newey-west", 6)), OverlappingCovariance(days),
        ]
        for estimator in estimators {
            let values = try SymmetricEigen.values(of: estimator.estimate(changes).covariance)
            #expect(values[0] > -1e-12 * values[59])
        }
    }
}
