import LinearAlgebra
import Market
import Measures
import Scenarios
import Settings
import Simulation
import StudyKit

/// `twin stress`, end to end: scenario file → run and stress scenarios → what each does.
public struct StressRun: Sendable {
    private let catalog: Catalog

    public init(catalog: Catalog) { self.catalog = catalog }

    /// - Throws: `Issues` where the scenario or its data are wrong, or something in them is too large for figures.
    public func report(
        _ file: String, options: WorkOptions = .init(), progress: (@Sendable (WorkPhase) -> Void)? = nil
    ) throws -> StressReport {
        _ = BLAS.core
        progress?(.loading)
        let resolved = try ScenarioResolver(catalog: catalog)
            .resolve(file, overrides: options.overrides, sections: .only([WrittenStress.self]))
        let run = resolved.run
        guard let plan = resolved.section(WrittenStress.self) else {
            preconditionFailure("stress scenarios were wanted")
        }
        try Machine.checkMemory(resolved)
        let engine = StressEngine(run, workers: options.workers)
        var base: MeasuredRun?
        var outcomes: [StressOutcome] = []
        guard run.valuesToday.allSatisfy(\.isFinite) else { throw RiskRunError(run).placed(in: resolved.places) }
        func tooLarge(_ scenario: StressScenario) -> Issues {
            Issues([
                resolved.places.issue(
                    "the stress scenario “\(scenario.name)” leads to values too large for figures",
                    hint: "check the sizes of its moves, and the quantities and terms of what they move",
                    ofStress: scenario.name)
            ])
        }
        for scenario in plan.scenarios {
            var outcome = engine.outcome(of: scenario)
            guard Self.isFinite(outcome) else { throw tooLarge(scenario) }
            if let model = scenario.model {
                let before =
                    try base
                    ?? resolved.places.placing {
                        try MeasuredRun(run, workers: options.workers, progress: progress)
                    }
                base = before
                do throws(RiskRunError) {
                    outcome.risk = try ModelStressRun(workers: options.workers)
                        .figures(before, model: model, progress: progress)
                } catch { throw tooLarge(scenario) }
            }
            outcomes.append(outcome)
        }
        return StressReport(
            run: RunSummary(resolved, file: file, overrides: options.overrides), currency: run.baseCurrency,
            version: Machine.version,
            value: run.valuesToday[0],
            positions: run.positions.map { StressedPosition(id: $0.id, book: $0.book, kind: $0.instrument.kind) },
            books: run.tree.nodes.map { StressedBook(path: $0.path, name: $0.name, depth: $0.depth) },
            outcomes: outcomes, sensitivities: engine.sensitivitiesToday, isStandard: plan.isStandard,
            notes: resolved.notes)
    }

    private static func isFinite(_ outcome: StressOutcome) -> Bool {
        outcome.revaluation?.profitAndLoss.isFinite ?? true
            && outcome.grid.map(isFinite) ?? true
    }

    /// A class of factors moved alone may be no number where the whole is one.
    private static func isFinite(_ grid: StressGrid) -> Bool {
        let rows = [grid.profitAndLoss] + grid.byBook + grid.byClass.map(\.profitAndLoss) + grid.byPosition
        return rows.allSatisfy { $0.allSatisfy(\.isFinite) }
    }
}
