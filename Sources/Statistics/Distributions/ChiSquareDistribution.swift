/// The chi-square distribution: the sum of the squares of ν independent standard normals.
public struct ChiSquareDistribution: Hashable, Sendable, Codable {
    /// ν, greater than zero; need not be whole.
    public let degreesOfFreedom: Double

    public init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0, "degrees of freedom are greater than zero")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The probability of at most `x`.
    public func cumulative(_ x: Double) -> Double { gamma.cumulative(x) }

    /// The probability of more than `x`: the p-value of a likelihood ratio `x`.
    public func upper(_ x: Double) -> Double { gamma.upper(x) }

    /// The number that is not exceeded with probability `p`; not a number outside 0 to 1.
    public func quantile(_ p: Double) -> Double { gamma.quantile(p) }

    /// The number that is exceeded with probability `q`, exact for tiny ones; not a number outside 0 to 1.
    public func upperQuantile(_ q: Double) -> Double { gamma.upperQuantile(q) }

    public func density(_ x: Double) -> Double { gamma.density(x) }

    private var gamma: GammaDistribution { GammaDistribution(shape: degreesOfFreedom / 2, scale: 2) }
}
