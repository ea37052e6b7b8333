/// How much of a measure a book may have: a level that must not be reached, and one at which to look closer.
///
/// Levels are losses in the portfolio's currency, or a fraction for a measure that is one. At a level is beyond it.
public struct Limit: Hashable, Sendable, Keyed {
    /// Of the figure that it limits.
    public var key: FigureKey
    /// Less than `breach`; nil where nothing warns.
    public var warn: Double?
    /// Greater than 0.
    public var breach: Double

    public init(_ key: FigureKey, warn: Double? = nil, breach: Double) {
        self.key = key
        self.warn = warn
        self.breach = breach
    }

    /// Where a figure known without error stands.
    public func zone(of value: Double) -> LimitZone {
        if value >= breach { return .breach }
        if let warn, value >= warn { return .warning }
        return .clear
    }
}

extension Limit: Decodable {
    private enum CodingKeys: CodingKey { case warn, breach }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try FigureKey(from: decoder), warn: try container.decodeIfPresent(Double.self, forKey: .warn),
            breach: try container.decode(Double.self, forKey: .breach))
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
