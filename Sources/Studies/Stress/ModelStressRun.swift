import Market
import Measures
import Scenarios
import Simulation
import StudyKit

/// Value-at-risk, expected shortfall and the rest before and after a change of the model, on the same draws.
struct ModelStressRun {
    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    /// - Throws: `RiskRunError` where a figure is no number; `CancellationError` where the work was told to stop.
    func figures(_ before: MeasuredRun, model: StressedModel) throws -> [StressedFigure] {
        let after = try workshop.measured(model.run)
        var figures = zip(before.measurement.figures, after.measurement.figures).map { old, new in
            StressedFigure(key: old.key, before: old.estimate, after: new.estimate, changeError: nil)
        }
        addErrors(&figures, before, after)
        if !model.change.liquidity.isEmpty { cascade(&figures, after, model.change.liquidity) }
        return figures
    }

    /// Of the changes, which common draws make small.
    private func addErrors(_ figures: inout [StressedFigure], _ before: MeasuredRun, _ after: MeasuredRun) {
        for (node, book) in before.run.tree.nodes.enumerated() {
            guard
                let errors = before.losses.changeErrors(
                    to: after.losses, node: (node, node), measures: before.run.measures)
            else { return }
            for (measure, error) in zip(before.run.measures, errors) {
                let key = FigureKey(measure, book: book.path)
                if let index = figures.firstIndex(where: { $0.key == key }) { figures[index].changeError = error }
            }
        }
    }

    /// Puts the cascaded shortfall over all horizons in place of that over the run's.
    private func cascade(_ figures: inout [StressedFigure], _ after: MeasuredRun, _ horizons: [Int]) {
        let cascade = LiquidityCascade(base: after.run.sampling.horizonDays, horizons: horizons)
        let kept = after.run.measures.filter { MeasureDescription($0).isTailMean }
        // The first horizon moves every factor, which the run itself did.
        let nested = cascade.horizons.dropFirst().map { horizon -> [RiskFigure] in
            let held = horizons.indices.filter { horizons[$0] < horizon }
            let sample = after.run.profitAndLoss(holding: held, workers: workshop.workers)
            return Measurement(
                sample, tree: after.run.tree, measures: kept, design: after.run.sampleDesign, workers: workshop.workers
            ).figures
        }
        for index in figures.indices where figures[index].key.measure.isTailMean {
            let figure = figures[index]
            let estimates =
                [figure.after]
                + nested.compactMap { level in level.first { $0.key == figure.key }?.estimate }
            guard estimates.count == cascade.horizons.count else { continue }
            let values = estimates.map { max(0, $0.value) }
            let error = cascade.standardError(values, errors: estimates.map(\.standardError))
            let value = cascade.shortfall(values)
            figures[index].after = Estimate(
                value: value, standardError: error, low: value - 1.96 * error, high: value + 1.96 * error)
            figures[index].changeError = nil
        }
        figures.removeAll { !$0.key.measure.isTailMean && $0.before == $0.after }
    }
}
