import ArgumentParser
import MarketTwin

/// `twin stress FILE`: what would break us.
struct StressCommand: StudyCommand {
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

    static let study = StressStudy()
    var workers: Int? { work.workers }
    var folder: ReportPlace { ReportPlace.standard(for: scenario.file) + "-stress" }

    func request() throws -> ScenarioRequest { try scenario.request() }
}
