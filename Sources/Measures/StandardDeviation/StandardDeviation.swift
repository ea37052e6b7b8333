import Settings

/// The standard deviation of the losses.
///
/// Its asymptotic variance is (μ₄ − σ⁴) / (4·σ²·n). Source: H. Cramér, “Mathematical Methods of Statistics”, Princeton
/// 1946, section 27.7.
public struct StandardDeviation: RiskMeasure {
    public static let kind = "standard-deviation"
    public static let summary = "the standard deviation of the losses"
    public static let settings: [Setting] = []
    public static let isOfLaw = true

    public init(_ specification: Specification) {}

    public init() {}

    public var meaning: MeasurePhrase { "How far losses \(.horizon) scatter about their mean." }

    public var estimator: String { "sample standard deviation (n − 1); asymptotic variance from the fourth moment" }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        let variance = losses.secondMoment
        guard variance > 0 else { return Estimate(value: 0, standardError: 0) }
        let spread = max(0, losses.fourthMoment - variance * variance)
        return Estimate(
            value: losses.standardDeviation,
            standardError: (spread / (4 * variance * losses.effectiveCount)).squareRoot())
    }

    public func value(under law: any LossLaw) -> Double? { law.standardDeviation }

    /// ((L − μ)² − σ²) / 2σ.
    public func influence(in losses: LossDistribution) -> InfluenceFunction? {
        let (mean, spread) = (losses.mean, losses.standardDeviation)
        guard spread > 0 else { return InfluenceFunction { _ in 0 } }
        return InfluenceFunction { ($0 - mean) * ($0 - mean) / (2 * spread) }
    }
}
