import Market
import Measures
import Scenarios
import Settings
import Simulation

/// A run, simulated and measured.
struct MeasuredRun: Sendable {
    let run: Run
    let simulator: Simulator
    let measures: [any RiskMeasure]
    let measurement: Measurement
    /// Nil for a run by a parametric method, which has laws in place of a sample.
    let profitAndLoss: ProfitAndLoss?
    /// What a reader should know of how it was done, one sentence each.
    let notes: [String]
    let seconds: (simulate: Double, measure: Double)

    /// - Parameters:
    ///   - run: valid.
    ///   - progress: called now and then, from any thread but one at a time.
    init(
        _ run: Run, catalog: Catalog, workers: Int, progress: (@Sendable (RiskRun.Phase) -> Void)? = nil
    ) throws(RiskRunError) {
        var watch = Stopwatch()
        let simulator = Simulator(run, models: catalog.models)
        let measures = catalog.measures(run.measures)
        var notes: [String] = []
        let measurement: Measurement
        var profitAndLoss: ProfitAndLoss?
        let simulated: Double
        if let method = run.parametricMethod {
            guard let found = try? simulator.parametricLaws(method, workers: workers) else { throw .notFinite }
            if method.usesGamma, !found.hasCrossGammas {
                notes.append("Second derivatives across factors were left out: the portfolio is too large for them.")
            }
            simulated = watch.lap()
            measurement = Measurement(laws: found.laws, tree: simulator.tree, measures: measures)
        } else {
            let paths = run.sampling.paths
            let sample = simulator.profitAndLoss(workers: workers) { done in
                progress?(.simulating(pathsDone: done, of: paths))
            }
            simulated = watch.lap()
            progress?(.measuring)
            measurement = Measurement(
                sample, tree: simulator.tree, measures: measures, design: run.sampleDesign, workers: workers)
            profitAndLoss = sample
        }
        guard measurement.isFinite, simulator.valuesToday.allSatisfy(\.isFinite) else { throw .notFinite }
        self.run = run
        self.simulator = simulator
        self.measures = measures
        self.measurement = measurement
        self.profitAndLoss = profitAndLoss
        self.notes = notes
        seconds = (simulated, watch.lap())
    }
}

extension Catalog {
    /// The measures that a run names.
    func measures(_ specifications: [Specification]) -> [any RiskMeasure] {
        specifications.map { specification in
            guard let type = measures.first(where: { $0.kind == specification.kind }) else {
                preconditionFailure("unknown measure \(specification.kind)")
            }
            return type.init(specification)
        }
    }
}
