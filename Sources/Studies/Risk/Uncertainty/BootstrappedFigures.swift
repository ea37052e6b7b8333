import Measures
import Parallelism
import Scenarios
import Settings
import Simulation
import StudyKit
import Synchronization

/// The figures of a run over histories that might have been: their spread is what its window leaves unknown.
///
/// Intervals are percentiles of the figures, from order statistics that are interpolated between.
/// Source: B. Efron, R. J. Tibshirani, “An Introduction to the Bootstrap”, 1993, chapter 13.
struct BootstrappedFigures {
    let uncertainty: EstimationUncertainty
    /// What a reader should know of it, a sentence each.
    let notes: [String]

    /// Of the histories, at least so many must have had figures.
    private static let leastShare = 0.5

    /// - Throws: `Issues` where most of the histories have no figures; `CancellationError` where the work was told to stop.
    init(
        _ runs: ResampledRuns, replications count: Int, of measured: [RiskFigure], in workshop: Workshop,
        places: RunPlaces
    ) throws {
        let done = Atomic(0)
        let all = concurrentMap(count, workers: workshop.workers) { replication -> Result<[RiskFigure], Issues>? in
            guard !workshop.cancellation.isCancelled else { return nil }
            let result = Result { () throws(Issues) -> [RiskFigure] in
                try Self.figures(of: try runs.run(replication))
            }
            workshop.tell(.estimating(done: done.wrappingAdd(1, ordering: .relaxed).newValue, of: count))
            return result
        }
        try workshop.checkCancellation()
        var (samples, failures): ([[RiskFigure]], [Issue]) = ([], [])
        for result in all.compactMap(\.self) {
            switch result {
            case .success(let figures): samples.append(figures)
            case .failure(let issues): failures += issues.all.prefix(1)
            }
        }
        guard Double(samples.count) >= Self.leastShare * Double(count), let first = samples.first else {
            let reason = failures.first.map { ", the first because \($0.message)" } ?? ""
            throw Issues([
                Issue(
                    "\(failures.count) of \(count) histories drawn from this one have no model\(reason)",
                    hint: "lengthen the window, or leave uncertainty out",
                    at: places.location(of: [UncertaintySettings.key]), path: UncertaintySettings.key)
            ])
        }
        let figures = first.indices.map { index in
            Self.spread(first[index].key, samples.map { $0[index].estimate.value }.sorted())
        }
        uncertainty = EstimationUncertainty(
            method: "bootstrap", replications: count, failed: failures.count, days: runs.rowCount,
            meanBlock: runs.meanBlock, figures: figures)
        let astray = measured.filter { figure in
            guard let own = figures.first(where: { $0.key == figure.key }) else { return false }
            return !(own.low...own.high ~= figure.estimate.value) && own.high > own.low
        }
        let doubts =
            astray.isEmpty
            ? []
            : [
                "\(astray.count == 1 ? "A figure lies" : "\(astray.count) figures lie") outside the interval that histories drawn anew"
                    + " give, \(astray[0].key.words) among them: the window has something that blocks of its days have not, such"
                    + " as a trend of its volatility. The interval says how far the figure may move, not where it is."
            ]
        notes =
            doubts
            + (failures.isEmpty
                ? []
                : [
                    "\(failures.count) of \(count) histories drawn for the uncertainty of estimation have no model, the first because"
                        + " \(failures[0].message); the intervals are of the others."
                ])
    }

    private static func figures(of run: BoundRun) throws(Issues) -> [RiskFigure] {
        let losses = try? run.lossModel(workers: 1)
        guard let measurement = losses?.measurement(run, workers: 1), measurement.isFinite else {
            throw Issues([Issue("a figure of it is no number")])
        }
        return measurement.figures
    }

    private static func spread(_ key: FigureKey, _ values: [Double]) -> EstimatedFigure {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return EstimatedFigure(
            key: key, standardError: (squares / max(1, count - 1)).squareRoot(), low: quantile(values, 0.025),
            high: quantile(values, 0.975))
    }

    /// Between the order statistics around p(n + 1).
    private static func quantile(_ values: [Double], _ probability: Double) -> Double {
        let place = min(max(probability * Double(values.count + 1) - 1, 0), Double(values.count - 1))
        let below = Int(place)
        let above = min(below + 1, values.count - 1)
        return values[below] + (place - Double(below)) * (values[above] - values[below])
    }
}
