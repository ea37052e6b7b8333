import Market

/// Reading a checked value. A wrong type is a mistake in the code: the shape was checked before.
extension Value {
    /// The value of a key, or nil where it was not written (or was wrong, and reported).
    public subscript(key: String) -> Value? {
        switch node {
        case .object(let members), .kind(_, let members): members.first { $0.key == key }?.value
        default: nil
        }
    }

    /// The members of a mapping, in the order written.
    public var members: [(key: String, keyLocation: SourceLocation?, value: Value)] {
        switch node {
        case .object(let members), .kind(_, let members): members
        default: []
        }
    }

    /// The items of a list; a single value is a list of one.
    public var items: [Value] {
        if case .list(let values) = node { return values }
        return [self]
    }

    public var content: Content? {
        if case .scalar(let content) = node { return content }
        return nil
    }

    /// The value with all that is below it, kinds within kinds included, each with its defaults.
    public var wholeContent: Content {
        switch node {
        case .scalar(let content): content
        case .kind(let description, let members): .kind(Self.specification(description, members))
        case .list(let items): .list(items.map(\.wholeContent))
        case .object(let members): .mapping(members.map { Entry($0.key, $0.value.wholeContent) })
        }
    }

    public var number: Double? { if case .number(let value)? = content { value } else { nil } }
    public var confidence: ConfidenceLevel? { number.flatMap { try? ConfidenceLevel($0) } }
    public var count: Int? { if case .count(let value)? = content { value } else { nil } }
    public var text: String? { if case .text(let value)? = content { value } else { nil } }
    public var flag: Bool? { if case .flag(let value)? = content { value } else { nil } }
    public var date: CalendarDate? { if case .date(let value)? = content { value } else { nil } }
    public var currency: Currency? { if case .currency(let value)? = content { value } else { nil } }
    public var factor: FactorID? { if case .factor(let value)? = content { value } else { nil } }

    /// The value of a kind, bound to its type; nil where it is none, as where it was wrong and reported.
    ///
    /// - Parameter family: the one whose kinds the value's shape named.
    public func chosen<Member>(in family: Family<Member>) -> Chosen<Member>? {
        guard case .kind(let description, let members) = node else { return nil }
        return try? family.choose(Self.specification(description, members))
    }

    private static func specification(
        _ description: KindDescription, _ members: [(key: String, keyLocation: SourceLocation?, value: Value)]
    ) -> Specification {
        let settings = members.map { ($0.key, $0.value.wholeContent) }
        return description.completed(
            Specification(
                kind: description.kind, settings: Dictionary(settings, uniquingKeysWith: { first, _ in first })))
    }
}
