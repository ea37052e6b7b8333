import ArgumentParser
import FoundationEssentials
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

    @Flag(help: "Print the result as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report here (reports/SCENARIO-reverse where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    @Option(help: "Searches worked on at a time; the result does not depend on it.")
    var workers: Int?

    func validate() throws {
        if let workers, workers < 1 || workers > 4_096 {
            throw ValidationError("--workers must be from 1 to 4096, not \(workers)")
        }
        if limit, loss != nil { throw ValidationError("--limit and --loss both say how much to lose; give one") }
    }

    func run() throws {
        try Door.guarding {
            var options = ReverseStressRun.Options()
            options.overrides = try scenario.overrides()
            if let loss { options.overrides.append(Override(path: "reverse.loss", value: loss)) }
            if limit { options.overrides.append(Override(path: "reverse.loss", value: "limit")) }
            if let book { options.overrides.append(Override(path: "reverse.book", value: book)) }
            if let workers { options.workers = workers }
            let path = out ?? (json ? nil : ReportFolder.standard(for: scenario.file) + "-reverse")
            let names = ["report.txt", "report.json", "report.csv", "report.html"]
            let folder = try path.map { try ReportFolder($0, for: names) }
            let bar = ProgressBar()
            defer {
                bar.clear()
                folder?.abandon()
            }
            let report = try ReverseStressRun().report(scenario.file, options: options) { bar.show($0) }
            bar.clear()
            let document = Document(report)
            let files =
                try folder?.write([
                    .init(name: names[0]) { DocumentText().render(document) },
                    .init(name: names[1]) { try ReverseStressJSON().render(report) },
                    .init(name: names[2]) { try DocumentCSV().render(document) },
                    .init(name: names[3]) { try DocumentPage().render(document) },
                ]) ?? []
            try Door.say(
                json
                    ? ReverseStressJSON().render(report)
                    : DocumentText(usesColor: Door.usesColor).render(document))
            if !json, let page = files.last { try Door.say("\nReport: \(page)\n") }
        }
    }
}
