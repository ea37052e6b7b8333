import Market
import Settings

/// A figure that sums up a distribution of losses, with its error. Losses are positive.
///
/// A measure names and explains itself: no report, study or chart knows one by its kind.
public protocol RiskMeasure: Kind {
    /// “Value-at-risk”: the name at the head of a line.
    static var title: String { get }

    /// “VaR”: the name where there is little room.
    static var shortTitle: String { get }

    /// The place among the figures that head a report, from 0; nil for one that does not.
    static var headlineRank: Int? { get }

    /// The setting that is its confidence; a scenario may list several, which stand for one measure each.
    static var confidenceSetting: String? { get }

    /// Whether a law has it, as `value(under:)` says; the largest of all losses is known of a sample only.
    static var isOfLaw: Bool { get }

    /// Whether the figure is a fraction rather than an amount of money.
    static var isProportion: Bool { get }

    /// Whether more paths estimate the same number better, their interval shrinking with the root of their count.
    static var convergesWithPaths: Bool { get }

    /// Whether the figure is a weighted sum over paths, so that every part has its component.
    static var canBeTakenApart: Bool { get }

    /// Whether the estimate looks at the largest losses only, whose number `ranks` bounds, and not at moments.
    static var readsTailOnly: Bool { get }

    init(_ specification: Specification)

    /// Its kind with its settings, but for those at their defaults.
    var specification: Specification { get }

    /// What stands behind its name: “99%”.
    var qualifier: MeasurePhrase { get }

    /// What the figure tells, in one sentence.
    var meaning: MeasurePhrase { get }

    /// Nil for a measure that has none.
    var confidence: ConfidenceLevel? { get }

    /// How value and error are estimated, in a phrase.
    var estimator: String { get }

    /// The ranks of the losses that the estimate looks at one by one, from 1 for the largest; of those between it takes
    /// sums only, in any order.
    ///
    /// - Parameter count: losses in the sample.
    func ranks(count: Int) -> [Int]

    /// The losses of which the estimate wants to know how many are greater, beside 0, of which that is always known.
    var thresholds: [Double] { get }

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
    public static var title: String { MeasureDescription.title(ofKind: kind) }
    public static var shortTitle: String { title }
    public static var headlineRank: Int? { nil }
    public static var confidenceSetting: String? { nil }
    public static var isOfLaw: Bool { false }
    public static var isProportion: Bool { false }
    public static var convergesWithPaths: Bool { true }
    public static var canBeTakenApart: Bool { false }
    public static var readsTailOnly: Bool { false }
    public var specification: Specification { Specification(kind: Self.kind) }
    public var qualifier: MeasurePhrase { "" }
    public var confidence: ConfidenceLevel? { nil }

    public func ranks(count: Int) -> [Int] { [] }

    public var thresholds: [Double] { [] }

    /// How many of the largest losses the estimate looks at.
    public func depth(count: Int) -> Int { ranks(count: count).max() ?? 0 }

    public func value(under law: any LossLaw) -> Double? { nil }

    public var tailFigure: TailFigure? { nil }

    public func influence(in losses: LossDistribution) -> InfluenceFunction? { nil }

    public func tailWeights(_ profitAndLoss: UnsafeBufferPointer<Double>, design: SampleDesign) -> TailWeights? { nil }
}

/// The normal quantile of a two-sided 95 % interval.
package let twoSided95 = 1.959963984540054

extension Estimate {
    /// A figure whose estimator is asymptotically normal.
    init(value: Double, standardError: Double) {
        self.init(
            value: value, standardError: standardError, low: value - twoSided95 * standardError,
            high: value + twoSided95 * standardError)
    }
}
