import Dependence
import Processes

extension BoundRun {
    /// The joint law of the changes of all factors over the horizon: that of the summed drivers, where every factor's change
    /// is its driver's, scaled.
    public var moveDistribution: JointLaw {
        market.moveDistribution(of: states, steps: run.sampling.steps)
    }
}

extension BoundMarket {
    /// - Parameters:
    ///   - states: how a run comes by its market states.
    ///   - steps: to its horizon.
    public func moveDistribution(of states: any MarketStates, steps: Int) -> JointLaw {
        guard states.usesModel else {
            return .other(
                reason: "the simulation draws its moves from the history, not from volatilities and correlations")
        }
        if let factor = factors.first(where: { !$0.process.type.changesLikeItsDriver }) {
            return .other(
                reason:
                    "\(factor.id) follows \(factor.process.kind), whose moves are not told by today's volatility alone")
        }
        if let factor = model.factors.first(where: { $0.marginal != nil }) {
            return .other(reason: "the marginal of \(factor.id) is \(factor.marginal?.kind ?? "")")
        }
        return dependence.type.law(of: dependence.specification, steps: steps)
    }
}
