import Market
import Measures
import Reports

/// How a report stands in a result: what is written is what is read.
extension RiskReport: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.result/1"

    private enum CodingKeys: CodingKey {
        case schema, run, finding, engine, timings, portfolio, measures, limits, dataIssues, notes, books, histogram,
            convergence,
            components, tail, parametric, model, uncertainty, models
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
        // What was not asked is not said.
        if let uncertainty { try container.encode(uncertainty, forKey: .uncertainty) }
        if !models.isEmpty { try container.encode(models, forKey: .models) }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
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
        uncertainty = try container.decodeIfPresent(EstimationUncertainty.self, forKey: .uncertainty)
        models = try container.decodeIfPresent([ModelFigures].self, forKey: .models) ?? []
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }
}
