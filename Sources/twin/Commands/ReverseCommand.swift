import ArgumentParser
import MarketTwin

/// `twin reverse FILE`: what would have to happen for the book to lose so much.
struct ReverseCommand: StudyCommand {
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

    static let study = ReverseStressStudy()
    var workers: Int? { work.workers }
    var folder: ReportPlace { ReportPlace.standard(for: scenario.file) + "-reverse" }

    func validate() throws {
        try output.check(ReverseStressStudy.outline)
        if limit, loss != nil { throw ValidationError("--limit and --loss both say how much to lose; give one") }
    }

    func request() throws -> ScenarioRequest {
        try scenario.request(
            setting: [("reverse.loss", loss), ("reverse.loss", limit ? "limit" : nil), ("reverse.book", book)])
    }
}
