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

    /// The value with all that is below it; nil where that holds a value of a kind, which its own family reads.
    private var wholeContent: Content? {
        switch node {
        case .scalar(let content): return content
        case .kind: return nil
        case .list(let items):
            let contents = items.compactMap(\.wholeContent)
            return contents.count == items.count ? .list(contents) : nil
        case .object(let members):
            let entries = members.compactMap { member in member.value.wholeContent.map { Entry(member.key, $0) } }
            return entries.count == members.count ? .mapping(entries) : nil
        }
    }

    public var number: Double? { if case .number(let value)? = content { value } else { nil } }
    public var count: Int? { if case .count(let value)? = content { value } else { nil } }
    public var text: String? { if case .text(let value)? = content { value } else { nil } }
    public var flag: Bool? { if case .flag(let value)? = content { value } else { nil } }
    public var date: CalendarDate? { if case .date(let value)? = content { value } else { nil } }
    public var currency: Currency? { if case .currency(let value)? = content { value } else { nil } }
    public var factor: FactorID? { if case .factor(let value)? = content { value } else { nil } }

    /// The value of a kind as a specification, with the defaults of what was left out.
    ///
    /// - Parameter family: where the kind is registered.
    public func specification(in family: KindFamily) -> Specification? {
        guard case .kind(let kind, let members) = node, let description = family[kind] else { return nil }
        var settings: [String: Content] = [:]
        for member in members {
            if let content = member.value.wholeContent { settings[member.key] = content }
        }
        return Specification(kind: kind, settings: settings).completed(description)
    }
}

extension Specification {
    /// The same, with the defaults of settings that were left out.
    public func completed(_ description: KindDescription) -> Specification {
        var whole = self
        for setting in description.settings where whole.settings[setting.name] == nil {
            if case .defaulted(let content) = setting.presence { whole.settings[setting.name] = content }
        }
        return whole
    }
}
