import LinearAlgebra
import Market
import Simulation

/// The part of a loss that each class of factors has: the mean of what it adds over all orders in which the classes can move.
///
/// The shares and what the time alone loses sum to the loss. Sources: L. Shapley, “A value for n-person games”, 1953;
/// A. Shorrocks, “Decomposition procedures for distributional analysis”, J. Economic Inequality 11, 2013.
public struct ClassShares: Sendable {
    public let shares: [(factorClass: FactorClass, loss: Double)]
    /// With the market of today: 0 for a loss at once.
    public let time: Double

    /// - Parameter moved: a level for each factor.
    public init(_ law: MoveLaw, moved: [Double], _ valuation: StateValuation) {
        let classes = FactorClass.allCases.filter { factorClass in
            law.factors.contains { $0.factorClass == factorClass }
        }
        let states = (0..<1 << classes.count).map { subset in
            law.factors.indices.map { index -> Double in
                let place = classes.firstIndex(of: law.factors[index].factorClass) ?? 0
                return subset & 1 << place != 0 ? moved[index] : law.levels[index]
            }
        }
        let losses = valuation.gains(levels: Matrix(states)).map { 0 - $0 }
        time = losses[0]
        shares = classes.indices.map { place in
            var share = 0.0
            for subset in losses.indices where subset & 1 << place == 0 {
                let before = subset.nonzeroBitCount
                let weight = Self.factorial(before) * Self.factorial(classes.count - before - 1)
                share += weight * (losses[subset | 1 << place] - losses[subset])
            }
            return (classes[place], share / Self.factorial(classes.count))
        }
    }

    private static func factorial(_ count: Int) -> Double { (1...max(1, count)).reduce(1.0) { $0 * Double($1) } }
}
