import Market
import Measures

/// What the formats read out of the head of a report.
extension RunSummary {
    /// Whether its market states are random draws.
    package var isDrawn: Bool { scenarios?.isDrawn ?? true }

    /// Whether losses were valued on paths; else they follow a law, without an error of sampling.
    package var hasPaths: Bool { paths > 0 }

    /// How a command is given the same run.
    ///
    /// - Parameter name: of the command: “run”.
    package func command(_ name: String) -> String {
        let draws = isDrawn ? ["--seed", String(seed), "--paths", String(paths)] : []
        let settings = (changes ?? []).flatMap { ["--set", $0.quotedForShell] }
        return (["twin", name, scenario.quotedForShell] + draws + settings).joined(separator: " ")
    }

    /// What one state is called.
    package var unit: String { scenarios?.unit ?? "path" }

    /// “100,000 paths”, “500 historical scenarios”, “parametric”.
    package var scenarioText: String {
        guard let scenarios else { return NumberText.counted(paths, "path") }
        guard hasPaths else { return scenarios.kind }
        return NumberText.counted(paths, scenarios.unit) + " (" + scenarios.kind + ")"
    }

    /// What stands below the title of a question asked of the same run.
    package func facts(in currency: Currency) -> [Prose] {
        [
            "As of \(asOf)", "horizon \(NumberText.counted(horizonDays, "business day"))", Prose(scenarioText),
            Prose(currency.code),
        ]
    }
}
