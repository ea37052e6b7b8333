import ArgumentParser
import MarketTwin

/// `twin stress FILE`: what would break us.
struct StressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stress", abstract: "Revalue the portfolio under stress scenarios, and rank them.",
        discussion: """
            The scenarios stand under “stress” in the scenario file: shocks, ladders, grids, moves of a curve, episodes of the \
            history, conditional moves, other correlations, volatilities and liquidity. Without that section a small \
            standard set is used: each class of factors up and down, and the worst ten days of the history.
            """)

    @OptionGroup var scenario: ScenarioArguments
    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    func validate() throws { try output.check(.stress) }

    func run() throws {
        try Door.guarding {
            let options = try work.options(scenario)
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-stress") { progress in
                let report = try StressRun().report(scenario.file, options: options, progress: progress)
                return OutputArguments.Result(document: Document(report)) { try FindingJSON().render(report) }
            }
        }
    }
}
