/// Expected shortfall over the horizons that factors take to leave, from nested ones over a base horizon.
///
/// With horizons T = LH₁ < LH₂ < … and ES(j) the shortfall over T where only factors of horizon LHⱼ or longer move,
///
///     ES = √( ES(1)² + Σⱼ₌₂ (ES(j)·√((LHⱼ − LHⱼ₋₁)/T))² ).
///
/// Source: Basel Committee on Banking Supervision, “Minimum capital requirements for market risk”, January 2019, MAR33.4
/// and MAR33.5.
public struct LiquidityCascade: Sendable {
    /// Business days, ascending, the base horizon first.
    public let horizons: [Int]

    /// - Parameter horizons: of each factor; none shorter than the base.
    public init(base: Int, horizons: [Int]) {
        precondition(horizons.allSatisfy { $0 >= base }, "no horizon is shorter than the base")
        self.horizons = Set(horizons + [base]).sorted()
    }

    /// - Parameter nested: the shortfall of each horizon: over the base, where only factors of it or longer ones move.
    public func shortfall(_ nested: [Double]) -> Double {
        precondition(nested.count == horizons.count, "a shortfall for each horizon")
        return zip(nested, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }.squareRoot()
    }

    /// What the squares of the nested shortfalls count.
    public var weights: [Double] {
        let base = Double(horizons[0])
        return horizons.indices.map { $0 == 0 ? 1 : Double(horizons[$0] - horizons[$0 - 1]) / base }
    }

    /// The standard error of the shortfall, by the delta method, from those of the nested ones; they err together, so that
    /// their errors are added, which is an upper bound.
    public func standardError(_ nested: [Double], errors: [Double]) -> Double {
        let total = shortfall(nested)
        guard total > 0 else { return 0 }
        return zip(zip(nested, errors), weights).reduce(0) { $0 + abs($1.0.0) * $1.0.1 * $1.1 } / total
    }
}
