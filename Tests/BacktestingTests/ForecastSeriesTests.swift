import Backtesting
import Testing

@Suite struct ForecastSeriesTests {
    @Test func badSeriesAreRefused() {
        #expect(throws: ForecastSeriesError.empty) {
            try ForecastSeries(profitAndLoss: [], confidence: 0.99, valueAtRisk: [])
        }
        #expect(throws: ForecastSeriesError.length(of: "value-at-risk", count: 1, expected: 2)) {
            try ForecastSeries(profitAndLoss: [1, 2], confidence: 0.99, valueAtRisk: [1])
        }
        #expect(throws: ForecastSeriesError.value(of: "probability transforms", index: 1, value: 1.5)) {
            try ForecastSeries(
                profitAndLoss: [1, 2], confidence: 0.99, valueAtRisk: [1, 1], transforms: [0.5, 1.5])
        }
        #expect(throws: ForecastSeriesError.self) {
            try ForecastSeries(profitAndLoss: [1, .nan], confidence: 0.99, valueAtRisk: [1, 1])
        }
        let low = #expect(throws: ForecastSeriesError.self) {
            try ForecastSeries(profitAndLoss: [1], confidence: 0.99, valueAtRisk: [2], expectedShortfall: [1.5])
        }
        #expect(
            low?.description
                == "the expected shortfall of period 1, 1.5, is less than its value-at-risk, 2.0")
    }

    /// A loss equal to its value-at-risk is no exception.
    @Test func ties() throws {
        let series = try ForecastSeries(
            profitAndLoss: [-2, -2.0000001, 2], confidence: 0.99, valueAtRisk: [2, 2, 2])
        #expect(series.exceptions.hits == [false, true, false])
        #expect(series.tailProbability == 0.01)
        #expect(series.exceptions.transitions.quietToException == 1)
    }
}
