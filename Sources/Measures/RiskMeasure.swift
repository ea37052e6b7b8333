import Settings

/// A figure that sums up a distribution of losses, with its error. Losses are positive.
public protocol RiskMeasure: Kind {
    init(_ specification: Specification)

    /// In (0, 1), or nil for a measure that has none.
    var confidence: Double? { get }

    /// How value and error are estimated, in a phrase.
    var estimator: String { get }

    /// The ranks of the losses that the estimate looks at one by one, from 1 for the largest; of those between it takes
    /// sums only, in any order.
    ///
    /// - Parameter count: losses in the sample.
    func ranks(count: Int) -> [Int]

    func estimate(_ losses: LossDistribution) -> Estimate

    /// The figure of a law; nil where a law has none, as the largest of all losses.
    func value(under law: any LossLaw) -> Double?
}

extension RiskMeasure {
    public var confidence: Double? { nil }

    public func ranks(count: Int) -> [Int] { [] }

    /// How many of the largest losses the estimate looks at.
    public func depth(count: Int) -> Int { ranks(count: count).max() ?? 0 }

    public func value(under law: any LossLaw) -> Double? { nil }
}

/// The normal quantile of a two-sided 95 % interval.
let twoSided95 = 1.959963984540054

extension Estimate {
    /// A figure whose estimator is asymptotically normal.
    init(value: Double, standardError: Double) {
        self.init(
            value: value, standardError: standardError, low: value - twoSided95 * standardError,
            high: value + twoSided95 * standardError)
    }
}
