import Calibration
import LinearAlgebra
import Market
import Settings
import Testing

@Suite struct HistoricalCalibrationTests {
    /// A history whose changes are given, all absolute, starting at one.
    static func history(_ changes: Matrix, names: [String]) -> PriceHistory {
        var levels: [Double] = []
        for column in 0..<changes.columnCount {
            var level = 1.0
            levels.append(level)
            for row in 0..<changes.rowCount {
                level += changes[row, column]
                levels.append(level)
            }
        }
        let first = date("2022-01-03")
        return PriceHistory(
            dates: (0...changes.rowCount).map { first.adding(days: $0) }, factors: names.map(id), levels: levels)
    }

    func calibration(
        _ changes: Matrix, _ convention: ChangeConvention, _ estimator: any CovarianceEstimator, _ drift: DriftRule
    ) throws -> HistoricalCalibration {
        let names = (0..<changes.columnCount).map { "EQ.F\($0)" }
        let history = Self.history(changes, names: names)
        let columns = Array(names.indices)
        let taken = try CalibrationHistory(
            history, columns: columns, conventions: columns.map { _ in convention }, window: changes.rowCount,
            asOf: history.dates[changes.rowCount])
        return try HistoricalCalibration(taken, covariance: estimator, drift: drift, repair: repair)
    }

    /// What is told beside that eight changes are few.
    private func rules(_ result: HistoricalCalibration) -> [String] {
        result.issues.map(\.rule).filter { $0 != "few-changes" }
    }

    let sample = SampleCovariance(Specification(kind: "sample"))
    let repair = NearestCorrelation(Specification(kind: "nearest-correlation"))

    @Test func annualFigures() throws {
        let result = try calibration(eightChanges, .absolute, sample, .historical)
        #expect(abs(result.factors[0].volatility - (252 * 1.3069642857142859e-04).squareRoot()) < 1e-13)
        #expect(abs(result.factors[1].drift - 252 * 0.001) < 1e-12)
        let expected = 2.8285714285714284e-05 / (1.3069642857142859e-04 * 6.4571428571428565e-05).squareRoot()
        #expect(abs(result.correlation[0, 1] - expected) < 1e-12)
        #expect(result.correlation.diagonal == [1, 1, 1] && result.correlation == result.correlation.transposed)
        #expect(result.description == "sample covariance, 8 changes" && result.changeCount == 8)
        #expect(result.from == date("2022-01-04") && result.to == date("2022-01-11"))
        #expect(rules(result).isEmpty)
    }

    /// Levels 1, 2, 4, 8 and a fall: the drift of the level is the mean of the logarithm plus half the variance.
    @Test func logarithmicDriftIsThatOfTheExpectedLevel() throws {
        let history = PriceHistory(
            dates: (0..<4).map { date("2022-01-03").adding(days: $0) }, factors: [id("EQ.A")],
            levels: [1, 1.1, 1.0, 1.2])
        let taken = try CalibrationHistory(
            history, columns: [0], conventions: [.logarithmic], window: 3, asOf: date("2022-01-06"))
        let result = try HistoricalCalibration(taken, covariance: sample, drift: .historical, repair: repair).factors[0]
        // log 1.2 / 3 is the mean.
        let mean = 0.1823215567939546 / 3
        #expect(abs(result.drift - (252 * mean + result.volatility * result.volatility / 2)) < 1e-12)
        let still = try HistoricalCalibration(taken, covariance: sample, drift: .zero, repair: repair).factors[0]
        #expect(still.drift == 0)
    }

    /// More factors than observations: the correlation has the rank of the observations, and needs no repair.
    @Test func moreFactorsThanObservations() throws {
        let result = try calibration(
            sampleChanges(25, 60), .absolute, ExponentiallyWeightedCovariance(.ewma(0.97)), .zero)
        let repaired = try repair.repair(result.correlation)
        #expect(!repaired.isRepaired)
        let factor = try CholeskyFactor(repaired.matrix)
        #expect(factor.rank == 25)
        #expect(largestDifference(factor.product, result.correlation) < 1e-12)
    }

    @Test func factorThatNeverMoves() throws {
        var changes = eightChanges
        for row in 0..<8 { changes[row, 1] = 0 }
        let result = try calibration(changes, .absolute, sample, .historical)
        #expect(result.factors[1].volatility == 0 && result.factors[1].drift == 0)
        #expect(result.correlation[0, 1] == 0 && result.correlation[1, 1] == 1)
        #expect(rules(result) == ["constant"])
    }

    /// Shrinking a rate and an equity towards one variance would make the rate wild; that is said.
    @Test func shrinkageAcrossScalesIsAWarning() throws {
        var changes = eightChanges
        changes.scaleColumns(by: [1, 0.05, 1])
        let identity = try calibration(changes, .absolute, LedoitWolfCovariance(.ledoitWolf(.identity)), .zero)
        #expect(rules(identity) == ["shrunken-volatility"])
        #expect(identity.issues.last?.factor == id("EQ.F1"))
        let constant = try calibration(
            changes, .absolute, LedoitWolfCovariance(.ledoitWolf(.constantCorrelation)), .zero)
        #expect(rules(constant).isEmpty)
    }
}
