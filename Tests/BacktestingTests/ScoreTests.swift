import Backtesting
import Randomness
import TestSupport
import Testing

@Suite struct ScoreTests {
    /// By numpy 2 from the definitions.
    @Test func knownValues() throws {
        let series = try ExpectedShortfallTests.small()
        #expect(isClose(try #require(QuantileLoss().mean(series)), 0.3758333333333333, relative: 1e-12))
        #expect(isClose(try #require(FisslerZiegel().mean(series)), 0.8224932135187041, relative: 1e-12))
        #expect(isClose(try #require(FisslerZiegel(.logistic).mean(series)), 0.3346804427260836, relative: 1e-12))
        let flat = try ForecastSeries(
            profitAndLoss: CoverageTests.outcomes, confidence: 0.8,
            valueAtRisk: CoverageTests.levels.map { _ in 1.2 })
        let first = try #require(QuantileLoss().scores(series))
        let second = try #require(QuantileLoss().scores(flat))
        let result = try #require(DieboldMariano().outcome(first, second).result)
        #expect(isClose(result.statistic, 1.6870881635082022, relative: 1e-10))
        #expect(isClose(result.pValue, 0.09158640068498242, relative: 1e-9))
        #expect(DieboldMariano().outcome(second, first).statistic == -result.statistic)
        #expect(DieboldMariano().outcome(first, first).result == nil)
        #expect(DieboldMariano().outcome([1, 2, 3], [2, 3, 4]).result == nil)
        #expect(DieboldMariano().outcome([1], [2]).result == nil)
    }

    /// On many outcomes the true value-at-risk and shortfall of a normal have the lowest mean of every score.
    @Test func theTruthScoresBest() throws {
        var stream = UniformStream(seed: 5)
        let outcomes = (0..<40_000).map { _ in Replications.normal(&stream) }
        let (level, shortfall) = (1.959963984540054, 2.337802792201413)  // 97.5 %
        func series(_ scaleOfLevel: Double, _ scaleOfShortfall: Double) throws -> ForecastSeries {
            try ForecastSeries(
                profitAndLoss: outcomes, confidence: 0.975,
                valueAtRisk: outcomes.map { _ in level * scaleOfLevel },
                expectedShortfall: outcomes.map { _ in shortfall * scaleOfShortfall })
        }
        let truth = try series(1, 1)
        for score in [QuantileLoss(), FisslerZiegel(), FisslerZiegel(.logistic)] as [any ForecastScore] {
            let best = try #require(score.mean(truth))
            for wrong in [try series(0.8, 1), try series(1.15, 1.15), try series(0.8, 0.8)] {
                #expect(try #require(score.mean(wrong)) > best)
            }
        }
        for wrong in [try series(1, 0.85), try series(1, 1.2)] {
            #expect(try #require(FisslerZiegel().mean(wrong)) > #require(FisslerZiegel().mean(truth)))
        }
        // And the difference is significant where it is great.
        let scores = try #require(FisslerZiegel().scores(truth))
        let poor = try #require(FisslerZiegel().scores(try series(0.5, 0.5)))
        #expect(try #require(DieboldMariano().outcome(scores, poor).statistic) < -4)
    }
}
