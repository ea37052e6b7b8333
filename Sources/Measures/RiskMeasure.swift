import Market
import Settings

/// A figure that sums up a distribution of losses, with its error. Losses are positive.
public protocol RiskMeasure: Kind {
    /// Whether the figure is a fraction rather than an amount of money.
    static var isProportion: Bool { get }

    /// Whether more paths estimate the same number better, their interval shrinking with the root of their count.
    static var convergesWithPaths: Bool { get }

    /// Whether the figure is a weighted sum over paths, so that every part has its component.
    static var canBeTakenApart: Bool { get }

    /// Whether the estimate looks at the largest losses only, whose number `ranks` bounds, and not at moments.
    static var readsTailOnly: Bool { get }

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

    /// What a loss of the sample adds to the error of the figure: the influence function, but for a constant. The
    /// variance of its values over the losses, divided by their number, is that of the figure; that of its changes from
    /// one sample to another on the same paths is the variance of the figure's change. Nil for a measure that has none.
    ///
    /// Source: F. R. Hampel, “The influence curve and its role in robust estimation”, JASA 69, 1974.
    func influence(in losses: LossDistribution) -> InfluenceFunction?

    /// The figure as a weighted sum over paths, by which it is taken apart; nil for a measure that is no such sum.
    ///
    /// - Parameters:
    ///   - profitAndLoss: one number a path; a gain is positive.
    ///   - design: how the paths count.
    func tailWeights(_ profitAndLoss: UnsafeBufferPointer<Double>, design: SampleDesign) -> TailWeights?

    /// What it is of the distribution of losses; nil for a measure that is no figure of the tail.
    var tailFigure: TailFigure? { get }

    /// The figure of a law; nil where a law has none, as the largest of all losses.
    func value(under law: any LossLaw) -> Double?
}

extension RiskMeasure {
    public static var isProportion: Bool { false }
    public static var convergesWithPaths: Bool { true }
    public static var canBeTakenApart: Bool { false }
    public static var readsTailOnly: Bool { false }
    public var confidence: Double? { nil }

    public func ranks(count: Int) -> [Int] { [] }

    /// How many of the largest losses the estimate looks at.
    public func depth(count: Int) -> Int { ranks(count: count).max() ?? 0 }

    public func value(under law: any LossLaw) -> Double? { nil }

    public var tailFigure: TailFigure? { nil }

    public func influence(in losses: LossDistribution) -> InfluenceFunction? { nil }

    public func tailWeights(_ profitAndLoss: UnsafeBufferPointer<Double>, design: SampleDesign) -> TailWeights? { nil }
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
