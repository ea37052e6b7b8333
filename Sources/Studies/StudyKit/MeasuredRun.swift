import Market
import Measures
import Simulation

/// A run, simulated and measured.
package struct MeasuredRun: Sendable {
    package let run: BoundRun
    package let measurement: Measurement
    /// How its losses are distributed.
    package let losses: any LossModel
    package let seconds: (simulate: Double, measure: Double)

    /// - Throws: `RiskRunError` where a figure is no number; `CancellationError` where the work was told to stop.
    init(_ run: BoundRun, in workshop: Workshop) throws {
        var watch = Stopwatch()
        let losses: any LossModel
        do throws(LossModelError) {
            losses = try run.lossModel(
                by: SimulationWork(
                    workers: workshop.workers, cancellation: workshop.cancellation,
                    keeper: workshop.keeper?(run), progress: workshop.tellPaths(of: run.sampling.paths)))
        } catch { throw RiskRunError(run) }
        try workshop.checkCancellation()
        let simulated = watch.lap()
        workshop.tell(.measuring)
        let measurement = losses.measurement(run, workers: workshop.workers)
        guard measurement.isFinite, run.valuesToday.allSatisfy(\.isFinite) else {
            throw RiskRunError(run, sample: losses.profitAndLoss, workers: workshop.workers)
        }
        self.run = run
        self.measurement = measurement
        self.losses = losses
        seconds = (simulated, watch.lap())
    }
}
