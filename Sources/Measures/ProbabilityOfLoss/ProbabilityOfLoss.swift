import Settings

/// The probability of losing anything at all.
///
/// The interval is Wilson's, which holds near 0 and 1 too. Source: E. B. Wilson, “Probable inference, the law of
/// succession, and statistical inference”, JASA 22, 1927.
public struct ProbabilityOfLoss: RiskMeasure {
    public static let kind = "probability-of-loss"
    public static let summary = "the probability of losing anything at all"
    public static let settings: [Setting] = []
    public static let isProportion = true

    public init(_ specification: Specification) {}

    public init() {}

    public var estimator: String { "share of paths with a loss; Wilson interval" }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        let n = losses.effectiveCount
        let p = losses.lossShare
        let z2 = twoSided95 * twoSided95
        let center = (p + z2 / (2 * n)) / (1 + z2 / n)
        let half = twoSided95 / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
        return Estimate(
            value: p, standardError: (p * (1 - p) / n).squareRoot(), low: max(0, min(p, center - half)),
            high: min(1, max(p, center + half)))
    }

    public func value(under law: any LossLaw) -> Double? { law.upper(0) }

    public func influence(in losses: LossDistribution) -> InfluenceFunction? {
        InfluenceFunction(start: 0) { $0 > 0 ? 1 : 0 }
    }
}
