import Market
import Measures
import Scenarios
import Settings
import Simulation

/// Some paths of a scenario's run, made again with every factor and position.
public struct ReplayRun: Sendable {
    private let catalog: Catalog

    public init(catalog: Catalog = .standard) { self.catalog = catalog }

    /// - Parameters:
    ///   - paths: from 0, as a report names them.
    ///   - progress: called now and then, from any thread but one at a time.
    /// - Throws: `Issues` where the scenario or its data are wrong or there is no such path, `RiskRunError` where a figure
    ///   is no number.
    public func replay(
        _ file: String, paths: [Int], options: RiskRun.Options = .init(),
        progress: (@Sendable (RiskRun.Phase) -> Void)? = nil
    ) throws -> PathReplay {
        progress?(.loading)
        let resolved = try ScenarioResolver(catalog: catalog).resolve(file, overrides: options.overrides)
        let run = resolved.run
        try Self.check(paths, of: run)
        try Machine.checkMemory(run)
        let simulator = Simulator(run, models: catalog.models)
        let sample = simulator.profitAndLoss(workers: options.workers) { done in
            progress?(.simulating(pathsDone: done, of: run.sampling.paths))
        }
        let law = MoveLaw(run, models: catalog.models)
        let states = simulator.replay(paths, workers: options.workers)
        let replayed = states.map { state in
            let total = sample.withNode(0) { $0[state.path] }
            let rank = sample.withNode(0) { gains in 1 + gains.count { $0 < total } }
            return ReplayedPath(
                path: state.path, days: resolved.days(ofScenario: state.path), profitAndLoss: total, rank: rank,
                factors: Self.factors(state, law), positions: Self.positions(state, run),
                books: simulator.tree.nodes.indices.map { node in
                    let book = simulator.tree.nodes[node]
                    return ReplayedBook(
                        path: book.path, name: book.name, depth: book.depth,
                        profitAndLoss: sample.withNode(node) { $0[state.path] })
                })
        }
        guard replayed.allSatisfy({ $0.profitAndLoss.isFinite }) else { throw RiskRunError.notFinite }
        return PathReplay(
            run: RunSummary(resolved, file: file), currency: run.baseCurrency, version: Machine.version,
            paths: replayed, notes: resolved.notes)
    }

    private static func check(_ paths: [Int], of run: Run) throws(Issues) {
        let count = run.sampling.paths
        guard run.parametricMethod == nil else {
            throw Issues([
                Issue(
                    "a parametric run has no paths to replay", hint: "choose another kind of simulation",
                    path: "simulation")
            ])
        }
        let issues = paths.filter { $0 < 0 || $0 >= count }.map { path in
            Issue(
                "the run has no path \(path)", hint: "paths count from 0 to \(count - 1)",
                at: SourceLocation(file: "--path \(path)", line: 1, column: 1))
        }
        guard issues.isEmpty else { throw Issues(issues) }
    }

    private static func factors(_ state: ReplayedState, _ law: MoveLaw) -> [ReplayedFactor] {
        let changes = law.changes(to: state.levels)
        return law.factors.indices.map { index in
            let deviation = law.deviations[index]
            return ReplayedFactor(
                id: law.factors[index], convention: law.conventions[index], from: law.levels[index],
                to: state.levels[index],
                score: deviation > 0 ? (changes[index] - law.means[index]) / deviation : nil)
        }
    }

    private static func positions(_ state: ReplayedState, _ run: Run) -> [ReplayedPosition] {
        zip(run.positions, state.gains).map { position, gain in
            ReplayedPosition(
                id: position.id, book: position.book, kind: position.instrument.kind, profitAndLoss: gain)
        }
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
