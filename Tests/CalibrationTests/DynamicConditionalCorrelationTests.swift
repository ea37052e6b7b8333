import Calibration
import Foundation
import LinearAlgebra
import Settings
import TestSupport
import Testing

@Suite struct DynamicConditionalCorrelationTests {
    private static let isSlow = ProcessInfo.processInfo.environment["MARKET_TWIN_SLOW_TESTS"] == "1"

    /// The same likelihood written out in numpy, its minimum by scipy's Nelder–Mead: (a, b) and the forecast.
    @Test func knownFit() throws {
        var residuals = sampleChanges(300, 3, seed: 5)
        for column in 0..<3 {
            let values = (0..<300).map { residuals[$0, column] }
            let mean = values.reduce(0, +) / 300
            let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 300).squareRoot()
            for row in 0..<300 { residuals[row, column] = (residuals[row, column] - mean) / deviation }
        }
        for row in 100..<200 { residuals[row, 1] = -residuals[row, 1] }
        let dynamics = try CorrelationDynamics(fitting: residuals)
        #expect(abs(dynamics.response - 0.08389793238412693) < 1e-5)
        #expect(abs(dynamics.memory - 0.8761783463746156) < 1e-5)
        #expect(abs(dynamics.forecast[0, 1] - 0.5408543278377341) < 1e-5)
        #expect(abs(dynamics.forecast[0, 2] - 0.5779488001903974) < 1e-5)
        #expect(abs(dynamics.forecast[1, 2] - 0.454396012402333) < 1e-5)
        #expect(dynamics.forecast.diagonal == [1, 1, 1])
    }

    /// Residuals of a DCC with known parameters: normals by twelve uniforms.
    private static func residuals(_ a: Double, _ b: Double, count: Int, factors: Int, seed: UInt64) throws -> Matrix {
        var numbers = Sequence64(seed: seed)
        var target = Matrix.identity(factors)
        for i in 0..<factors {
            for j in 0..<factors where j != i { target[i, j] = 0.5 }
        }
        var moments = target
        var result = Matrix(rowCount: count, columnCount: factors)
        for row in 0..<count {
            var correlation = moments
            let scales = moments.diagonal.map { 1 / $0.squareRoot() }
            correlation.scaleRows(by: scales)
            correlation.scaleColumns(by: scales)
            let lower = try CholeskyFactor(correlation).lower
            let normals = (0..<factors).map { _ in (0..<12).reduce(0.0) { sum, _ in sum + numbers.next() } }
            for i in 0..<factors { result[row, i] = (0...i).reduce(0) { $0 + lower[i, $1] * normals[$1] } }
            for i in 0..<factors {
                for j in 0..<factors {
                    moments[i, j] =
                        (1 - a - b) * target[i, j] + a * result[row, i] * result[row, j] + b * moments[i, j]
                }
            }
        }
        return result
    }

    @Test("(a, b) of simulated residuals are found within three standard errors")
    func recovery() throws {
        let seeds: ClosedRange<UInt64> = Self.isSlow ? 1...100 : 1...3
        var misses = 0
        for seed in seeds {
            let sample = try Self.residuals(0.05, 0.9, count: 1_500, factors: 3, seed: seed)
            let dynamics = try CorrelationDynamics(fitting: sample)
            let a = try #require(dynamics.responseError)
            let b = try #require(dynamics.memoryError)
            if abs(dynamics.response - 0.05) > 3 * a || abs(dynamics.memory - 0.9) > 3 * b { misses += 1 }
        }
        #expect(misses <= seeds.count / 20, "\(misses) of \(seeds.count) seeds missed")
    }

    /// Where correlations stand still, the forecast is their mean.
    @Test func manyFactorsPairByPair() throws {
        let sample = try Self.residuals(0, 0, count: 300, factors: 20, seed: 3)
        let dynamics = try CorrelationDynamics(fitting: sample)
        #expect(dynamics.responseError == nil && dynamics.response < 0.02)
        #expect(abs(dynamics.forecast[3, 17] - 0.5) < 0.2)
        let moving = try CorrelationDynamics(
            fitting: try Self.residuals(0.05, 0.9, count: 1_500, factors: 20, seed: 4))
        #expect(abs(moving.response - 0.05) < 0.02 && abs(moving.memory - 0.9) < 0.05)
    }

    @Test func forecastsTheNextDay() throws {
        // Calm for 200 days, ten times as wild for the last 20.
        var changes = sampleChanges(220, 3)
        for row in 0..<200 {
            for column in 0..<3 { changes[row, column] *= 0.1 }
        }
        let plain = SampleCovariance(.init(kind: "sample")).estimate(changes).covariance
        for volatility in [Specification.DynamicVolatility.garch, .ewma] {
            let estimate = try DynamicConditionalCorrelation(.dynamicCorrelation(volatility)).estimate(changes)
            for index in 0..<3 { #expect(estimate.covariance[index, index] > 1.5 * plain[index, index]) }
            #expect(try SymmetricEigen.values(of: estimate.covariance)[0] > 0)
            #expect(estimate.description.hasPrefix("DCC(1,1) with a = "))
        }
    }

    @Test func refusesWhatCannotBeFitted() throws {
        let estimator = DynamicConditionalCorrelation(.dynamicCorrelation(.ewma))
        #expect(throws: CovarianceError.tooFewObservations(model: "DCC", needed: 50, found: 8)) {
            try estimator.estimate(eightChanges)
        }
        var twice = sampleChanges(100, 2)
        for row in 0..<100 { twice[row, 1] = twice[row, 0] }
        #expect(throws: CovarianceError.notConverged(model: "DCC", reason: "some factors move exactly alike")) {
            try estimator.estimate(twice)
        }
        let alone = try estimator.estimate(sampleChanges(100, 1))
        #expect(alone.covariance[0, 0] > 0)
    }
}
