import Instruments
import LinearAlgebra
import Market
import Processes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How the factors of a run change together over its horizon, to second order: means, standard deviations and the root of
/// their correlations, of the model's own numbers.
///
/// A change is ln(S′/S) for factors whose changes are logarithmic, X′ − X for the others. Today's volatilities grow with
/// the square root of time; mean reversion enters by the mean alone, volatilities that move are not in it, and jumps only by
/// their variance.
public struct MoveLaw: Sendable {
    public let factors: [FactorID]
    /// Today's.
    public let levels: [Double]
    public let conventions: [ChangeConvention]
    public let means: [Double]
    public let deviations: [Double]
    public let root: CorrelationRoot

    /// - Parameter horizon: years.
    public init(_ market: BoundMarket, horizon: Double) {
        var means: [Double] = []
        var deviations: [Double] = []
        var conventions: [ChangeConvention] = []
        for factor in market.factors {
            let deviation = factor.law.volatilityToday * horizon.squareRoot()
            let expected = factor.law.expectedLevel(at: horizon)
            switch factor.convention {
            case .logarithmic:
                let growth = expected.map { log($0 / factor.level) } ?? factor.drift * horizon
                means.append(growth - deviation * deviation / 2)
            case .absolute: means.append(expected.map { $0 - factor.level } ?? factor.drift * horizon)
            }
            deviations.append(deviation)
            conventions.append(factor.convention)
        }
        factors = market.factors.map(\.id)
        levels = market.levels
        self.conventions = conventions
        self.means = means
        self.deviations = deviations
        root = market.model.root
    }

    /// Today's levels after some changes, one a factor.
    public func levels(after changes: [Double]) -> [Double] {
        precondition(changes.count == levels.count, "a change for each factor")
        return levels.indices.map { index in
            conventions[index] == .logarithmic
                ? levels[index] * exp(changes[index]) : levels[index] + changes[index]
        }
    }

    /// The changes that lead from today's levels to others.
    public func changes(to levels: [Double]) -> [Double] {
        precondition(levels.count == self.levels.count, "a level for each factor")
        return levels.indices.map { conventions[$0].change(from: self.levels[$0], to: levels[$0]) }
    }

    /// A change as the level's own: relative where changes are logarithmic, absolute else.
    public func shown(_ change: Double, of factor: Int) -> Double {
        conventions[factor] == .logarithmic ? exp(change) - 1 : change
    }

    /// Of the changes: factors × factors.
    public var covariance: Matrix {
        var scaled = root.matrix
        scaled.scaleRows(by: deviations)
        return scaled.multiplied(byTransposed: scaled)
    }
}
