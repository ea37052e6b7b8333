import ArgumentParser
import MarketTwin

/// `twin whatif FILE --trades trades.csv`: what candidate trades would do to the risk.
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif", abstract: "Show how candidate trades would change value-at-risk and expected shortfall.",
        discussion: """
            The trades are a CSV file with the columns of a portfolio: id,book,kind,quantity,currency and one a setting. \
            Each is valued on the paths of the portfolio, so that the error of the difference is small. A trade with the \
            opposite quantity shows what selling a position would do.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(
        help: ArgumentHelp("The candidate trades, as CSV.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var trades: String

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    func validate() throws { try output.check(.whatIf) }

    func run() throws {
        try Door.guarding {
            let options = try work.options(scenario)
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-whatif") { progress in
                let report = try WhatIfRun().whatIf(
                    scenario.file, trades: trades, options: options, progress: progress)
                return OutputArguments.Result(document: Document(report)) { try FindingJSON().render(report) }
            }
        }
    }
}
