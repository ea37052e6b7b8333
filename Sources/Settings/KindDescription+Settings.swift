/// Settings read by their shapes, all the way down: a kind may hold kinds.
extension KindDescription {
    /// A specification with the defaults of the settings that were left out, in it and in the kinds it holds.
    public func completed(_ specification: Specification) -> Specification {
        var whole = specification
        for setting in settings {
            if let content = whole.settings[setting.name] {
                whole.settings[setting.name] = setting.shape.mapping(content) { $0.completed($1) }
            } else if case .defaulted(let content) = setting.presence {
                whole.settings[setting.name] = setting.shape.mapping(content) { $0.completed($1) }
            }
        }
        return whole
    }

    /// A specification without the settings that stand at their defaults: what is said about it beyond its kind. A setting that
    /// comes later, with a default, changes nothing of what was said before.
    public func reduced(_ specification: Specification) -> Specification {
        var rest = specification
        let whole = completed(specification)
        for setting in settings {
            guard let content = whole.settings[setting.name] else { continue }
            if case .defaulted(let usual) = setting.presence,
                setting.shape.mapping(usual, { $0.completed($1) }) == content
            {
                rest.settings[setting.name] = nil
            } else {
                rest.settings[setting.name] = setting.shape.mapping(content) { $0.reduced($1) }
            }
        }
        return rest
    }
}

extension Specification {
    /// The same, with the defaults of settings that were left out.
    public func completed(_ description: KindDescription) -> Specification { description.completed(self) }
}

extension Shape {
    /// A value of this shape with every kind in it replaced; the kind's own description says how.
    fileprivate func mapping(
        _ content: Value.Content, _ change: (KindDescription, Specification) -> Specification
    ) -> Value.Content {
        switch (self, content) {
        case (.kind(let family), .kind(let specification)):
            guard let description = family[specification.kind] else { return content }
            return .kind(change(description, specification))
        case (.list(let element, _), .list(let items)), (.oneOrMore(let element), .list(let items)):
            return .list(items.map { element.mapping($0, change) })
        case (.oneOrMore(let element), _): return element.mapping(content, change)
        case (.either(_, let other), _): return other.mapping(content, change)
        case (.map(_, let value), .mapping(let entries)):
            return .mapping(entries.map { Value.Entry($0.key, value.mapping($0.value, change)) })
        case (.object(let settings), .mapping(let entries)):
            return .mapping(
                entries.map { entry in
                    let shape = settings.first { $0.name == entry.key }?.shape
                    return Value.Entry(entry.key, shape?.mapping(entry.value, change) ?? entry.value)
                })
        default: return content
        }
    }
}
