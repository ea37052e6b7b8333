import CSpecialFunctions

/// The gamma distribution with mean `shape · scale`.
public struct GammaDistribution: Hashable, Sendable, Codable {
    /// Greater than zero.
    public let shape: Double
    /// Greater than zero.
    public let scale: Double

    public init(shape: Double, scale: Double = 1) {
        precondition(shape > 0 && scale > 0, "shape and scale are greater than zero")
        self.shape = shape
        self.scale = scale
    }

    /// The probability of at most `x`.
    public func cumulative(_ x: Double) -> Double { mt_gamma_cdf(shape, max(x, 0) / scale) }

    /// The probability of more than `x`, exact far in the tail.
    public func upper(_ x: Double) -> Double { mt_gamma_upper(shape, max(x, 0) / scale) }

    /// The number that is not exceeded with probability `p`; not a number outside 0 to 1.
    public func quantile(_ p: Double) -> Double { scale * mt_gamma_quantile(shape, p) }

    /// The number that is exceeded with probability `q`, exact for tiny ones; not a number outside 0 to 1.
    public func upperQuantile(_ q: Double) -> Double { scale * mt_gamma_upper_quantile(shape, q) }

    public func density(_ x: Double) -> Double { x < 0 ? 0 : mt_gamma_density(shape, x / scale) / scale }
}

/// The natural logarithm of |Γ(x)|; not a number at the poles 0, −1, −2, …
public func logGamma(_ x: Double) -> Double { mt_log_gamma(x) }
