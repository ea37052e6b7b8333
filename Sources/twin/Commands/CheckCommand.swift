import ArgumentParser
import MarketTwin

/// `twin check FILE`: every mistake at once, no simulation.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find every mistake in a scenario and its data, without simulating.")

    @OptionGroup var scenario: ScenarioArguments

    func run() throws {
        try Door.guarding {
            let resolved = try RiskRun().check(scenario.file, overrides: scenario.overrides())
            let run = resolved.run
            print("\(scenario.file) is in order.")
            print(
                "  \(run.positions.count) positions on \(run.market.factors.count) factors as of \(run.asOf),"
                    + " \(run.sampling.paths) paths to \(run.sampling.horizonDays) business days")
            for issue in resolved.dataIssues {
                let subject = [issue.factor?.name, issue.date?.description].compactMap(\.self).joined(separator: " ")
                print("  \(issue.severity.rawValue): \(subject.isEmpty ? "" : subject + ": ")\(issue.message)")
            }
            print("  run \(resolved.identity)")
        }
    }
}
