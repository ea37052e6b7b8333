import CSpecialFunctions
import Glibc

/// The normal distribution.
public struct NormalDistribution: Hashable, Sendable, Codable {
    public let mean: Double
    /// Greater than zero.
    public let standardDeviation: Double

    public init(mean: Double = 0, standardDeviation: Double = 1) {
        precondition(standardDeviation > 0, "a standard deviation is greater than zero")
        self.mean = mean
        self.standardDeviation = standardDeviation
    }

    /// Mean zero, standard deviation one.
    public static let standard = NormalDistribution()

    public func density(_ x: Double) -> Double {
        let z = (x - mean) / standardDeviation
        return exp(-z * z / 2) / (standardDeviation * (2 * Double.pi).squareRoot())
    }

    /// The probability of at most `x`.
    public func cumulative(_ x: Double) -> Double { mt_normal_cdf((x - mean) / standardDeviation) }

    /// The probability of more than `x`, exact far in the tail.
    public func upper(_ x: Double) -> Double { mt_normal_upper((x - mean) / standardDeviation) }

    /// The number that is not exceeded with probability `p`; infinite at 0 and 1, not a number outside.
    public func quantile(_ p: Double) -> Double { mean + standardDeviation * mt_normal_quantile(p) }

    /// The mean beyond the quantile of `p`: the expected shortfall of a normal loss.
    ///
    /// μ + σ·φ(Φ⁻¹(p)) / (1 − p).
    /// Source: A. J. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, 2nd ed., 2015, example 2.14.
    public func tailMean(beyond p: Double) -> Double {
        let z = mt_normal_quantile(p)
        return mean + standardDeviation * NormalDistribution.standard.density(z) / (1 - p)
    }
}
