import ArgumentParser
import MarketTwin

/// `twin backtest FILE`: was it right?
struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest", abstract: "Judge models by what then happened: forecasts of the past, day by day.",
        discussion: """
            Each day is forecast with what was known on it, by every model of the scenario's section “backtest”, and compared \
            with what the portfolio gained or lost. Writes text, JSON, CSV (a row for each day and model) and HTML.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(help: "The first day that is judged, as in 2008-01-31; overrides backtest.from.")
    var from: String?

    @Option(help: "The last day that is judged; overrides backtest.to.")
    var to: String?

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    func validate() throws { try output.check(.backtest) }

    func run() throws {
        try Door.guarding {
            var options = try work.options(scenario)
            for (key, value) in [("from", from), ("to", to)] {
                if let value { options.overrides.append(Override(path: "backtest.\(key)", value: value)) }
            }
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-backtest") { progress in
                let report = try BacktestRun().report(
                    scenario.file, overrides: options.overrides, workers: options.workers
                ) { progress(.simulating(pathsDone: $0, of: $1)) }
                return OutputArguments.Result(document: report.document) { try FindingJSON().render(report) }
            }
        }
    }
}
