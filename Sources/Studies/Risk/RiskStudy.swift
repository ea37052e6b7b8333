import Market
import Measures
import Reports
import Scenarios
import Settings
import Simulation
import StudyKit

/// `twin run`: how much can be lost, with errors, what it is made of, and how it stands against the limits.
public struct RiskStudy: Study {
    public static let name = "run"
    public static let outline = DocumentOutline.run

    public init() {}

    public func run(_ request: ScenarioRequest, in workshop: Workshop) throws -> RiskReport {
        try evidence(request, in: workshop).report
    }

    /// The report beside what it was made of, for who keeps both.
    package func evidence(_ request: ScenarioRequest, in workshop: Workshop) throws -> RiskEvidence {
        try evidence(of: workshop.resolve(request, sections: .only(Self.sections)), request, in: workshop)
    }

    /// The sections of a scenario that it reads.
    package static let sections: [any ScenarioSection.Type] = [
        WrittenLimits.self, Decomposition.self, UncertaintySettings.self, ModelChoices.self,
    ]

    /// The same for a scenario that is resolved, with these sections, already.
    package func evidence(
        of resolved: ResolvedRun, _ request: ScenarioRequest, in workshop: Workshop
    ) throws -> RiskEvidence {
        var watch = Stopwatch()
        var evidence = try found(resolved, request, in: workshop)
        // What is left is reporting: to put the report together.
        let timings = evidence.report.timings
        evidence.report.timings.report =
            watch.lap() - (timings.total - workshop.secondsToStart - timings.load - timings.calibrate)
        return evidence
    }

    public func document(of report: RiskReport) -> Document { Document(report) }

    public func json(
        of report: RiskReport, secondsOfReporting: @escaping @Sendable () -> Double
    ) throws -> String {
        try JSONReport(secondsOfReporting: secondsOfReporting).render(report)
    }

    private func found(
        _ resolved: ResolvedRun, _ request: ScenarioRequest, in workshop: Workshop
    ) throws -> RiskEvidence {
        let run = resolved.run
        try Machine.checkMemory(
            resolved, holdings: resolved.decomposition.incremental == .all, workers: workshop.workers)
        let measured = try workshop.measured(run, at: resolved.places)
        let measurement = measured.measurement
        var watch = Stopwatch()
        let parametric =
            run.isDrawn && run.states.usesModel ? ParametricSummary(run, workers: workshop.workers) : nil
        let check = parametric == nil ? 0 : watch.lap()
        try workshop.checkCancellation()
        _ = watch.lap()
        let attribution = try resolved.places.placing {
            try RunAttribution(measured, settings: resolved.decomposition, dates: resolved.scenarioDates)
                .attribution(workers: workshop.workers)
        }
        let timings = Timings(
            start: workshop.secondsToStart, load: resolved.timings.load, calibrate: resolved.timings.calibrate,
            simulate: measured.seconds.simulate, measure: measured.seconds.measure,
            check: check, attribute: attribution == nil ? 0 : watch.lap())
        var report = RiskReport(
            run: RunSummary(resolved, of: request),
            engine: Machine.engine(workers: workshop.workers, precision: run.sampling.precision.rawValue),
            timings: timings,
            portfolio: PortfolioSummary(
                currency: run.baseCurrency, value: run.valuesToday[0], positions: run.positions.count),
            figures: measurement.figures,
            books: Self.books(run, measurement),
            histogram: measurement.histogram, convergence: run.isDrawn ? measurement.convergence : [],
            parametric: parametric, model: resolved.model, dataIssues: resolved.dataIssues,
            notes: resolved.notes + measured.losses.notes,
            limits: try Self.readings(
                resolved.limits, of: measurement, drawnPaths: run.isDrawn ? run.sampling.paths : nil),
            attribution: attribution)
        switch resolved.section(UncertaintySettings.self) ?? nil {
        case .bootstrap(let runs, let replications):
            let bootstrapped = try BootstrappedFigures(
                runs, replications: replications, of: measurement.figures, in: workshop, places: resolved.places)
            report.uncertainty = bootstrapped.uncertainty
            report.notes += bootstrapped.notes
            report.timings.estimate = watch.lap()
        case .analytic(let changes):
            report.uncertainty =
                DeltaMethod(changes, of: run, figures: measurement.figures, workers: workshop.workers).uncertainty
            report.timings.estimate = watch.lap()
        case nil: break
        }
        if let choices = resolved.section(ModelChoices.self), !choices.isEmpty {
            report.models = try choices.map { try ModelFigures($0, in: workshop) }
            report.timings.models = watch.lap()
        }
        if workshop.keepsLosses, let sample = measured.losses.profitAndLoss {
            report.losses = DocumentLosses(
                books: run.tree.nodes.map(\.path), sample: sample, weights: run.sampleDesign.weights)
        }
        report.finding = resolved.finding(of: Self.name, reading: Self.sections)
        return RiskEvidence(report: report, resolved: resolved, losses: measured.losses)
    }

    /// The limits beside their figures.
    ///
    /// - Throws: `Issues` where a limit has none: it would vanish, and be taken for kept.
    private static func readings(
        _ limits: [Scenario.Located<Limit>], of measurement: Measurement, drawnPaths: Int?
    ) throws(Issues) -> [LimitReading] {
        do throws(LimitWithoutFigure) {
            return try [LimitReading](limits.map(\.content), figures: measurement.figures, drawnPaths: drawnPaths)
        } catch {
            let place = limits[error.index]
            throw Issues([
                Issue(
                    "nothing was measured that this limit could be held against: \(error.limit.key.words)",
                    hint: error.hint, at: place.location, path: place.path)
            ])
        }
    }

    private static func books(_ run: BoundRun, _ measurement: Measurement) -> [BookSummary] {
        let tree = run.tree
        var counts = [Int](repeating: 0, count: tree.nodes.count)
        for position in run.positions {
            var node = tree.index(of: position.book)
            while let index = node {
                counts[index] += 1
                node = tree.nodes[index].parent
            }
        }
        return tree.nodes.indices.map { node in
            BookSummary(
                path: tree.nodes[node].path, name: tree.nodes[node].name, depth: tree.nodes[node].depth,
                positions: counts[node], value: run.valuesToday[node],
                diversification: measurement.diversification[node])
        }
    }
}
