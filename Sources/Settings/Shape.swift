import Market

/// What a value in a scenario file may look like.
///
/// One description serves decoding, its error messages, the portfolio's columns and the JSON Schema.
public indirect enum Shape: Sendable {
    /// A number with `%`, `bp`, `k` or `M`.
    case number(Bounds = .any)
    /// A whole number; `100_000`, `100k` and `1M` are whole numbers too.
    case count(ClosedRange<Int>)
    /// A number of business days, `10d`.
    case days(ClosedRange<Int>)
    /// A date or a time from the valuation date.
    case term
    case date
    case text
    case flag
    case choice([String])
    case currency
    /// A factor id, of one of these classes where the list is not empty.
    case factor([FactorClass])
    /// A factor id or a pattern with `*`.
    case factorPattern
    /// A number, a factor or a curve, of these classes.
    case quantity(of: [FactorClass], within: Bounds = .any)
    /// A path in the book tree; empty for the whole portfolio.
    case book
    /// The path of a file, relative to the scenario's own.
    case file
    case list(Shape, atLeast: Int = 0)
    /// One value, or a list of them.
    case oneOrMore(Shape)
    /// A scalar of the first shape, or a list or mapping of the second.
    case either(Shape, or: Shape)
    case map(key: Shape, value: Shape)
    case object([Setting])
    /// A value of a registered kind: `{kind: ewma, decay: 0.97}`.
    case kind(KindFamily)

    /// The numbers allowed, in words and as limits.
    public struct Bounds: Sendable {
        public var minimum: Double?
        public var maximum: Double?
        public var excludesMinimum = false
        public var excludesMaximum = false

        public init(
            minimum: Double? = nil, maximum: Double? = nil, excludesMinimum: Bool = false, excludesMaximum: Bool = false
        ) {
            self.minimum = minimum
            self.maximum = maximum
            self.excludesMinimum = excludesMinimum
            self.excludesMaximum = excludesMaximum
        }

        public static let any = Bounds()
        public static let positive = Bounds(minimum: 0, excludesMinimum: true)
        public static let nonNegative = Bounds(minimum: 0)
        public static let fraction = Bounds(minimum: 0, maximum: 1, excludesMinimum: true, excludesMaximum: true)
        public static let correlation = Bounds(minimum: -1, maximum: 1)

        public func contains(_ value: Double) -> Bool {
            if let minimum, excludesMinimum ? value <= minimum : value < minimum { return false }
            if let maximum, excludesMaximum ? value >= maximum : value > maximum { return false }
            return true
        }

        /// “greater than 0”, “from −1 to 1”.
        public var words: String {
            func text(_ x: Double) -> String { x == x.rounded() && abs(x) < 1e15 ? String(Int(x)) : String(x) }
            switch (minimum, maximum) {
            case (nil, nil): return "any"
            case (let low?, nil): return (excludesMinimum ? "greater than " : "at least ") + text(low)
            case (nil, let high?): return (excludesMaximum ? "less than " : "at most ") + text(high)
            case (let low?, let high?):
                return excludesMinimum || excludesMaximum
                    ? "between \(text(low)) and \(text(high))" : "from \(text(low)) to \(text(high))"
            }
        }
    }
}

/// One key of an object: its name, what may stand there, and what it means.
public struct Setting: Sendable {
    public enum Presence: Sendable {
        case required
        case optional
        /// Taken where the key is left out.
        case defaulted(Value.Content)
    }

    public var name: String
    public var shape: Shape
    public var presence: Presence
    public var summary: String

    public init(_ name: String, _ shape: Shape, _ presence: Presence = .required, _ summary: String) {
        self.name = name
        self.shape = shape
        self.presence = presence
        self.summary = summary
    }

    /// Whether something is taken where the key is left out.
    public var isDefaulted: Bool { if case .defaulted = presence { true } else { false } }
}

/// A thing that scenarios name by a `kind` and configure by settings.
public protocol Kind: Sendable {
    /// The name in a scenario file: `european-option`.
    static var kind: String { get }
    /// One line for `twin kinds`.
    static var summary: String { get }
    static var settings: [Setting] { get }
}

/// What a registered kind is called and needs, as a value.
public struct KindDescription: Sendable {
    public var kind: String
    public var summary: String
    public var settings: [Setting]

    public init(_ type: any Kind.Type) {
        kind = type.kind
        summary = type.summary
        settings = type.settings
    }
}

/// All registered kinds of one sort: the processes, the instruments, the measures.
public struct KindFamily: Sendable {
    /// What one member is called in messages: “process”.
    public var name: String
    public var members: [KindDescription]
    /// Taken where no kind is written; nil where one must be.
    public var standard: String?

    public init(_ name: String, _ types: [any Kind.Type], standard: String? = nil) {
        self.name = name
        members = types.map { KindDescription($0) }
        self.standard = standard
    }

    public subscript(kind: String) -> KindDescription? { members.first { $0.kind == kind } }
}
