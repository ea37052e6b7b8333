import CSpecialFunctions

/// The beta distribution on 0 to 1.
public struct BetaDistribution: Hashable, Sendable, Codable {
    /// The exponent of x, plus one; greater than zero.
    public let first: Double
    /// The exponent of 1 − x, plus one; greater than zero.
    public let second: Double

    public init(_ first: Double, _ second: Double) {
        precondition(first > 0 && second > 0, "the shapes are greater than zero")
        self.first = first
        self.second = second
    }

    /// The probability of at most `x`.
    public func cumulative(_ x: Double) -> Double { mt_beta_cdf(first, second, min(max(x, 0), 1)) }

    /// The number that is not exceeded with probability `p`; not a number outside 0 to 1.
    public func quantile(_ p: Double) -> Double { mt_beta_quantile(first, second, p) }
}
