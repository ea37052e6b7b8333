/// How the variance of the next day's change follows from today's change: h′ = ω + (α + γ·[e < 0])·e² + β·h.
///
/// All in squared units of the daily change. γ = 0 is GARCH(1,1); ω = 0, α = 1 − λ and β = λ is the exponentially
/// weighted moving average of RiskMetrics.
/// Sources: T. Bollerslev, “Generalized autoregressive conditional heteroskedasticity”, J. Econometrics 31, 1986;
/// L. Glosten, R. Jagannathan, D. Runkle, “On the relation between the expected value and the volatility of the nominal
/// excess return on stocks”, J. Finance 48, 1993; J.P. Morgan, “RiskMetrics Technical Document”, 4th ed., 1996.
public struct VarianceRecursion: Hashable, Sendable, Codable {
    /// ω, the part that is always there.
    public var omega: Double
    /// α, the weight of the last squared change.
    public var alpha: Double
    /// β, the weight of the last variance.
    public var beta: Double
    /// γ, the further weight of a squared change that was a fall.
    public var leverage: Double

    public init(omega: Double, alpha: Double, beta: Double, leverage: Double = 0) {
        self.omega = omega
        self.alpha = alpha
        self.beta = beta
        self.leverage = leverage
    }

    /// h′ = λ·h + (1 − λ)·e².
    public static func exponentiallyWeighted(decay λ: Double) -> VarianceRecursion {
        VarianceRecursion(omega: 0, alpha: 1 - λ, beta: λ)
    }

    /// The variance of the day after a change `e` from its mean, whose variance was `h`.
    @inline(__always)
    public func next(after e: Double, variance h: Double) -> Double {
        let weight = e < 0 ? alpha + leverage : alpha
        return omega + weight * e * e + beta * h
    }

    /// α + β + γ/2, for innovations whose law is symmetric: what is left, a day later, of a distance to the
    /// unconditional variance.
    public var persistence: Double { alpha + beta + leverage / 2 }

    /// ω/(1 − persistence); nil where the persistence is 1 or more and there is none.
    public var unconditionalVariance: Double? { persistence < 1 ? omega / (1 - persistence) : nil }

    /// The kurtosis of the stationary daily change, κ·(1 − p²)/(1 − q) with p = E[h′]/h and q = E[h′²]/h² where ω is 0.
    ///
    /// - Returns: infinity where the fourth moment does not exist.
    /// Source: C. He, T. Teräsvirta, “Properties of moments of a family of GARCH processes”, J. Econometrics 92, 1999.
    public func kurtosis(_ innovations: Innovations = .normal) -> Double {
        let κ = innovations.kurtosis
        let p = persistence
        let squares = alpha * alpha + alpha * leverage + leverage * leverage / 2
        let q = beta * beta + 2 * beta * (alpha + leverage / 2) + κ * squares
        return κ.isFinite && p < 1 && q < 1 ? κ * (1 - p * p) / (1 - q) : .infinity
    }

    /// The expected variance of each of the coming days: h, then ω + persistence·(the day before).
    ///
    /// - Parameter next: h of the first of them.
    public func expectedVariances(next: Double, days: Int) -> [Double] {
        var path: [Double] = []
        path.reserveCapacity(days)
        var h = next
        for _ in 0..<days {
            path.append(h)
            h = omega + persistence * h
        }
        return path
    }

    /// The expected variance of the change over several days: the sum, as daily changes are uncorrelated.
    public func aggregateVariance(next: Double, days: Int) -> Double {
        expectedVariances(next: next, days: days).reduce(0, +)
    }
}
