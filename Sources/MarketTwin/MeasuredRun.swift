import Market
import Measures
import Simulation

/// A run, simulated and measured.
struct MeasuredRun: Sendable {
    let run: BoundRun
    let measurement: Measurement
    /// Nil for a run by a parametric method, which has laws in place of a sample.
    let profitAndLoss: ProfitAndLoss?
    /// What a reader should know of how it was done, one sentence each.
    let notes: [String]
    let seconds: (simulate: Double, measure: Double)

    /// - Parameter progress: called now and then, from any thread but one at a time.
    init(
        _ run: BoundRun, workers: Int, progress: (@Sendable (RiskRun.Phase) -> Void)? = nil
    ) throws(RiskRunError) {
        var watch = Stopwatch()
        var notes: [String] = []
        let measurement: Measurement
        var profitAndLoss: ProfitAndLoss?
        let simulated: Double
        if let method = run.parametricMethod {
            guard let found = try? run.parametricLaws(method, workers: workers) else { throw RiskRunError(run) }
            if method.usesGamma, !found.hasCrossGammas {
                notes.append("Second derivatives across factors were left out: the portfolio is too large for them.")
            }
            simulated = watch.lap()
            measurement = Measurement(laws: found.laws, tree: run.tree, measures: run.measures)
        } else {
            let paths = run.sampling.paths
            let sample = run.profitAndLoss(workers: workers) { done in
                progress?(.simulating(pathsDone: done, of: paths))
            }
            simulated = watch.lap()
            progress?(.measuring)
            measurement = Measurement(
                sample, tree: run.tree, measures: run.measures, design: run.sampleDesign, workers: workers)
            profitAndLoss = sample
        }
        guard measurement.isFinite, run.valuesToday.allSatisfy(\.isFinite) else {
            throw RiskRunError(run, sample: profitAndLoss, workers: workers)
        }
        self.run = run
        self.measurement = measurement
        self.profitAndLoss = profitAndLoss
        self.notes = notes
        seconds = (simulated, watch.lap())
    }
}
