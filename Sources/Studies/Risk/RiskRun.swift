import LinearAlgebra
import Measures
import Market
import Scenarios
import Settings
import Simulation
import StudyKit

/// The main job, end to end: scenario file → run → profit and loss → report.
public struct RiskRun: Sendable {
    private let catalog: Catalog

    public init(catalog: Catalog) { self.catalog = catalog }

    /// Finds everything that is wrong with a scenario, without simulating.
    public func check(_ file: String, overrides: [Override] = []) throws(Issues) -> ResolvedRun {
        try ScenarioResolver(catalog: catalog).resolve(file, overrides: overrides, sections: .written)
    }

    /// Runs a scenario file.
    ///
    /// - Parameter progress: called now and then, from any thread but one at a time.
    /// - Throws: `Issues` where the scenario or its data are wrong, or something in them is too large for figures.
    public func report(
        _ file: String, options: WorkOptions = WorkOptions(), progress: (@Sendable (WorkPhase) -> Void)? = nil
    ) throws -> RiskReport {
        var watch = Stopwatch()
        var report = try simulatedReport(file, options: options, progress: progress)
        // What is left is reporting: to put the report together, and to give back the memory of the paths.
        report.timings.report = watch.lap() - (report.timings.total - options.secondsToStart)
        return report
    }

    private func simulatedReport(
        _ file: String, options: WorkOptions, progress: (@Sendable (WorkPhase) -> Void)?
    ) throws -> RiskReport {
        var watch = Stopwatch()
        _ = BLAS.core  // Ends the threads that OpenBLAS starts, which spin beside ours for a while.
        let prepared = options.secondsToStart + watch.lap()
        progress?(.loading)
        let resolved = try ScenarioResolver(catalog: catalog).resolve(
            file, overrides: options.overrides, sections: .only([WrittenLimits.self, Decomposition.self]))
        let run = resolved.run
        try Machine.checkMemory(resolved)

        let measured = try resolved.places.placing {
            try MeasuredRun(run, workers: options.workers, progress: progress)
        }
        let measurement = measured.measurement
        _ = watch.lap()
        let parametric =
            run.isDrawn && run.states.usesModel ? ParametricSummary(run, workers: options.workers) : nil
        let check = parametric == nil ? 0 : watch.lap()
        _ = watch.lap()
        let attribution = try resolved.places.placing {
            try RunAttribution(measured, settings: resolved.decomposition, dates: resolved.scenarioDates)
                .attribution(workers: options.workers)
        }
        let timings = Timings(
            start: prepared, load: resolved.timings.load, calibrate: resolved.timings.calibrate,
            simulate: measured.seconds.simulate, measure: measured.seconds.measure,
            check: check, attribute: attribution == nil ? 0 : watch.lap())
        return RiskReport(
            run: RunSummary(resolved, file: file, overrides: options.overrides),
            engine: Machine.engine(workers: options.workers, precision: run.sampling.precision.rawValue),
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
