import Market
import Settings

/// A measure with all its settings, as a value: which it is, and what it says of itself.
///
/// Two are equal where kind and settings are, whatever they say of themselves: a figure that is read back by somebody who
/// does not know its measure is the same figure still. A setting at its default is left out, so that `{kind: …}` and the
/// same with the default written down are one measure.
public struct MeasureDescription: Sendable {
    /// Kind and settings, without those at their defaults.
    public let specification: Specification
    /// “Value-at-risk”.
    public let title: String
    /// “VaR”, or the title for a measure without a shorter name.
    public let shortTitle: String
    /// What stands behind the name: “99%”. Empty for a measure without settings.
    public let qualifier: MeasurePhrase
    /// One sentence about the figure; nil for a measure unknown here.
    public let meaning: MeasurePhrase?
    /// Nil for a measure that has none.
    public let confidence: ConfidenceLevel?
    /// Whether the figure is a fraction rather than an amount of money.
    public let isProportion: Bool
    /// Whether more paths estimate the same number better.
    public let convergesWithPaths: Bool
    /// Whether a law has it; the largest of all losses is known of a sample only.
    public let isOfLaw: Bool
    /// The place among the figures that head a report, from 0; nil for one that does not.
    public let headlineRank: Int?
    /// What it is of the tail of the losses; nil for a measure that is no figure of the tail.
    public let tailFigure: TailFigure?

    public init(_ measure: any RiskMeasure) {
        let type = type(of: measure)
        specification = measure.specification
        title = type.title
        shortTitle = type.shortTitle
        qualifier = measure.qualifier
        meaning = measure.meaning
        confidence = measure.confidence
        isProportion = type.isProportion
        convergesWithPaths = type.convergesWithPaths
        isOfLaw = type.isOfLaw
        headlineRank = type.headlineRank
        tailFigure = measure.tailFigure
    }

    /// The measure of a kind, as it describes itself.
    ///
    /// - Parameter types: the measures known; of others no more is said than that they are there.
    public init(_ specification: Specification, among types: [any RiskMeasure.Type]) {
        if let type = types.first(where: { $0.kind == specification.kind }) {
            self.init(type.init(specification))
        } else {
            self.init(unknown: specification)
        }
    }

    private init(unknown specification: Specification) {
        self.specification = specification
        title = Self.title(ofKind: specification.kind)
        shortTitle = title
        qualifier = MeasurePhrase(
            parts: specification.settings.sorted { $0.key < $1.key }.map { .words("\($0.key) \($0.value.written)") })
        meaning = nil
        if case .number(let level) = specification.settings["confidence"] {
            confidence = try? ConfidenceLevel(level)
        } else {
            confidence = nil
        }
        isProportion = false
        convergesWithPaths = true
        isOfLaw = false
        headlineRank = nil
        tailFigure = nil
    }

    public var kind: String { specification.kind }

    /// Whether it is the mean of the losses beyond a quantile.
    public var isTailMean: Bool { if case .tailMean = tailFigure { true } else { false } }

    /// Whether it is the loss that is not exceeded with a probability.
    public var isQuantile: Bool { if case .quantile = tailFigure { true } else { false } }

    /// “Worst loss” for `worst-loss`.
    static func title(ofKind kind: String) -> String {
        let words = String(kind.map { $0 == "-" ? " " : $0 })
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension MeasureDescription: Hashable {
    public static func == (a: MeasureDescription, b: MeasureDescription) -> Bool { a.specification == b.specification }

    public func hash(into hasher: inout Hasher) { hasher.combine(specification) }
}
