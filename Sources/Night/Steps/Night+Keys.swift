import Journal
import Market
import Reports
import Simulation
import Store
import StudyKit

extension Night {
    /// What a step depends on.
    ///
    /// - Throws: where files that it depends on cannot be read.
    func key(of step: StepName) throws -> StepKey {
        var parts = ["step": step.description, "engine": Machine.version]
        guard let name = step.scenario, let scenario = scenarios[name] else {
            // What is of all scenarios depends on what their steps came to.
            parts["night"] = status.night
            for (other, outcome) in outcomes where other.stage.isOfScenario {
                parts[other.description] = ContentHash(of: try Store.canonical(outcome)).description
            }
            return StepKey(parts)
        }
        parts["changes"] = scenario.changes.joined(separator: " ")
        if [.run, .stress, .compare].contains(step.stage) {
            parts["formats"] = formats.map { type(of: $0).name }.joined(separator: " ")
        }
        for (file, hash) in try scenario.inputs() { parts[file] = hash }
        switch step.stage {
        case .close, .quality: break
        case .calibrate, .run, .stress: parts["kernels"] = Machine.kernels
        case .backtest: parts["forecast"] = try forecast(for: scenario)?.record.description ?? "none"
        case .compare:
            parts["run"] = outcomes[StepName(.run, name)]?.run?.description ?? "none"
            parts["before"] = try before(scenario)?.description ?? "none"
        case .limits: parts["run"] = outcomes[StepName(.run, name)]?.run?.description ?? "none"
        case .reports, .sign: break
        }
        return StepKey(parts)
    }

    // MARK: - Earlier runs

    /// The newest run of each earlier date of a scenario, the newest date first.
    private func earlier(_ scenario: ScenarioNight) throws -> [(record: ContentHash, asOf: CalendarDate)] {
        let today = try scenario.resolve().run.asOf
        var dates: Set<String> = []
        return try store.read { db in
            try RunQuery(scenario: scenario.entry.name).rows(in: db)
        }.sorted { ($0.asOf, $0.number) > ($1.asOf, $1.number) }.compactMap { row in
            guard let date = CalendarDate(iso: row.asOf), date < today, dates.insert(row.asOf).inserted,
                let id = ContentHash(hexadecimal: row.id)
            else { return nil }
            return (id, date)
        }
    }

    /// The run of the date before.
    func before(_ scenario: ScenarioNight) throws -> ContentHash? { try earlier(scenario).first?.record }

    /// The forecast whose horizon ends today: of so many stored dates before as the horizon has days, where no night is missing between.
    ///
    /// A date may be further away than the horizon's weekdays by holidays, of which four in a row are the most that is believed.
    func forecast(for scenario: ScenarioNight) throws -> (record: ContentHash, asOf: CalendarDate)? {
        let run = try scenario.resolve().run
        let horizon = run.sampling.horizonDays
        let past = try earlier(scenario)
        guard past.count >= horizon else { return nil }
        let candidate = past[horizon - 1]
        let weekdays = (1...max(1, run.asOf.days(since: candidate.asOf))).count {
            candidate.asOf.adding(days: $0).weekday < 5
        }
        return weekdays >= horizon && weekdays <= horizon + 4 ? candidate : nil
    }
}
