import Dependence
import LinearAlgebra
import Market
import Scenarios
import Settings
import Simulation

/// What a scenario says of its factors: the model, the correlations behind its root, and the history it draws from.
struct CalibratedMarket {
    let market: BoundMarket
    let correlation: Matrix
    let states: any MarketStates
    var model: MarketModel { market.model }

    init(_ resolved: ResolvedRun) {
        market = resolved.run.market
        correlation = resolved.correlation
        states = resolved.run.states
    }

    func index(of factor: FactorID) -> Int? { model.factors.firstIndex { $0.id == factor } }

    /// The places of all factors, those of another market first and in its order.
    func places(leading others: [FactorID]) -> [Int] {
        let lead = others.compactMap(index(of:))
        let taken = Set(lead)
        return lead + model.factors.indices.filter { !taken.contains($0) }
    }

    /// Whether it says the same of every factor of another, to rounding.
    func agrees(with other: CalibratedMarket) -> Bool {
        let places = other.model.factors.map { index(of: $0.id) }
        guard !places.contains(nil), model.dependence == other.model.dependence else { return false }
        let known = places.compactMap { $0 }
        for (place, factor) in zip(known, other.model.factors) {
            let own = model.factors[place]
            guard own.process == factor.process, own.marginal == factor.marginal,
                Self.isClose(own.level, factor.level), Self.isClose(own.volatility, factor.volatility),
                Self.isClose(own.drift, factor.drift)
            else { return false }
        }
        for (row, i) in known.enumerated() {
            for (column, j) in known.enumerated() where column < row {
                if abs(correlation[i, j] - other.correlation[row, column]) > 1e-9 { return false }
            }
        }
        return states.dayCount == other.states.dayCount
    }

    private static func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b)) }
}
