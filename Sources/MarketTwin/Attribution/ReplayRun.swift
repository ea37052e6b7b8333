import LinearAlgebra
import Market
import Measures
import Scenarios
import Settings
import Simulation

/// Some paths of a scenario, made again with every position and factor.
public struct ReplayRun: Sendable {
    private let catalog: Catalog

    public init(catalog: Catalog = .standard) { self.catalog = catalog }

    /// - Parameter paths: from 0.
    /// - Throws: `Issues` where the scenario or its data are wrong, or it has no such path; `RiskRunError` where a value
    ///   is no number.
    public func replay(
        _ file: String, paths: [Int], overrides: [Override] = [], workers: Int = Machine.processorCount
    ) throws -> ReplayReport {
        _ = BLAS.core
        let resolved = try ScenarioResolver(catalog: catalog).resolve(file, overrides: overrides)
        let run = resolved.run
        try Self.check(paths, run, resolved.scenarios, file: file)
        let simulator = Simulator(run, models: catalog.models)
        let replay = simulator.replay(paths, workers: workers)
        let moves = FactorMoves(simulator)
        let values = simulator.positionValuesToday
        func gains(_ sample: ProfitAndLoss, _ row: Int) -> [Double] { sample.withNode(row) { Array($0) } }
        let report = ReplayReport(
            run: RunSummary(resolved, file: file), version: Machine.version, currency: run.baseCurrency,
            value: simulator.valuesToday[0], levels: run.market.factors.map(\.level),
            paths: paths.enumerated().map { row, path in
                let levels = Array(replay.levels.row(row))
                return ReplayReport.Path(
                    path: path, dates: run.scenarioDates(path, in: resolved.scenarioDates),
                    gain: replay.nodes.withNode(0) { $0[row] },
                    moves: moves.moves(
                        to: levels,
                        losses: run.market.factors.indices.map { factor in
                            replay.factors.withNode(factor) { -$0[row] }
                        }), levels: levels)
            },
            positions: run.positions.indices.map { index in
                ReplayReport.Holding(
                    name: run.positions[index].id, book: run.positions[index].book, value: values[index],
                    gains: gains(replay.positions, index))
            },
            books: simulator.tree.nodes.indices.map { node in
                ReplayReport.Holding(
                    name: simulator.tree.nodes[node].path, book: simulator.tree.nodes[node].path,
                    value: simulator.valuesToday[node], gains: gains(replay.nodes, node))
            }, timeGain: replay.timeGain)
        guard report.positions.allSatisfy({ $0.value.isFinite && $0.gains.allSatisfy(\.isFinite) }) else {
            throw RiskRunError.notFinite
        }
        return report
    }

    private static func check(
        _ paths: [Int], _ run: Run, _ scenarios: ScenarioSummary?, file: String
    ) throws(Issues) {
        guard run.parametricMethod == nil else {
            throw Issues([
                Issue(
                    "a parametric simulation has no paths to replay",
                    hint: "choose another kind, as with --set simulation.kind=monte-carlo",
                    at: SourceLocation(file: file, line: 1, column: 1), path: "simulation")
            ])
        }
        let count = run.sampling.paths
        let outside = paths.filter { $0 < 0 || $0 >= count }
        let unit = scenarios?.unit ?? "path"
        guard !outside.isEmpty else { return }
        throw Issues(
            outside.map { path in
                Issue(
                    "there is no \(unit) \(path): the run has \(count) of them",
                    hint: "take a number from 0 to \(count - 1); “twin run” lists the worst ones",
                    at: SourceLocation(file: "--path \(path)", line: 1, column: 1))
            })
    }
}

extension RunSummary {
    /// - Parameter file: the scenario, as it was named.
    init(_ resolved: ResolvedRun, file: String) {
        let (run, sampling) = (resolved.run, resolved.run.sampling)
        self.init(
            id: resolved.identity, title: run.title, scenario: file, asOf: run.asOf, seed: sampling.seed,
            paths: sampling.paths, horizonDays: sampling.horizonDays, steps: sampling.steps,
            scenarios: resolved.scenarios)
    }
}
