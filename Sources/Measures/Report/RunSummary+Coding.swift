import Market

extension RunSummary: Codable {
    private enum CodingKeys: CodingKey {
        case id, inputs, title, scenario, asOf, seed, paths, horizonDays, steps, simulation, scenarios, changes
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encodeIfPresent(inputs, forKey: .inputs)
        try container.encode(title, forKey: .title)
        try container.encode(scenario, forKey: .scenario)
        try container.encode(asOf, forKey: .asOf)
        try container.encode(seed, forKey: .seed)
        try container.encode(paths, forKey: .paths)
        try container.encode(horizonDays, forKey: .horizonDays)
        try container.encode(steps, forKey: .steps)
        try container.encode(simulation, forKey: .simulation)
        try container.encode(scenarios, forKey: .scenarios)
        // Nothing changed is nothing said.
        if let changes { try container.encode(changes, forKey: .changes) }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            title: try container.decode(String.self, forKey: .title),
            scenario: try container.decode(String.self, forKey: .scenario),
            asOf: try container.decode(CalendarDate.self, forKey: .asOf),
            seed: try container.decode(UInt64.self, forKey: .seed),
            paths: try container.decode(Int.self, forKey: .paths),
            horizonDays: try container.decode(Int.self, forKey: .horizonDays),
            steps: try container.decode(Int.self, forKey: .steps),
            scenarios: try container.decodeIfPresent(ScenarioSummary.self, forKey: .scenarios))
        inputs = try container.decodeIfPresent(String.self, forKey: .inputs)
        changes = try container.decodeIfPresent([String].self, forKey: .changes)
    }

    /// The kind of its simulation.
    public var simulation: String { scenarios?.kind ?? "monte-carlo" }
}
