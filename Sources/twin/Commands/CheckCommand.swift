import ArgumentParser
import MarketTwin

/// `twin check FILE`: every mistake at once, no simulation.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find every mistake in a scenario and its data, without simulating.")

    @OptionGroup var scenario: ScenarioArguments

    func run() throws {
        try Door.guarding {
            let resolved = try Workshop.standard().check(scenario.request())
            let run = resolved.run
            try Door.say(
                "\(scenario.file) is in order.\n  \(Self.counted(run.positions.count, "position")) on \(Self.counted(run.market.factors.count, "factor"))"
                    + " as of \(run.asOf), \(Self.states(resolved)) to"
                    + " \(Self.counted(run.sampling.horizonDays, "business day"))\n")
            if !resolved.limits.isEmpty {
                let books = Set(resolved.limits.map(\.content.book))
                let further = books.subtracting([""]).count
                let places =
                    (books.contains("") ? ["the portfolio"] : []) + (further > 0 ? [Self.counted(further, "book")] : [])
                try Door.say(
                    "  \(Self.counted(resolved.limits.count, "limit")) on \(places.joined(separator: " and "))\n")
            }
            for issue in resolved.dataIssues {
                let subject = [issue.factor?.name, issue.date?.description].compactMap(\.self).joined(separator: " ")
                try Door.say("  \(issue.severity.rawValue): \(subject.isEmpty ? "" : subject + ": ")\(issue.message)\n")
            }
            try Door.say("  inputs \(resolved.inputs)\n  run \(resolved.identity)\n")
        }
    }

    private static func states(_ resolved: ResolvedRun) -> String {
        guard let scenarios = resolved.scenarios else { return counted(resolved.run.sampling.paths, "path") }
        let count = resolved.run.sampling.paths
        return count > 0 ? counted(count, scenarios.unit) + " (" + scenarios.kind + ")" : scenarios.kind
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
