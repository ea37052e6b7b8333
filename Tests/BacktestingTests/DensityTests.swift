import Backtesting
import Testing

@Suite struct DensityTests {
    /// The exact likelihood maximised by scipy.optimize, scipy 1.17.
    @Test func berkowitz() throws {
        let all = try #require(Berkowitz().outcome(normals: CoverageTests.outcomes).result)
        #expect(abs(all.statistic - 4.151982322761498) < 1e-7 && all.law == .chiSquare(degreesOfFreedom: 3))
        let independence = try #require(Berkowitz(.independence).outcome(normals: CoverageTests.outcomes).result)
        #expect(abs(independence.statistic - 1.049396191599513) < 1e-7)
    }

    /// Transforms that a historical simulation gives on its worst day.
    @Test func transformsAtTheEnds() throws {
        let series = try ForecastSeries(
            profitAndLoss: [1, -3, 2, 0, 1], confidence: 0.99, valueAtRisk: [2, 2, 2, 2, 2],
            transforms: [0.9, 0, 0.95, 0.5, 0.8])
        guard case .impossible(let reason) = Berkowitz().outcome(series) else {
            Issue.record("an infinite normal has a likelihood")
            return
        }
        #expect(reason.contains("period 2"))
        #expect(UniformityOfTransforms().outcome(series).result != nil)
        #expect(UniformityOfTransforms(.andersonDarling).outcome(series).pValue == 0)
        let constant = try ForecastSeries(
            profitAndLoss: [1, 1, 1, 1], confidence: 0.99, valueAtRisk: [2, 2, 2, 2],
            transforms: [0.5, 0.5, 0.5, 0.5])
        #expect(IndependenceOfTransforms(lags: 1).outcome(constant).result == nil)
    }
}
