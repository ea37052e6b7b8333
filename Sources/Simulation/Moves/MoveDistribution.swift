import Dependence
import Processes

/// The joint law of the changes of all factors over the horizon, as far as it has a closed form.
public enum MoveDistribution: Sendable, Hashable {
    case normal
    case studentT(degreesOfFreedom: Double)
    /// Neither; only means, standard deviations and correlations are those of the model.
    ///
    /// - Parameter reason: a clause: “EQ.A follows heston, …”.
    case other(reason: String)

    public var degreesOfFreedom: Double? {
        guard case .studentT(let degrees) = self else { return nil }
        return degrees
    }

    /// Why there is no closed form; nil where there is one.
    public var reason: String? {
        guard case .other(let reason) = self else { return nil }
        return reason
    }
}

extension Run {
    /// Normal where Brownian motions are driven by normals, Student t where by jointly t numbers in a single step.
    public var moveDistribution: MoveDistribution {
        switch source {
        case nil, .parametric?: break
        case .historical?, .filtered?:
            return .other(
                reason: "the simulation draws its moves from the history, not from volatilities and correlations")
        }
        let brownian = [GeometricBrownianMotion.kind, ArithmeticBrownianMotion.kind]
        if let factor = market.factors.first(where: { !brownian.contains($0.process.kind) }) {
            return .other(
                reason:
                    "\(factor.id) follows \(factor.process.kind), whose moves are not told by today's volatility alone")
        }
        if let factor = market.factors.first(where: { $0.marginal != nil }) {
            return .other(reason: "the marginal of \(factor.id) is \(factor.marginal?.kind ?? "")")
        }
        switch market.dependence.kind {
        // A normal copula of normal drivers is the joint normal law.
        case GaussianDependence.kind, FactorModelDependence.kind, GaussianCopula.kind: return .normal
        case StudentTDependence.kind where sampling.steps == 1:
            return .studentT(degreesOfFreedom: market.dependence.number("degreesOfFreedom"))
        case StudentTDependence.kind:
            return .other(reason: "the sum of \(sampling.steps) Student-t steps has no closed form")
        default: return .other(reason: "\(market.dependence.kind) has no closed form")
        }
    }
}
