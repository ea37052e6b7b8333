/// Words of a measure with numbers among them that are not written out yet: digits are a format's.
///
///     "With \(percent: level) confidence, the loss \(.horizon) is not larger."
public struct MeasurePhrase: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        case words(String)
        /// A fraction, to be read in percent with all its digits.
        case percent(Double)
        /// What a fraction leaves of the whole, the same way.
        case remainder(Double)
        /// In the base currency.
        case amount(Double)
        /// “over 10 business days”.
        case horizon
    }

    public let parts: [Part]

    public init(parts: [Part]) { self.parts = parts }

    public var isEmpty: Bool { parts.isEmpty }
}

extension MeasurePhrase: ExpressibleByStringInterpolation {
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.words(literal)) }
        }

        public mutating func appendInterpolation(_ part: Part) { parts.append(part) }
        public mutating func appendInterpolation(percent value: Double) { parts.append(.percent(value)) }
        public mutating func appendInterpolation(remainder value: Double) { parts.append(.remainder(value)) }
        public mutating func appendInterpolation(amount value: Double) { parts.append(.amount(value)) }
    }

    public init(stringLiteral value: String) { parts = value.isEmpty ? [] : [.words(value)] }

    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }
}
