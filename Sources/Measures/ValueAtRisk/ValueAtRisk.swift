import Market
import Settings
import Statistics

/// The loss that is exceeded with probability 1 − confidence: the quantile of the losses.
///
/// The ⌈n·(1 − α)⌉-th largest loss. Its interval is distribution-free, see `QuantileInterval`; its standard error is that
/// interval's width over that of a standard normal's. By replication, with 5 to 1,000 normal, exponential and t(3) losses in
/// the tail, the interval covers in 94 to 96 % of samples, and the error is right to 10 % (with five t(3) losses, 25 % large).
public struct ValueAtRisk: RiskMeasure {
    public static let kind = "value-at-risk"
    public static let summary = "the loss that is exceeded with probability 1 − confidence"
    public static let settings = [confidenceSettingShape]
    public static let shortTitle = "VaR"
    public static let title = "Value-at-risk"
    public static let headlineRank: Int? = 0
    public static let confidenceSetting: String? = confidenceSettingShape.name
    public static let isOfLaw = true
    public static let readsTailOnly = true

    /// Its confidence.
    public let level: ConfidenceLevel

    public init(_ specification: Specification) { level = specification.confidence(confidenceSettingShape.name) }

    public init(confidence: ConfidenceLevel) { level = confidence }

    public var confidence: ConfidenceLevel? { level }

    public var specification: Specification {
        Specification(kind: Self.kind, settings: [confidenceSettingShape.name: .number(level.value)])
    }

    public var qualifier: MeasurePhrase { "\(percent: level.value)" }

    public var meaning: MeasurePhrase {
        "With \(percent: level.value) confidence, the loss \(.horizon) is not larger."
    }

    public var estimator: String { "order statistic ⌈n(1−α)⌉ from the largest loss; interval of order statistics" }

    public func ranks(count: Int) -> [Int] {
        let interval = QuantileInterval(count: count, level: level.value)
        return [
            max(1, interval.high.rank - 1), max(1, interval.high.rank), Tail(count: count, confidence: level).rank,
            max(1, interval.low.rank - 1), interval.low.rank,
        ]
    }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        guard losses.isIndependent else { return weightedEstimate(losses) }
        let value = losses.loss(rank: Tail(count: losses.count, confidence: level).rank)
        return estimate(value, losses, count: losses.count) { losses.loss(rank: $0) }
    }

    /// The same with weights: the first loss, from the largest down, with which the losses so far weigh 1 − α or more.
    /// The interval is at the tail weights that the places of its ends would have in a sample of the effective count.
    private func weightedEstimate(_ losses: LossDistribution) -> Estimate {
        let value = losses.loss(tailWeight: 1 - level.value)
        let count = Int(losses.effectiveCount + 1e-6)
        return estimate(value, losses, count: count) { losses.loss(tailWeight: Double($0) / Double(count)) }
    }

    /// - Parameter loss: of a rank, from the largest down, among so many.
    private func estimate(
        _ value: Double, _ losses: LossDistribution, count: Int, loss: (Int) -> Double
    ) -> Estimate {
        let interval = QuantileInterval(count: count, level: level.value)
        func bound(_ end: QuantileInterval.End) -> Double? {
            guard (1...max(count, 1)).contains(end.rank) else { return nil }
            let own = loss(end.rank)
            guard end.share > 0, end.rank > 1 else { return own }
            return own + end.share * (loss(end.rank - 1) - own)
        }
        // Steps of weights may be longer than those of ranks, and the figure lie beyond an end.
        let (low, high) = (bound(interval.low).map { min(value, $0) }, bound(interval.high).map { max(value, $0) })
        let error =
            switch (low, high) {
            case (let low?, let high?): (high - low) / (2 * twoSided95)
            case (let low?, nil): (value - low) / twoSided95
            case (nil, let high?): (high - value) / twoSided95
            case (nil, nil): losses.loss(rank: 1) - losses.loss(rank: losses.count)
            }
        return Estimate(value: value, standardError: error, low: low, high: high)
    }

    public func value(under law: any LossLaw) -> Double? { law.quantile(level.value) }

    /// 1{L > q} / f(q), with the density f that the interval of the order statistics implies.
    /// Source: R. R. Bahadur, “A note on quantiles in large samples”, Annals of Mathematical Statistics 37, 1966.
    public func influence(in losses: LossDistribution) -> InfluenceFunction? {
        let estimate = estimate(losses)
        let perDensity =
            estimate.standardError * (losses.effectiveCount / (level.value * (1 - level.value))).squareRoot()
        let quantile = estimate.value
        return InfluenceFunction(start: quantile) { $0 > quantile ? perDensity : 0 }
    }
}

/// The setting that measures of the tail share.
let confidenceSettingShape = Setting(
    "confidence", .oneOrMore(.number(.fraction)), .required, "such as 99%; a list of them stands for one measure each")
