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

    @OptionGroup var output: OutputArguments

    func run() throws {
        try Door.guarding {
            var options = WhatIfRun.Options()
            options.overrides = try scenario.overrides()
            if let workers = output.workers { options.workers = workers }
            let folder = try output.folder(for: scenario.file, command: "whatif")
            let bar = ProgressBar()
            defer {
                bar.clear()
                folder?.abandon()
            }
            let report = try WhatIfRun().whatIf(scenario.file, trades: trades, options: options) { bar.show($0) }
            bar.clear()
            try output.deliver(Document(report), to: folder) { try WhatIfJSON().render(report) }
        }
    }
}
