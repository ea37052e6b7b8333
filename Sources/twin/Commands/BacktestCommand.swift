import ArgumentParser
import MarketTwin

/// `twin backtest FILE`: was it right?
struct BacktestCommand: StudyCommand {
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

    static let study = BacktestStudy()
    var workers: Int? { work.workers }
    var folder: ReportPlace { ReportPlace.standard(for: scenario.file) + "-backtest" }

    func request() throws -> ScenarioRequest {
        try scenario.request(setting: [("backtest.from", from), ("backtest.to", to)])
    }
}
