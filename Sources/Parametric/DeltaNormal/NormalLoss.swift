import Measures
import Statistics

/// A normal loss by its mean and standard deviation, which may be zero.
///
/// For a quadratic loss they are κ₁ and √κ₂: mean ½ tr(ΓΩ), variance δ·Ω·δ + ½ tr((ΓΩ)²). Without its curvatures it is
/// the delta-normal method. Source: J.P. Morgan/Reuters, “RiskMetrics — Technical Document”, 4th ed., 1996, chapter 6.
public struct NormalLoss: LossLaw, Hashable {
    public let title: String
    public let mean: Double
    public let standardDeviation: Double

    public init(title: String, mean: Double, standardDeviation: Double) {
        self.title = title
        self.mean = mean
        self.standardDeviation = standardDeviation
    }

    public func quantile(_ probability: Double) -> Double {
        mean + standardDeviation * NormalDistribution.standard.quantile(probability)
    }

    public func tailMean(beyond probability: Double) -> Double {
        mean + standardDeviation * NormalDistribution.standard.tailMean(beyond: probability)
    }

    public func upper(_ loss: Double) -> Double {
        guard standardDeviation > 0 else { return mean > loss ? 1 : 0 }
        return NormalDistribution.standard.upper((loss - mean) / standardDeviation)
    }
}
