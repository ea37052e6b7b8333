import Settings

/// The mean of the losses; negative where the book gains on average. Its error is s/√n.
public struct MeanLoss: RiskMeasure {
    public static let kind = "mean-loss"
    public static let summary = "the mean of the losses; negative where the book gains on average"
    public static let settings: [Setting] = []
    public static let isOfLaw = true

    public init(_ specification: Specification) {}

    public init() {}

    public var meaning: MeasurePhrase { "The mean loss \(.horizon); negative for a gain." }

    public var estimator: String { "sample mean; standard error s/√n" }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        Estimate(
            value: losses.mean, standardError: losses.standardDeviation / losses.effectiveCount.squareRoot())
    }

    public func value(under law: any LossLaw) -> Double? { law.mean }

    public func influence(in losses: LossDistribution) -> InfluenceFunction? { InfluenceFunction { $0 } }
}
