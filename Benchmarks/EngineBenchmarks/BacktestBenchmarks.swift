import Foundation
import MarketTwin

/// A walk through history on one worker, for a day: calibrate on the window, forecast, revalue, and the tests' share.
///
/// Twenty shares and 500 days of window, from the shipped history; the numbers are days, so lines are picoseconds a day.
func backtestBenchmarks() {
    let scenario = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/historical.yaml").path
    let models = [
        ("historical days", "{name: m, simulation: {kind: historical, window: 500d}}"),
        ("10,000 paths", "{name: m, simulation: {kind: monte-carlo, paths: 10_000}}"),
    ]
    for (name, model) in models {
        let changes = [
            "calibration.window=500d", "backtest={from: 2021-01-04, to: 2022-12-28, models: [\(model)]}",
        ].compactMap { Override($0) }
        guard let days = try? BacktestStudy().run(scenario, overrides: changes, in: .standard(workers: 1)).days.count
        else {
            preconditionFailure("\(scenario) cannot be judged")
        }
        measure("backtest, \(name), for a day", numbers: days) {
            _ = try? BacktestStudy().run(scenario, overrides: changes, in: .standard(workers: 1))
        }
    }
}
