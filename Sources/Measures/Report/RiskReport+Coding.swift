import Market

/// How a report stands in a result: what is written is what is read.
extension RiskReport: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.result/1"

    private enum CodingKeys: CodingKey {
        case schema, run, finding, engine, timings, portfolio, measures, limits, dataIssues, notes, books, histogram,
            convergence,
            components, tail, parametric, model
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(run, forKey: .run)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(engine, forKey: .engine)
        try container.encode(timings, forKey: .timings)
        try container.encode(portfolio, forKey: .portfolio)
        try container.encode(figures, forKey: .measures)
        try container.encode(limits, forKey: .limits)
        try container.encode(dataIssues, forKey: .dataIssues)
        try container.encode(notes, forKey: .notes)
        try container.encode(books, forKey: .books)
        try container.encode(histogram, forKey: .histogram)
        try container.encode(convergence, forKey: .convergence)
        try container.encode(attribution?.components ?? [], forKey: .components)
        try container.encode(attribution?.tail, forKey: .tail)
        try container.encode(parametric, forKey: .parametric)
        try container.encode(model, forKey: .model)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let schema = try container.decode(String.self, forKey: .schema)
        guard schema == Self.schema else {
            throw DecodingError.dataCorruptedError(
                forKey: .schema, in: container,
                debugDescription: "“\(schema)” is not a schema known here; known: \(Self.schema)")
        }
        self.init(
            run: try container.decode(RunSummary.self, forKey: .run),
            engine: try container.decode(EngineSummary.self, forKey: .engine),
            timings: try container.decode(Timings.self, forKey: .timings),
            portfolio: try container.decode(PortfolioSummary.self, forKey: .portfolio),
            figures: try container.decode([RiskFigure].self, forKey: .measures),
            books: try container.decode([BookSummary].self, forKey: .books),
            histogram: try container.decode(Histogram.self, forKey: .histogram),
            convergence: try container.decode([ConvergenceSeries].self, forKey: .convergence),
            parametric: try container.decodeIfPresent(ParametricSummary.self, forKey: .parametric),
            model: try container.decode(ModelSummary.self, forKey: .model),
            dataIssues: try container.decode([DataIssue].self, forKey: .dataIssues),
            notes: try container.decode([String].self, forKey: .notes),
            limits: try container.decodeIfPresent([LimitReading].self, forKey: .limits) ?? [],
            attribution: try container.decodeIfPresent(TailSummary.self, forKey: .tail).map { tail in
                RiskAttribution(
                    components: try container.decodeIfPresent([RiskComponent].self, forKey: .components) ?? [],
                    tail: tail)
            })
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }
}

extension RunSummary: Codable {
    private enum CodingKeys: CodingKey {
        case id, title, scenario, asOf, seed, paths, horizonDays, steps, simulation, scenarios, changes
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
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
        changes = try container.decodeIfPresent([String].self, forKey: .changes)
    }

    /// The kind of its simulation.
    public var simulation: String { scenarios?.kind ?? "monte-carlo" }
}

/// A figure holds the members of its key and of its estimate beside its own.
extension RiskFigure: Codable {
    private enum CodingKeys: CodingKey { case book, estimator }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder)
        try container.encode(book, forKey: .book)
        try estimate.encode(to: encoder)
        try container.encode(estimator, forKey: .estimator)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder), estimate: try Estimate(from: decoder),
            estimator: try container.decode(String.self, forKey: .estimator))
    }
}

extension ConvergenceSeries: Codable {
    private enum CodingKeys: CodingKey { case points }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder)
        try container.encode(points, forKey: .points)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(key: try FigureKey(from: decoder), points: try container.decode([Point].self, forKey: .points))
    }
}

extension ConvergenceSeries.Point: Codable {
    private enum CodingKeys: CodingKey { case paths }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(paths, forKey: .paths)
        try estimate.encode(to: encoder)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(paths: try container.decode(Int.self, forKey: .paths), estimate: try Estimate(from: decoder))
    }
}

extension BookSummary: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(name, forKey: .name)
        try container.encode(depth, forKey: .depth)
        try container.encode(positions, forKey: .positions)
        try container.encode(value, forKey: .value)
        try container.encode(diversification, forKey: .diversification)
    }
}

extension BookSummary.Diversification: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder)
        try container.encode(sumOfChildren, forKey: .sumOfChildren)
        try container.encode(benefit, forKey: .benefit)
    }
}
