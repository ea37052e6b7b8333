import LinearAlgebra
import Measures
import Parametric

extension BoundRun {
    /// Positions times markets that a run by a parametric method may value for second derivatives across factors.
    static let crossLimit = 100_000_000
    /// The same beside a simulation, where the figures are a check that shall cost no more than some milliseconds.
    private static let checkLimit = 500_000

    /// The laws of the losses of every node, by the parametric method of the run.
    func parametricLaws(
        _ method: ParametricMethod, workers: Int
    ) throws(FactorizationError) -> (laws: [any LossLaw], hasCrossGammas: Bool) {
        let model = ParametricModel(self)
        let nodes = tree.nodes.indices
        let sensitivities = sensitivities(
            of: model, nodeCount: nodes.count, wantsGammas: method.usesGamma, crossLimit: Self.crossLimit,
            workers: workers)
        var laws: [any LossLaw] = []
        for node in nodes {
            let loss =
                method.usesGamma
                ? try model.quadraticLoss(sensitivities, node: node) : model.linearLoss(sensitivities, node: node)
            laws.append(method.law(of: loss))
        }
        return (laws, sensitivities.hasCrossGammas)
    }

    /// The laws of the loss of the whole portfolio by every parametric method, or by the first alone, or by none, as the
    /// size of the portfolio allows within milliseconds.
    public func parametricCheck(
        workers: Int
    ) throws(FactorizationError) -> (laws: [(method: ParametricMethod, law: any LossLaw)], hasCrossGammas: Bool) {
        let factorCount = market.factors.count
        guard 2 * factorCount * positions.count <= 4 * Self.checkLimit else { return ([], false) }
        let model = ParametricModel(self)
        // An eigenvalue problem of more factors than this takes longer than the rest.
        let wantsGammas = factorCount <= 150
        let sensitivities = sensitivities(
            of: model, nodeCount: 1, wantsGammas: wantsGammas, crossLimit: Self.checkLimit, workers: workers)
        let linear = model.linearLoss(sensitivities, node: 0)
        let quadratic = wantsGammas ? try model.quadraticLoss(sensitivities, node: 0) : nil
        let laws = ParametricMethod.allCases.compactMap { method -> (method: ParametricMethod, law: any LossLaw)? in
            if !method.usesGamma { return (method, method.law(of: linear)) }
            guard let law = quadratic.map(method.law) else { return nil }
            // What is no distribution has no column.
            return method == .cornishFisher && !(law is CornishFisherLoss) ? nil : (method, law)
        }
        return (laws, sensitivities.hasCrossGammas)
    }
}
