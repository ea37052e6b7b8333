/// Words with the values that they tell: a sentence, a label, a cell of a document.
///
/// A literal with interpolations makes one; a `Quantity` in it stays a number, which a format writes with the digits that
/// its notation says, and which a spreadsheet or a live page can take out again.
public struct Prose: Sendable, Equatable, ExpressibleByStringInterpolation {
    public enum Part: Sendable, Equatable {
        case words(String)
        case value(Quantity)
    }

    public private(set) var parts: [Part]

    public init(_ words: String) { parts = words.isEmpty ? [] : [.words(words)] }

    public init(_ value: Quantity) { parts = [.value(value)] }

    public init(stringLiteral words: String) { self.init(words) }

    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// With what belongs between them, as in a list.
    public init(_ pieces: [Prose], separator: String) {
        parts = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { append(Prose(separator)) }
            append(piece)
        }
    }

    public var isEmpty: Bool { parts.isEmpty }

    /// The number, where the words are nothing but one.
    public var quantity: Quantity? {
        guard parts.count == 1, case .value(let quantity) = parts[0] else { return nil }
        return quantity
    }

    public mutating func append(_ other: Prose) {
        for part in other.parts {
            if case .words(let words) = part, case .words(let last)? = parts.last {
                parts[parts.count - 1] = .words(last + words)
            } else {
                parts.append(part)
            }
        }
    }

    /// As readers see it.
    ///
    /// - Parameter style: how amounts are counted whose notation leaves that to the format.
    package func text(_ style: AmountStyle = .counted(in: .one)) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .value(let quantity): quantity.text(style) + (quantity.errorText(style).map { " ± " + $0 } ?? "")
            }
        }.joined()
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { append(Prose(literal)) }
        }

        public mutating func appendInterpolation(_ value: Quantity) { append(Prose(value)) }

        public mutating func appendInterpolation(_ prose: Prose) { append(prose) }

        public mutating func appendInterpolation(_ words: some CustomStringConvertible) {
            append(Prose(words.description))
        }

        private mutating func append(_ other: Prose) {
            var all = Prose("")
            all.parts = parts
            all.append(other)
            parts = all.parts
        }
    }
}
