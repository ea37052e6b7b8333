import ArgumentParser
import MarketTwin

/// `twin replay FILE --path N`: what happened on a path.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Show paths of a simulation in full: factor moves, books and positions.",
        discussion: """
            Paths are numbered from 0. “twin run” lists the worst ones; the same scenario, paths and seed make the same \
            path again. In a historical simulation a path is a stretch of days, and its dates are named.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(
        name: .customLong("path"), help: ArgumentHelp("The path to show; may be repeated.", valueName: "number"))
    var replayed: [Int]

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    func run() throws {
        try Door.guarding {
            let options = try work.options(scenario)
            var paths: [Int] = []
            for path in replayed where !paths.contains(path) { paths.append(path) }
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-replay") { _ in
                let report = try ReplayRun().replay(
                    scenario.file, paths: paths, overrides: options.overrides, workers: options.workers)
                return OutputArguments.Result(document: Document(report)) { try ReplayJSON().render(report) }
            }
        }
    }
}
