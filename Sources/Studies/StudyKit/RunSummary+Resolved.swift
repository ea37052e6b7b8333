import Measures
import Scenarios
import Simulation

extension RunSummary {
    /// - Parameter request: what was asked for: the scenario, as it was named, and changes to it.
    package init(_ resolved: ResolvedRun, of request: ScenarioRequest) {
        let (run, sampling) = (resolved.run, resolved.run.sampling)
        self.init(
            id: resolved.identity, title: run.title, scenario: request.file, asOf: run.asOf, seed: sampling.seed,
            paths: sampling.paths, horizonDays: sampling.horizonDays, steps: sampling.steps,
            scenarios: resolved.scenarios)
        inputs = resolved.inputs
        // These the summary has already, where they matter.
        let own = ["simulation.paths", "simulation.seed", "simulation.precision"]
        let further = request.overrides.filter { !own.contains($0.path) }.map { "\($0.path)=\($0.value)" }
        changes = further.isEmpty ? nil : further
    }
}
