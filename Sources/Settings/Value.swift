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
    }

    /// What the value is: a scalar, or values below it.
    public indirect enum Node: Sendable {
        case scalar(Content)
        case list([Value])
        /// In the order written.
        case object([(key: String, keyLocation: SourceLocation?, value: Value)])
        case kind(String, [(key: String, keyLocation: SourceLocation?, value: Value)])
    }

    public var node: Node
    public var location: SourceLocation?
    public var path: String

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

    public func count(_ name: String) -> Int {
        guard case .count(let value) = content(name) else { mismatch(name) }
        return value
    }

    public func text(_ name: String) -> String {
        guard case .text(let value) = content(name) else { mismatch(name) }
        return value
    }

    public func flag(_ name: String) -> Bool {
        guard case .flag(let value) = content(name) else { mismatch(name) }
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

    /// The quantity, or zero where the setting was left out.
    public func quantityOrZero(_ name: String) -> Quantity { has(name) ? quantity(name) : .number(0) }
}
