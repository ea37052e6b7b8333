import ArgumentParser
import MarketTwin

/// `twin reverse FILE`: what would have to happen for the book to lose so much.
struct ReverseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse", abstract: "Find the most plausible market moves that lose a given amount.",
        discussion: """
            Searches the calibrated model for the moves nearest to the expected one, in Mahalanobis's distance, that lose the \
            amount; shows several distinct ones, each with its plausibility and what it does to every book. Without an \
            amount it takes twice the 99% value-at-risk. That no move loses the amount is an answer too: exit code 0.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(
        help: ArgumentHelp(
            "How much to lose: 5M, or 10% of the portfolio's value; overrides reverse.loss.", valueName: "amount"))
    var loss: String?

    @Flag(help: "Lose the amount at which the book's limit is breached, the lowest where it has several.")
    var limit = false

    @Option(help: ArgumentHelp("The book that loses it; overrides reverse.book.", valueName: "path"))
    var book: String?

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    func validate() throws {
        try output.check(.reverse)
        if limit, loss != nil { throw ValidationError("--limit and --loss both say how much to lose; give one") }
    }

    func run() throws {
        try Door.guarding {
            var options = try work.options(scenario)
            if let loss { options.overrides.append(Override(path: "reverse.loss", value: loss)) }
            if limit { options.overrides.append(Override(path: "reverse.loss", value: "limit")) }
            if let book { options.overrides.append(Override(path: "reverse.book", value: book)) }
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-reverse") { progress in
                let report = try ReverseStressRun().report(scenario.file, options: options, progress: progress)
                return OutputArguments.Result(document: Document(report)) { try FindingJSON().render(report) }
            }
        }
    }
}
