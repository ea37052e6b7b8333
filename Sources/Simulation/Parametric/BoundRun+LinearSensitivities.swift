import LinearAlgebra

extension BoundRun {
    /// Whether its losses are a law that is linear in the changes of its factors: in closed form, by what it is sensitive to today.
    package var isLinearLaw: Bool { (states as? ParametricStates)?.method == .deltaNormal }

    /// What each book gains by a small change of each factor, as the factor's process measures changes: nodes × factors.
    package func linearSensitivities(workers: Int) -> Matrix {
        sensitivities(
            of: ParametricModel(self), nodeCount: tree.nodes.count, wantsGammas: false, crossLimit: 0, workers: workers
        ).deltas
    }
}
