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

    /// - Parameter progress: called now and then, from any thread but one at a time.
    package init(
        _ run: BoundRun, workers: Int, progress: (@Sendable (WorkPhase) -> Void)? = nil
    ) throws(RiskRunError) {
        var watch = Stopwatch()
        let paths = run.sampling.paths
        let losses: any LossModel
        do throws(LossModelError) {
            losses = try run.lossModel(workers: workers) { done in
                progress?(.simulating(pathsDone: done, of: paths))
            }
        } catch { throw RiskRunError(run) }
        let simulated = watch.lap()
        progress?(.measuring)
        let measurement = losses.measurement(run, workers: workers)
        guard measurement.isFinite, run.valuesToday.allSatisfy(\.isFinite) else {
            throw RiskRunError(run, sample: losses.profitAndLoss, workers: workers)
        }
        self.run = run
        self.measurement = measurement
        self.losses = losses
        seconds = (simulated, watch.lap())
    }
}
