import Market

/// A value that was checked against its shape, with the place where it was written.
public struct Value: Sendable {
    public indirect enum Content: Hashable, Sendable {
        case number(Double)
        case count(Int)
        case text(String)
        case flag(Bool)
        case date(CalendarDate)
        case term(Term)
        case currency(Currency)
        case factor(FactorID)
        case quantity(Quantity)
        case kind(Specification)
        case list([Content])
        /// In the order written, which may matter: later patterns win.
        case mapping([Entry])
    }

    /// One key of a mapping.
    public struct Entry: Hashable, Sendable, Codable {
        public var key: String
        public var value: Content

        public init(_ key: String, _ value: Content) {
            self.key = key
            self.value = value
        }
    }

    /// What the value is: a scalar, or values below it.
    public indirect enum Node: Sendable {
        case scalar(Content)
        case list([Value])
        /// In the order written.
        case object([(key: String, keyLocation: SourceLocation?, value: Value)])
        case kind(KindDescription, [(key: String, keyLocation: SourceLocation?, value: Value)])
    }

    public var node: Node
    public var location: SourceLocation?
    public var path: String
    /// Whether all that is written below it was right; what was wrong is not in it, and reported.
    public var isWhole = true

    public init(_ node: Node, at location: SourceLocation?, path: String) {
        self.node = node
        self.location = location
        self.path = path
    }
}

/// A kind with its settings, checked and complete: what a `Run` keeps of a process, an instrument or a measure.
public struct Specification: Hashable, Sendable, Codable {
    public var kind: String
    public var settings: [String: Value.Content]

    public init(kind: String, settings: [String: Value.Content] = [:]) {
        self.kind = kind
        self.settings = settings
    }
}

/// Readers of settings. The shape was checked when the value was made, so a wrong name or type is a mistake in the
/// code, and traps.
extension Specification {
    private func content(_ name: String) -> Value.Content {
        guard let content = settings[name] else { preconditionFailure("\(kind) has no setting “\(name)”") }
        return content
    }

    private func mismatch(_ name: String) -> Never { preconditionFailure("\(kind).\(name) has another type") }

    public func has(_ name: String) -> Bool { settings[name] != nil }

    public func number(_ name: String) -> Double {
        guard case .number(let value) = content(name) else { mismatch(name) }
        return value
    }

    public func confidence(_ name: String) -> ConfidenceLevel {
        guard let level = try? ConfidenceLevel(number(name)) else { mismatch(name) }
        return level
    }

    public func count(_ name: String) -> Int {
        guard case .count(let value) = content(name) else { mismatch(name) }
        return value
    }

    public func text(_ name: String) -> String {
        guard case .text(let value) = content(name) else { mismatch(name) }
        return value
    }

    /// A setting that is one word of several.
    public func word<Word: RawRepresentable<String>>(_ name: String, as words: Word.Type = Word.self) -> Word {
        guard let word = Word(rawValue: text(name)) else { mismatch(name) }
        return word
    }

    public func flag(_ name: String) -> Bool {
        guard case .flag(let value) = content(name) else { mismatch(name) }
        return value
    }

    /// A kind within the settings of this one, complete.
    public func kind(_ name: String) -> Specification {
        guard case .kind(let value) = content(name) else { mismatch(name) }
        return value
    }

    public func term(_ name: String) -> Term {
        guard case .term(let value) = content(name) else { mismatch(name) }
        return value
    }

    public func factor(_ name: String) -> FactorID {
        guard case .factor(let value) = content(name) else { mismatch(name) }
        return value
    }

    public func quantity(_ name: String) -> Quantity {
        guard case .quantity(let value) = content(name) else { mismatch(name) }
        return value
    }

    /// A list of numbers.
    public func numbers(_ name: String) -> [Double] {
        guard case .list(let items) = content(name) else { mismatch(name) }
        return items.map { item in
            guard case .number(let value) = item else { mismatch(name) }
            return value
        }
    }

    /// A mapping of texts, in the order written; empty where it was left out.
    public func pairs(_ name: String) -> [(key: String, value: String)] {
        guard has(name) else { return [] }
        guard case .mapping(let entries) = content(name) else { mismatch(name) }
        return entries.map { entry in
            guard case .text(let value) = entry.value else { mismatch(name) }
            return (entry.key, value)
        }
    }

    /// A list of texts; empty where it was left out.
    public func texts(_ name: String) -> [String] {
        guard has(name) else { return [] }
        guard case .list(let items) = content(name) else { mismatch(name) }
        return items.map { item in
            guard case .text(let value) = item else { mismatch(name) }
            return value
        }
    }

    /// A mapping whose values are mappings: each key with the settings below it, in the order written.
    public func specifications(_ name: String) -> [Specification] {
        guard case .mapping(let entries) = content(name) else { mismatch(name) }
        return entries.map { entry in
            guard case .mapping(let settings) = entry.value else { mismatch(name) }
            return Specification(
                kind: entry.key,
                settings: Dictionary(settings.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last }))
        }
    }

    /// The quantity, or zero where the setting was left out.
    public func quantityOrZero(_ name: String) -> Quantity { has(name) ? quantity(name) : .number(0) }
}
