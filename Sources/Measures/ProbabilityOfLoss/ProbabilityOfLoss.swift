import Settings

/// The probability of losing more than an amount; of losing anything at all where none is stated.
///
/// The interval is Wilson's, which holds near 0 and 1 too. Source: E. B. Wilson, “Probable inference, the law of
/// succession, and statistical inference”, JASA 22, 1927.
public struct ProbabilityOfLoss: RiskMeasure {
    public static let kind = "probability-of-loss"
    public static let summary = "the probability of losing more than an amount, or anything at all"
    public static let settings = [
        Setting(
            "above", .number(), .defaulted(.number(0)),
            "the loss that is exceeded, in the base currency, such as 1M; a negative one is a gain that is missed")
    ]
    public static let isOfLaw = true
    public static let isProportion = true

    /// In the base currency.
    public let threshold: Double

    public init(_ specification: Specification) {
        self.init(above: specification.has("above") ? specification.number("above") : 0)
    }

    public init(above threshold: Double = 0) { self.threshold = threshold }

    public var specification: Specification {
        Specification(kind: Self.kind, settings: threshold == 0 ? [:] : ["above": .number(threshold)])
    }

    public var qualifier: MeasurePhrase { threshold == 0 ? "" : "above \(amount: threshold)" }

    public var meaning: MeasurePhrase {
        threshold == 0
            ? "How often the portfolio lost money \(.horizon)."
            : "How often the portfolio lost more than \(amount: threshold) \(.horizon)."
    }

    public var estimator: String {
        (threshold == 0 ? "share of paths with a loss" : "share of paths with a greater loss") + "; Wilson interval"
    }

    public var thresholds: [Double] { threshold == 0 ? [] : [threshold] }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        let n = losses.effectiveCount
        let p = losses.share(above: threshold)
        let z2 = twoSided95 * twoSided95
        let center = (p + z2 / (2 * n)) / (1 + z2 / n)
        let half = twoSided95 / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
        return Estimate(
            value: p, standardError: (p * (1 - p) / n).squareRoot(), low: max(0, min(p, center - half)),
            high: min(1, max(p, center + half)))
    }

    public func value(under law: any LossLaw) -> Double? { law.upper(threshold) }

    public func influence(in losses: LossDistribution) -> InfluenceFunction? {
        let threshold = threshold
        return InfluenceFunction(start: threshold) { $0 > threshold ? 1 : 0 }
    }
}
