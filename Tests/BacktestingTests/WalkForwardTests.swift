import Backtesting
import Testing

@Suite struct WalkForwardTests {
    @Test func daily() throws {
        let plan = try WalkForward(rowCount: 504, window: 500)
        #expect(plan.count == 3 && !plan.outcomesOverlap)
        #expect(plan[0].calibration == 0...500 && plan[0].origin == 500 && plan[0].target == 501)
        #expect(plan.forecasts.last?.target == 503 && plan.forecasts.last?.calibration == 2...502)
    }

    /// For any plan: windows are whole, nothing later than the origin is known, and one more forecast would not fit.
    @Test(arguments: [(100, 20, 7, 3), (24, 20, 1, 3), (1000, 250, 10, 10), (50, 2, 100, 1)])
    func plans(rowCount: Int, window: Int, step: Int, horizon: Int) throws {
        let plan = try WalkForward(rowCount: rowCount, window: window, step: step, horizon: horizon)
        for (index, forecast) in plan.forecasts.enumerated() {
            #expect(forecast.calibration.count == window + 1 && forecast.calibration.upperBound == forecast.origin)
            #expect(forecast.target == forecast.origin + horizon && forecast.target < rowCount)
            #expect(forecast.calibration.lowerBound == index * step)
        }
        #expect(plan.forecasts.count == plan.count)
        #expect(plan[plan.count - 1].target + step >= rowCount)
        #expect(plan.outcomesOverlap == (step < horizon))
    }

    @Test func shortHistories() {
        let error = #expect(throws: WalkForwardError.self) { try WalkForward(rowCount: 501, window: 500) }
        #expect(error == .historyTooShort(rowCount: 501, window: 500, horizon: 1))
        #expect(
            error?.description
                == "a window of 500 changes and a horizon of 1 need 502 dates or more; the history has 501")
        #expect(throws: WalkForwardError.setting("step", 0, atLeast: 1)) {
            try WalkForward(rowCount: 100, window: 10, step: 0)
        }
        #expect(throws: WalkForwardError.self) { try WalkForward(rowCount: 100, window: .max) }
    }
}
