import Measures
import Statistics

/// A loss whose quantiles are a normal's, bent to the skewness and kurtosis of the loss: the fourth-order expansion.
///
/// q(p) = μ + σ·[z + S(z² − 1)/6 + K(z³ − 3z)/24 − S²(2z³ − 5z)/36], where z = Φ⁻¹(p), S is the skewness and K the
/// excess kurtosis. The tail mean is the mean of these quantiles in closed form, by ∫ Heₙ φ = Heₙ₋₁ φ for Hermite
/// polynomials. Its error is that of the expansion: small for mild curvature, large far in the tail of a short option.
///
/// The expansion is a quantile function only where it rises with z (`isMonotone`); elsewhere a greater confidence would have a
/// smaller value-at-risk. Sources: E. A. Cornish, R. A. Fisher, “Moments and cumulants in the specification of distributions”, Revue de
/// l'Institut International de Statistique 5, 1938; D. Maillard, “A user's guide to the Cornish Fisher expansion”, 2012.
public struct CornishFisherLoss: LossLaw, Hashable {
    public let title = "Cornish–Fisher, fourth order, from the exact cumulants of the quadratic loss"
    public let mean: Double
    public let standardDeviation: Double
    public let skewness: Double
    public let excessKurtosis: Double

    public init(mean: Double, standardDeviation: Double, skewness: Double, excessKurtosis: Double) {
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.skewness = skewness
        self.excessKurtosis = excessKurtosis
    }

    public init(_ loss: QuadraticLoss) {
        let cumulants = loss.cumulants(4)
        let variance = cumulants[1]
        let deviation = variance.squareRoot()
        self.init(
            mean: cumulants[0], standardDeviation: deviation,
            skewness: variance > 0 ? cumulants[2] / (variance * deviation) : 0,
            excessKurtosis: variance > 0 ? cumulants[3] / (variance * variance) : 0)
    }

    /// Whether the quantiles rise with probability from Φ(−5) to Φ(5).
    ///
    /// The derivative by z is 1 + S·z/3 + K(z² − 1)/8 − S²(6z² − 5)/36, a parabola: its least value is at an end or at its
    /// vertex. Maillard has the domain for all z, which no small skewness with less than 4S²/3 of kurtosis would be in.
    public var isMonotone: Bool { rises(within: 5) }

    private func rises(within reach: Double) -> Bool {
        guard standardDeviation > 0 else { return true }
        let square = excessKurtosis / 8 - skewness * skewness / 6
        let slope = skewness / 3
        let start = 1 - excessKurtosis / 8 + 5 * skewness * skewness / 36
        func derivative(_ z: Double) -> Double { (square * z + slope) * z + start }
        let vertex = square > 0 ? min(max(-slope / (2 * square), -reach), reach) : reach
        return [-reach, reach, vertex].allSatisfy { derivative($0) >= 0 }
    }

    public func quantile(_ probability: Double) -> Double {
        mean + standardDeviation * bent(NormalDistribution.standard.quantile(probability))
    }

    /// The standardised loss where a standard normal stands at z.
    private func bent(_ z: Double) -> Double {
        let (square, cube) = (z * z, z * z * z)
        let skew = skewness * (square - 1) / 6
        let kurtosis = excessKurtosis * (cube - 3 * z) / 24
        let correction = skewness * skewness * (2 * cube - 5 * z) / 36
        return z + skew + kurtosis - correction
    }

    public func tailMean(beyond probability: Double) -> Double {
        let z = NormalDistribution.standard.quantile(probability)
        let normal = NormalDistribution.standard.density(z) / (1 - probability)
        let kurtosis = excessKurtosis * (z * z - 1) / 24
        let correction = skewness * skewness * (2 * z * z - 1) / 36
        return mean + standardDeviation * normal * (1 + skewness * z / 6 + kurtosis - correction)
    }

    /// By bisection on z, as far as the expansion rises: to Φ(±9), or to Φ(±5) where it falls beyond.
    public func upper(_ loss: Double) -> Double {
        guard standardDeviation > 0 else { return mean > loss ? 1 : 0 }
        let wanted = (loss - mean) / standardDeviation
        let reach = rises(within: 9) ? 9.0 : 5
        var (low, high) = (-reach, reach)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if bent(middle) < wanted { low = middle } else { high = middle }
        }
        return NormalDistribution.standard.upper((low + high) / 2)
    }
}
