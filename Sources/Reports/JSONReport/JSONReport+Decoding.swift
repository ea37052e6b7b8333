import FoundationEssentials
import Market
import Measures

extension JSONReport {
    /// The report that was written, to the last bit.
    ///
    /// - Parameter measures: which figures may be of; a figure of another measure is read, but cannot explain itself.
    /// - Throws: `DecodingError` where the text is no result of schema `market-twin.result/1`.
    public static func decode(_ text: String, measures: [any RiskMeasure.Type]) throws -> RiskReport {
        let decoder = JSONDecoder()
        decoder.userInfo[.measures] = measures
        return try decoder.decode(Document.self, from: Data(text.utf8)).report
    }

    /// The object as written: figures and convergence points hold their estimates' members beside their own.
    private struct Document: Decodable {
        let report: RiskReport

        enum CodingKeys: String, CodingKey {
            case schema, run, engine, timings, portfolio, measures, limits, dataIssues, notes, books, histogram,
                convergence,
                parametric, model, components, tail
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let schema = try container.decode(String.self, forKey: .schema)
            guard schema == JSONReport.schema else {
                throw DecodingError.dataCorruptedError(
                    forKey: .schema, in: container,
                    debugDescription: "“\(schema)” is not a schema known here; known: \(JSONReport.schema)")
            }
            report = RiskReport(
                run: try container.decode(RunSummary.self, forKey: .run),
                engine: try container.decode(EngineSummary.self, forKey: .engine),
                timings: try container.decode(Timings.self, forKey: .timings),
                portfolio: try container.decode(PortfolioSummary.self, forKey: .portfolio),
                figures: try container.decode([Figure].self, forKey: .measures).map(\.figure),
                books: try container.decode([BookSummary].self, forKey: .books),
                histogram: try container.decode(Histogram.self, forKey: .histogram),
                convergence: try container.decode([Series].self, forKey: .convergence).map(\.series),
                parametric: try container.decodeIfPresent(ParametricSummary.self, forKey: .parametric),
                model: try container.decode(Model.self, forKey: .model).summary,
                dataIssues: try container.decode([DataIssue].self, forKey: .dataIssues),
                notes: try container.decode([String].self, forKey: .notes),
                limits: try container.decodeIfPresent([WrittenLimitReading].self, forKey: .limits)?.map(\.reading)
                    ?? [],
                attribution: try container.decodeIfPresent(TailSummary.self, forKey: .tail).map { tail in
                    RiskAttribution(
                        components: try container.decodeIfPresent([RiskComponent].self, forKey: .components) ?? [],
                        tail: tail)
                })
        }
    }

    private struct Figure: Decodable {
        let figure: RiskFigure

        enum CodingKeys: CodingKey { case estimator }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            figure = RiskFigure(
                key: try FigureKey(from: decoder), estimate: try Estimate(from: decoder),
                estimator: try container.decode(String.self, forKey: .estimator))
        }
    }

    private struct Series: Decodable {
        let series: ConvergenceSeries

        enum CodingKeys: CodingKey { case points }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            series = ConvergenceSeries(
                key: try FigureKey(from: decoder),
                points: try container.decode([Point].self, forKey: .points).map(\.point))
        }
    }

    private struct Point: Decodable {
        let point: ConvergenceSeries.Point

        enum CodingKeys: CodingKey { case paths }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            point = .init(paths: try container.decode(Int.self, forKey: .paths), estimate: try Estimate(from: decoder))
        }
    }

    private struct Model: Decodable {
        let factors: [FactorSummary]
        let dependence: String
        let covariance: String?
        let window: ModelSummary.Window?
        let correlations: [[Double]]
        let smallestEigenvalue: Double?
        let rank: Int
        let repair: RepairSummary?
        let histories: [FactorHistory]
        let fits: [FitSummary]
        let dependenceFit: DependenceSummary?

        var summary: ModelSummary {
            ModelSummary(
                factors: factors, dependence: dependence, covariance: covariance, window: window,
                correlations: correlations.flatMap { $0 }, smallestEigenvalue: smallestEigenvalue, rank: rank,
                repair: repair, histories: histories, fits: fits, dependenceFit: dependenceFit)
        }
    }
}
