/// How much of a measure a book may have: a level that must not be reached, and one at which to look closer.
///
/// Levels are losses in the portfolio's currency, or a fraction for a measure that is one. At a level is beyond it.
public struct Limit: Hashable, Sendable, Codable {
    /// "" for the whole portfolio, else a book's path.
    public var book: String
    /// The measure's kind.
    public var kind: String
    /// Nil for a measure that has none.
    public var confidence: Double?
    /// Less than `breach`; nil where nothing warns.
    public var warn: Double?
    /// Greater than 0.
    public var breach: Double

    public init(book: String = "", kind: String, confidence: Double? = nil, warn: Double? = nil, breach: Double) {
        self.book = book
        self.kind = kind
        self.confidence = confidence
        self.warn = warn
        self.breach = breach
    }

    /// Where a figure known without error stands.
    public func zone(of value: Double) -> LimitZone {
        if value >= breach { return .breach }
        if let warn, value >= warn { return .warning }
        return .clear
    }

    /// Whether it limits this figure.
    public func concerns(_ figure: RiskFigure) -> Bool {
        book == figure.book && kind == figure.kind && confidence == figure.confidence
    }
}

/// The stretches that the levels of a limit cut the losses into.
public enum LimitZone: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
    case clear, warning, breach

    public static func < (a: LimitZone, b: LimitZone) -> Bool {
        switch (a, b) {
        case (.clear, .warning), (.clear, .breach), (.warning, .breach): true
        default: false
        }
    }
}

/// What is known of a limit.
public enum LimitStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case clear, warning, breach
    /// The interval of the figure reaches from one zone into another.
    case undecided

    init(_ zone: LimitZone) {
        switch zone {
        case .clear: self = .clear
        case .warning: self = .warning
        case .breach: self = .breach
        }
    }
}
