import DataSources
import FoundationEssentials
import Market
import Measures
import Reports
import Risk
import Scenarios
import Settings
import Simulation
import StudyKit

/// One side of a comparison: a scenario, or a result of one with the scenario behind it where that is still the same.
struct ComparisonInput {
    /// A scenario that a side is of, and its run.
    struct Traced {
        let request: ScenarioRequest
        let resolved: ResolvedRun
    }

    /// As it was named.
    let file: String
    /// The scenario, with what the command line changes about it; nil where a result cannot be traced to one.
    private(set) var scenario: Traced?
    /// What was written down; nil for a scenario.
    private(set) var result: RiskReport?
    /// Why there is no scenario, a sentence without a full stop.
    private(set) var reason: String?

    init(_ request: ScenarioRequest, in workshop: Workshop) throws(Issues) {
        file = request.file
        let text: String
        do { text = try FileText.read(file) } catch { throw Issues(error.all) }
        guard let schema = try Self.schema(of: text, file: file) else {
            scenario = Traced(request: request, resolved: try workshop.resolve(request))
            return
        }
        guard request.overrides.isEmpty else {
            throw Issues([
                Issue(
                    "\(file) is a result, and a result cannot be changed",
                    hint: "compare the scenario itself, or leave out --set, --paths, --seed and --precision",
                    at: SourceLocation(file: file, line: 1, column: 1))
            ])
        }
        let report = try Self.report(text, schema: schema, file: file, catalog: workshop.catalog)
        result = report
        trace(report, in: workshop)
    }

    /// The schema that a result names; nil for a scenario.
    private static func schema(of text: String, file: String) throws(Issues) -> String? {
        struct Head: Decodable { var schema: String? }
        let place = SourceLocation(file: file, line: 1, column: 1)
        if text.first(where: { !$0.isWhitespace }) == "{" {
            if let head = try? JSONDecoder().decode(Head.self, from: Data(text.utf8)), let schema = head.schema {
                return schema
            }
            if text.contains("\"schema\"") {
                throw Issues([
                    Issue(
                        "the result is damaged: it is no JSON", hint: "was the file cut short? run the scenario again",
                        at: place)
                ])
            }
        }
        let keys = ["version", "title", "market", "portfolio"]
        let isScenario = text.split(whereSeparator: \.isNewline).contains { line in
            let start = line.drop { " {\"'".contains($0) }
            return keys.contains { start.hasPrefix($0) }
        }
        guard isScenario else {
            throw Issues([
                Issue(
                    "neither a scenario nor a result of twin run",
                    hint: "compare two scenario files, or two results as “twin run” writes them: report.json", at: place
                )
            ])
        }
        return nil
    }

    private static func report(
        _ text: String, schema: String, file: String, catalog: Catalog
    ) throws(Issues) -> RiskReport {
        let place = SourceLocation(file: file, line: 1, column: 1)
        guard schema == JSONReport.schema else {
            throw Issues([
                Issue(
                    "a result of schema “\(schema)” cannot be compared",
                    hint: "compare results of twin run, of schema \(JSONReport.schema)", at: place)
            ])
        }
        do {
            return try JSONReport.decode(text, measures: catalog.kinds.measures.members)
        } catch {
            throw Issues([
                Issue("the result is damaged: \(Self.words(error))", hint: "run the scenario again", at: place)
            ])
        }
    }

    private static func words(_ error: any Error) -> String {
        func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): return "it has no “\(path(context.codingPath + [key]))”"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return "“\(path(context.codingPath))” is not what it should be"
        default: return "it cannot be read"
        }
    }

    /// Looks for the run that the result is of: the scenario as it stands now, with the paths, seed and precision that the
    /// result tells of where they are not its own.
    private mutating func trace(_ report: RiskReport, in workshop: Workshop) {
        let recorded = [
            Override(path: "simulation.paths", value: String(report.run.paths)),
            Override(path: "simulation.seed", value: String(report.run.seed)),
            Override(path: "simulation.precision", value: report.engine.precision),
        ]
        let name = report.run.scenario
        var isReadable = false
        for overrides in [[], Array(recorded.prefix(2)), recorded] {
            let request = ScenarioRequest(name, overrides: overrides)
            guard let resolved = try? workshop.resolve(request) else { continue }
            isReadable = true
            if resolved.inputs == report.run.inputs ?? report.run.id {
                scenario = Traced(request: request, resolved: resolved)
                return
            }
        }
        reason =
            isReadable
            ? "the scenario \(name) that \(file) names is not, or not with the same --set, the one it was made of"
            : "the scenario \(name) that \(file) names cannot be read any more"
    }
}

extension ComparisonInput {
    /// Where a setting stands in the scenario; the first line of a result.
    func location(of keys: [String]) -> SourceLocation {
        let start = SourceLocation(file: file, line: 1, column: 1)
        return result == nil ? scenario?.resolved.places.location(of: keys) ?? start : start
    }

    var currency: Currency? { result?.portfolio.currency ?? scenario?.resolved.run.baseCurrency }
}
