import ArgumentParser
import MarketTwin

/// `twin replay FILE --path N`: one path of a run, with every factor and position.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Show what happened on a path: every factor's move, every position's loss.",
        discussion: """
            Paths count from 0, as the reports number them; a path is a function of the seed and its number, so it is made \
            again with the bits that it has in the whole run. Under historical kinds a path is a day, or several.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(help: ArgumentHelp("The path; may be repeated.", valueName: "number"))
    var path: [Int]

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    func validate() throws {
        if path.isEmpty { throw ValidationError("name a path: --path 0") }
    }

    func run() throws {
        try Door.guarding {
            let options = try work.options(scenario)
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-replay") { progress in
                let replay = try ReplayRun().replay(scenario.file, paths: path, options: options, progress: progress)
                return OutputArguments.Result(document: Document(replay)) { try ReplayJSON().render(replay) }
            }
        }
    }
}
