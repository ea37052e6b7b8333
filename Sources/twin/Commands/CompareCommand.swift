import ArgumentParser
import MarketTwin

/// `twin compare A B`: what changed from one run to another, and why.
struct CompareCommand: StudyCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Explain the change of risk from one scenario or result to another.",
        discussion: """
            A and B are scenario files, or results of “twin run” (report.json). The change of every figure is taken apart \
            into steps: market levels, volatilities and correlations, time, positions, model settings, and Monte Carlo noise; \
            each is a full run on common random numbers, with its standard error. Of results whose scenarios have changed \
            since, the figures stand side by side.
            """)

    @Argument(help: "A scenario file, or a result as JSON.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var first: String

    @Argument(help: "What to compare it with.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var second: String

    @OptionGroup var changes: ScenarioChanges

    @Option(
        name: .customLong("set-second"),
        help: ArgumentHelp(
            "Change a value of the second scenario alone, as in market.levels.EQ.ACME=105; may be repeated.",
            valueName: "key=value"))
    var secondChanges: [String] = []

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    static let study = ComparisonStudy()
    var workers: Int? { work.workers }
    var folder: ReportPlace { ReportPlace.standard(for: second) + "-compare" }

    func request() throws -> ComparisonStudy.Request {
        .init(
            first, second, overrides: try changes.overrides(),
            ofSecond: try ScenarioChanges.overrides(secondChanges, option: "--set-second"))
    }
}
