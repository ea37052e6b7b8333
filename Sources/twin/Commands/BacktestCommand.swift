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

    @Flag(help: "Print the result as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report here (reports/SCENARIO-backtest where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    @Option(help: "Days worked on at a time; the result does not depend on it.")
    var workers: Int?

    func validate() throws {
        if let workers, workers < 1 || workers > 4_096 {
            throw ValidationError("--workers must be from 1 to 4096, not \(workers)")
        }
    }

    func run() throws {
        try Door.guarding {
            var overrides = try scenario.overrides()
            for (key, value) in [("from", from), ("to", to)] {
                if let value { overrides.append(Override(path: "backtest.\(key)", value: value)) }
            }
            let path = out ?? (json ? nil : ReportFolder.standard(for: scenario.file) + "-backtest")
            let names = ["report.txt", "report.json", "report.csv", "report.html"]
            let folder = try path.map { try ReportFolder($0, for: names) }
            let bar = ProgressBar()
            defer {
                bar.clear()
                folder?.abandon()
            }
            let report = try BacktestRun().report(
                scenario.file, overrides: overrides, workers: workers ?? Machine.processorCount
            ) { done, total in bar.show(.simulating(pathsDone: done, of: total)) }
            bar.clear()
            let document = report.document
            let files =
                try folder?.write([
                    .init(name: names[0]) { DocumentText().render(document) },
                    .init(name: names[1]) { try BacktestJSON().render(report) },
                    .init(name: names[2]) { try DocumentCSV().render(document) },
                    .init(name: names[3]) { try DocumentPage().render(document) },
                ]) ?? []
            try Door.say(
                json ? BacktestJSON().render(report) : DocumentText(usesColor: Door.usesColor).render(document))
            if !json, let page = files.last { try Door.say("\nReport: \(page)\n") }
        }
    }
}
