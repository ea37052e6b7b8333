import CSpecialFunctions
import Glibc

/// The non-central chi-square distribution: Σ(Zᵢ + μᵢ)² of d normals with Σμᵢ² = λ, for any d ≥ 0.
///
/// With d = 0 it has the mass e^(−λ/2) at 0.
/// Source: N. L. Johnson, S. Kotz, N. Balakrishnan, “Continuous Univariate Distributions”, vol. 2, 2nd ed., 1995,
/// chapter 29.
public struct NonCentralChiSquareDistribution: Hashable, Sendable {
    /// d, at least 0; need not be whole.
    public let degreesOfFreedom: Double
    /// λ, at least 0.
    public let nonCentrality: Double

    public init(degreesOfFreedom: Double, nonCentrality: Double) {
        precondition(degreesOfFreedom >= 0 && nonCentrality >= 0, "degrees of freedom and non-centrality of at least 0")
        self.degreesOfFreedom = degreesOfFreedom
        self.nonCentrality = nonCentrality
    }

    public var mean: Double { degreesOfFreedom + nonCentrality }

    public var variance: Double { 2 * degreesOfFreedom + 4 * nonCentrality }

    /// The logarithm of the density at x > 0, right far in the tails too.
    public func logDensity(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 && degreesOfFreedom < 2 ? .infinity : -.infinity }
        let ν = degreesOfFreedom / 2 - 1
        guard nonCentrality > 0 else {
            return ν * log(x / 2) - x / 2 - log(2) - logGamma(degreesOfFreedom / 2)
        }
        let distance = x.squareRoot() - nonCentrality.squareRoot()
        let argument = (nonCentrality * x).squareRoot()
        return ν / 2 * log(x / nonCentrality) - distance * distance / 2 - log(2)
            + logScaledBesselI(order: ν, argument)
    }

    /// The probability of at most `x`.
    public func cumulative(_ x: Double) -> Double {
        guard x >= 0 else { return x < 0 ? 0 : .nan }
        guard degreesOfFreedom > 0 else {
            // F(x; d) − F(x; d + 2) = 2·f(x; d + 2)
            guard nonCentrality > 0 else { return 1 }
            guard x > 0 else { return exp(-nonCentrality / 2) }
            let next = NonCentralChiSquareDistribution(degreesOfFreedom: 2, nonCentrality: nonCentrality)
            return next.cumulative(x) + 2 * exp(next.logDensity(x))
        }
        return mt_non_central_chi_square_cdf(degreesOfFreedom, nonCentrality, x)
    }
}
