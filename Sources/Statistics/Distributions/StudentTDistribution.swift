import CSpecialFunctions

/// Student's t distribution with mean zero and scale one.
///
/// Its variance is ν/(ν − 2), not one. To give it the standard deviation σ, multiply by σ·`varianceMatchedScale`.
public struct StudentTDistribution: Hashable, Sendable, Codable {
    /// ν, greater than zero; need not be whole.
    public let degreesOfFreedom: Double

    public init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are greater than zero")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// √((ν − 2)/ν), by which t numbers get the variance one; not a number where ν ≤ 2 and the variance is infinite.
    public var varianceMatchedScale: Double {
        degreesOfFreedom > 2 ? ((degreesOfFreedom - 2) / degreesOfFreedom).squareRoot() : .nan
    }

    public func density(_ x: Double) -> Double { mt_student_t_density(degreesOfFreedom, x) }

    /// The probability of at most `x`.
    public func cumulative(_ x: Double) -> Double { mt_student_t_cdf(degreesOfFreedom, x) }

    /// The probability of more than `x`, exact far in the tail.
    public func upper(_ x: Double) -> Double { mt_student_t_cdf(degreesOfFreedom, -x) }

    /// The number that is not exceeded with probability `p`; infinite at 0 and 1, not a number outside.
    public func quantile(_ p: Double) -> Double { mt_student_t_quantile(degreesOfFreedom, p) }

    /// The mean beyond the quantile of `p`: the expected shortfall of a t loss; infinite where ν ≤ 1.
    ///
    /// g(q)/(1 − p) · (ν + q²)/(ν − 1), where q is the quantile of p and g the density.
    /// Source: A. J. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, 2nd ed., 2015, example 2.15.
    public func tailMean(beyond p: Double) -> Double {
        let ν = degreesOfFreedom
        guard ν > 1 else { return .infinity }
        let q = quantile(p)
        return density(q) / (1 - p) * (ν + q * q) / (ν - 1)
    }
}
