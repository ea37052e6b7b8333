import Scenarios

extension ResolvedRun {
    /// How its losses come about, in a phrase: “geometric-brownian-motion; Gaussian; 100000 paths; sample covariance, 500 changes”.
    ///
    /// - Parameters:
    ///   - title: of its market states, where they come from a history; with the dates of that where nil.
    ///   - occasion: how often there are so many paths: “ a day”.
    package func modelWords(titled title: String? = nil, each occasion: String = "") -> String {
        let paths = run.sampling.paths
        let title = title ?? scenarios?.title ?? run.simulation
        if let scenarios, !scenarios.usesModel { return "\(title), \(paths) \(scenarios.unit)s\(occasion)" }
        let processes = Set(model.factors.map(\.process)).sorted().joined(separator: ", ")
        let states = run.states.hasPaths ? "\(paths) paths\(occasion)" : title
        let covariance = model.covariance.map { $0.contains("covariance") ? "; \($0)" : "; covariance \($0)" } ?? ""
        return "\(processes); \(model.dependence); \(states)\(covariance)"
    }
}
