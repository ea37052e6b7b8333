import ArgumentParser
import MarketTwin

/// `twin whatif FILE --trades FILE`: what candidate trades would do to the risk.
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif", abstract: "Show what candidate trades would do to value-at-risk and expected shortfall.",
        discussion: """
            The trades have the columns of a portfolio file. The market is simulated once; every trade is valued on the same \
            paths, so that the differences err far less than the figures. A sale is a negative quantity.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(
        help: ArgumentHelp("The candidate trades, as CSV.", valueName: "file"), completion: .file(extensions: ["csv"]))
    var trades: String

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    func run() throws {
        try Door.guarding {
            let options = try work.options(scenario)
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-whatif") { progress in
                let result = try WhatIfRun().assess(
                    scenario.file, trades: trades, options: options, progress: progress)
                return OutputArguments.Result(document: Document(result)) { try WhatIfJSON().render(result) }
            }
        }
    }
}
