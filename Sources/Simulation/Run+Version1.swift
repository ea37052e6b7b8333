import LinearAlgebra
import Parametric
import Processes

/// Where the market states of a run come from, as runs of version 1 have it: one of three cases under `source`, or nothing for
/// Monte Carlo.
struct StatesOfVersion1: Decodable {
    let simulation: String
    let states: StatesRecord

    private enum Keys: CodingKey { case source }

    private enum Cases: CodingKey { case historical, filtered, parametric }

    private enum Place: String, CodingKey { case only = "_0" }

    private struct Historical: Decodable {
        var compositions: [HistoricalScenarios.Composition]
        var changes: Matrix
        var span: Int
        var weights: [Double]
    }

    private struct Filtered: Decodable {
        struct Filter: Decodable {
            var mean: Double
            var recursion: VarianceRecursion
            var nextVariance: Double
        }

        var compositions: [HistoricalScenarios.Composition]
        var residuals: Matrix
        var filters: [Filter]
    }

    init(from decoder: any Decoder) throws {
        let run = try decoder.container(keyedBy: Keys.self)
        guard run.contains(.source), try !run.decodeNil(forKey: .source) else {
            (simulation, states) = (MonteCarloSimulation.kind, MonteCarloStates().record)
            return
        }
        let source = try run.nestedContainer(keyedBy: Cases.self, forKey: .source)
        func content<Content: Decodable>(_ type: Content.Type, _ key: Cases) throws -> Content? {
            guard source.contains(key) else { return nil }
            return try source.nestedContainer(keyedBy: Place.self, forKey: key).decode(type, forKey: .only)
        }
        if let old = try content(Historical.self, .historical) {
            let scenarios = HistoricalScenarios(
                compositions: old.compositions, changes: old.changes, span: old.span, weights: old.weights)
            (simulation, states) = (HistoricalSimulation.kind, scenarios.record)
        } else if let old = try content(Filtered.self, .filtered) {
            let history = FilteredHistory(
                compositions: old.compositions, residuals: old.residuals,
                filters: old.filters.map {
                    .init(mean: $0.mean, recursion: $0.recursion, nextVariance: $0.nextVariance)
                })
            (simulation, states) = (FilteredHistoricalSimulation.kind, history.record)
        } else if let method = try content(ParametricMethod.self, .parametric) {
            (simulation, states) = (ParametricSimulation.kind, ParametricStates(method: method).record)
        } else {
            throw DecodingError.dataCorruptedError(
                forKey: .source, in: run, debugDescription: "none of the sources that version 1 knows")
        }
    }
}
