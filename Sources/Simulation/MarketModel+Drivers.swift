import Dependence
import LinearAlgebra

extension MarketModel {
    /// Whose driver each row of the Cholesky factor is; empty for principal components, whose first rows are nobody's.
    func drivers(_ models: ModelCatalog) -> [SimulatedDriver] {
        guard case .cholesky(let factor) = root else { return [] }
        return factor.order.map { index in
            let owner = factors[index]
            let marginal = owner.marginal.map { specification -> any Marginal in
                guard let type = models.marginal(specification.kind) else {
                    preconditionFailure("unknown marginal \(specification.kind)")
                }
                return type.init(specification)
            }
            return SimulatedDriver(factor: owner.id, marginal: marginal)
        }
    }
}
