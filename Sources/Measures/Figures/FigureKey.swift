/// What a figure is of: a book, a measure with all its settings, and a horizon. Two figures are of the same where their keys
/// are equal.
///
/// A stress, a model, a day or an epoch is no part of it: those are keys of the finding that the figure stands in.
public struct FigureKey: Hashable, Sendable {
    /// "" for the whole portfolio, else a book's path.
    public var book: String
    public var measure: MeasureDescription
    /// Business days; nil for the horizon of the run.
    public var horizonDays: Int?

    public init(book: String = "", measure: MeasureDescription, horizonDays: Int? = nil) {
        self.book = book
        self.measure = measure
        self.horizonDays = horizonDays
    }

    public init(_ measure: any RiskMeasure, book: String = "") {
        self.init(book: book, measure: MeasureDescription(measure))
    }

    /// Whether it is of the whole portfolio.
    public var isOfWhole: Bool { book.isEmpty }

    /// The same of another book.
    public func of(book: String) -> FigureKey { FigureKey(book: book, measure: measure, horizonDays: horizonDays) }
}

extension FigureKey: Keyed {
    public var key: FigureKey { self }
}

/// What is told of one figure.
public protocol Keyed {
    var key: FigureKey { get }
}

extension Keyed {
    /// "" for the whole portfolio, else a book's path.
    public var book: String { key.book }
    /// The kind of the measure: `value-at-risk`.
    public var kind: String { key.measure.kind }
    /// Of the measure, as records hold it; nil for a measure that has none.
    public var confidence: Double? { key.measure.confidence?.value }
}
