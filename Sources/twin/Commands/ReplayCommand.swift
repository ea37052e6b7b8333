import ArgumentParser
import MarketTwin

/// `twin replay FILE --path N`: what happened on a path.
struct ReplayCommand: StudyCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Show paths of a simulation in full: factor moves, books and positions.",
        discussion: """
            Paths are numbered from 0. “twin run” lists the worst ones; the same scenario, paths and seed make the same \
            path again. In a historical simulation a path is a stretch of days, which may be named by the first of them.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(
        name: .customLong("path"),
        help: ArgumentHelp(
            "The path to show, as in 7, or the first day of a historical scenario, as in 2022-06-13; may be repeated.",
            valueName: "number or date"))
    var replayed: [ReplayStudy.Choice]

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    static let study = ReplayStudy()
    var workers: Int? { work.workers }
    var folder: ReportPlace { ReportPlace.standard(for: scenario.file) + "-replay" }

    func request() throws -> ReplayStudy.Request { .init(try scenario.request(), paths: replayed) }
}

extension ReplayStudy.Choice: ExpressibleByArgument {
    /// - Parameter argument: `7`, or `2022-06-13`.
    public init?(argument: String) {
        if let path = Int(argument) {
            self = .path(path)
        } else if let day = CalendarDate(iso: argument) {
            self = .day(day)
        } else {
            return nil
        }
    }
}
