import ArgumentParser
import MarketTwin

/// `twin whatif FILE --trades trades.csv`: what candidate trades would do to the risk.
struct WhatIfCommand: StudyCommand {
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

    static let study = WhatIfStudy()
    var workers: Int? { work.workers }
    var folder: ReportPlace { ReportPlace.standard(for: scenario.file) + "-whatif" }

    func request() throws -> WhatIfStudy.Request { .init(try scenario.request(), trades: trades) }
}
