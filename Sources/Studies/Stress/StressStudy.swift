import Market
import Measures
import Reports
import Scenarios
import Settings
import Simulation
import StudyKit

/// `twin stress`: what each of some stress scenarios does to the portfolio.
public struct StressStudy: Study {
    public static let name = "stress"
    public static let outline = DocumentOutline.stress

    public init() {}

    public func document(of report: StressReport) -> Document { Document(report) }

    public func run(_ request: ScenarioRequest, in workshop: Workshop) throws -> StressReport {
        let resolved = try workshop.resolve(request, sections: .only([WrittenStress.self]))
        let run = resolved.run
        guard let plan = resolved.section(WrittenStress.self) else {
            preconditionFailure("stress scenarios were wanted")
        }
        try Machine.checkMemory(resolved)
        let engine = StressEngine(run, workers: workshop.workers)
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
            try workshop.checkCancellation()
            var outcome = engine.outcome(of: scenario)
            guard Self.isFinite(outcome) else { throw tooLarge(scenario) }
            if let model = scenario.model {
                let before = try base ?? workshop.measured(run, at: resolved.places)
                base = before
                do {
                    outcome.risk = try ModelStressRun(workshop).figures(before, model: model)
                } catch is RiskRunError { throw tooLarge(scenario) }
            }
            outcomes.append(outcome)
        }
        var report = StressReport(
            run: RunSummary(resolved, of: request), currency: run.baseCurrency,
            version: Machine.version,
            value: run.valuesToday[0],
            positions: run.positions.map { StressedPosition(id: $0.id, book: $0.book, kind: $0.instrument.kind) },
            books: run.tree.nodes.map { StressedBook(path: $0.path, name: $0.name, depth: $0.depth) },
            outcomes: outcomes, sensitivities: engine.sensitivitiesToday, isStandard: plan.isStandard,
            notes: resolved.notes)
        report.kernels = Machine.kernels
        report.finding = resolved.finding(of: Self.name, reading: [WrittenStress.self])
        return report
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
