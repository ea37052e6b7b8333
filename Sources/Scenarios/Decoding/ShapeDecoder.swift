import Settings

/// Checks what is written against a shape, and collects every mistake on the way.
struct ShapeDecoder {
    private(set) var issues: [Issue] = []
    /// Unknown keys of a mapping that are named one by one.
    private static let unknownLimit = 100
    /// Paths of files, as they are written.
    private(set) var files: [String] = []
    /// Those that lead to what is being decoded.
    private var keys: [String] = []

    /// - Returns: nil where something was wrong; what was wrong is in `issues` then.
    mutating func decode(_ node: WrittenNode, as shape: Shape, path: String) -> Value? {
        let before = issues.count
        var value = value(of: node, as: shape, path: path)
        value?.isWhole = issues.count == before
        return value
    }

    /// Decodes what stands below a key.
    private mutating func decode(_ node: WrittenNode, as shape: Shape, path: String, below key: String) -> Value? {
        keys.append(key)
        defer { keys.removeLast() }
        return decode(node, as: shape, path: path)
    }

    private mutating func value(of node: WrittenNode, as shape: Shape, path: String) -> Value? {
        switch (shape, node) {
        case (.list(let element, let atLeast), .list(let items, let location)):
            guard items.count >= atLeast else {
                report("needs at least \(atLeast) item\(atLeast == 1 ? "" : "s")", at: location, path)
                return nil
            }
            return list(items, of: element, at: location, path)
        case (.oneOrMore(let element), .list(let items, let location)):
            guard !items.isEmpty else {
                report("needs at least 1 item", at: location, path)
                return nil
            }
            return list(items, of: element, at: location, path)
        case (.oneOrMore(let element), _):
            return decode(node, as: element, path: path)
        case (.either(let scalar, _), .scalar):
            return decode(node, as: scalar, path: path)
        case (.either(_, let other), _):
            return decode(node, as: other, path: path)
        case (.map(let key, let value), .mapping(let entries, let location)):
            return map(entries, key: key, value: value, at: location, path)
        case (.object(let settings), .mapping(let entries, let location)):
            guard let members = object(entries, settings: settings, of: nil, at: location, path) else { return nil }
            return Value(.object(members), at: location, path: path)
        case (.kind(let family), .mapping(let entries, let location)):
            return kind(entries, family: family, at: location, path)
        case (.list, _), (.map, _), (.object, _), (.kind, _), (_, .list), (_, .mapping):
            report("\(node.noun) stands where \(shape.noun) belongs", at: node.location, path)
            return nil
        case (_, .scalar(let text, let location)):
            do {
                let content = try shape.parse(text)
                if case .file = shape { files.append(text) }
                return Value(.scalar(content), at: location, path: path)
            } catch {
                let message = text.isEmpty ? "nothing is written where \(shape.noun) belongs" : error.message
                report(message, hint: error.hint, at: location, path)
                return nil
            }
        }
    }

    private mutating func list(
        _ items: [WrittenNode], of element: Shape, at location: SourceLocation?, _ path: String
    ) -> Value? {
        var values: [Value] = []
        for (index, item) in items.enumerated() {
            if let value = decode(item, as: element, path: "\(path)[\(index)]", below: "[\(index)]") {
                values.append(value)
            }
        }
        return Value(.list(values), at: location, path: path)
    }

    private mutating func map(
        _ entries: [WrittenNode.Entry], key shape: Shape, value: Shape, at location: SourceLocation?, _ path: String
    ) -> Value? {
        var members: [(key: String, keyLocation: SourceLocation?, value: Value)] = []
        for entry in entries {
            do { _ = try shape.parse(entry.key) } catch {
                // A name that may stand here is one, however it begins.
                if entry.isOwn { continue }
                report(error.message, hint: error.hint, at: entry.keyLocation, path, key: entry.key)
                continue
            }
            if let value = decode(entry.value, as: value, path: Self.join(path, entry.key), below: entry.key) {
                members.append((entry.key, entry.keyLocation, value))
            }
        }
        return Value(.object(members), at: location, path: path)
    }

    private mutating func kind(
        _ entries: [WrittenNode.Entry], family: KindFamily, at location: SourceLocation?, _ path: String
    ) -> Value? {
        let known = family.members.map(\.kind)
        guard let entry = entries.first(where: { $0.key == "kind" }) else {
            if let standard = family.standard, let description = family[standard] {
                return object(entries, settings: description.settings, of: nil, in: family, at: location, path)
                    .map { Value(.kind(description, $0), at: location, path: path) }
            }
            report(
                "the \(family.name) has no “kind”", hint: "known: " + known.joined(separator: ", "), at: location, path)
            return nil
        }
        guard case .scalar(let name, let place) = entry.value, let description = family[name] else {
            report(
                "unknown \(family.name) \(entry.value.noun)",
                hint: Suggestion.hint(for: entry.value.scalarText ?? "", among: known), at: entry.value.location, path)
            return nil
        }
        let rest = entries.filter { $0.key != "kind" }
        guard
            let members = object(
                rest, settings: description.settings, of: name, in: family, at: place ?? location, path)
        else {
            return nil
        }
        return Value(.kind(description, members), at: location, path: path)
    }

    private mutating func object(
        _ entries: [WrittenNode.Entry], settings: [Setting], of kind: String?, in family: KindFamily? = nil,
        at location: SourceLocation?, _ path: String
    ) -> [(key: String, keyLocation: SourceLocation?, value: Value)]? {
        var members: [(key: String, keyLocation: SourceLocation?, value: Value)] = []
        var isWhole = true
        var unknown = 0
        for entry in entries where !entry.isOwn {
            guard let setting = settings.first(where: { $0.name == entry.key }) else {
                isWhole = false
                unknown += 1
                // Who writes so many means another sort of file: the first ones say so.
                if unknown > Self.unknownLimit { continue }
                let owner = kind.map { " of \($0)" } ?? ""
                let known = settings.map(\.name)
                let others = (family?.members ?? []).filter { $0.settings.contains { $0.name == entry.key } }
                let near = Suggestion.nearest(to: entry.key, among: known)
                let hint =
                    known.isEmpty
                    ? "\(kind ?? "this") takes no settings" : Suggestion.hint(for: entry.key, among: known)
                report(
                    "unknown key “\(entry.key)”\(owner)",
                    hint: others.isEmpty || near != nil
                        ? hint : "it is a setting of " + others.map(\.kind).joined(separator: ", ") + "; " + hint,
                    at: entry.keyLocation, path, key: near ?? entry.key)
                continue
            }
            if let value = decode(
                entry.value, as: setting.shape, path: Self.join(path, entry.key), below: entry.key)
            {
                members.append((entry.key, entry.keyLocation, value))
            } else {
                isWhole = false
            }
        }
        if unknown > Self.unknownLimit {
            report("\(unknown - Self.unknownLimit) further keys are unknown", at: location, path)
        }
        for setting in settings {
            guard case .required = setting.presence, !entries.contains(where: { $0.key == setting.name }) else {
                continue
            }
            let owner = kind.map { "\($0) needs" } ?? "missing"
            report(
                "\(owner) the key “\(setting.name)”", hint: "\(setting.shape.noun): \(setting.summary)", at: location,
                path, key: setting.name)
            isWhole = false
        }
        // Where a family has a standard, what is left stands, so that one mistake brings no others.
        return isWhole || kind == nil || family?.standard != nil ? members : nil
    }

    /// - Parameter key: the key below that the mistake is about; nil where it is about what is being decoded.
    private mutating func report(
        _ message: String, hint: String? = nil, at location: SourceLocation?, _ path: String, key: String? = nil
    ) {
        issues.append(
            Issue(
                message, hint: hint, at: location, path: path,
                about: .setting(key.map { keys + [$0] } ?? keys)))
    }

    private static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : path + "." + key }
}

extension WrittenNode.Entry {
    /// A key that a person keeps for anchors and notes: `x-anything`.
    fileprivate var isOwn: Bool { key.hasPrefix("x-") }
}

extension WrittenNode {
    var scalarText: String? {
        guard case .scalar(let text, _) = self else { return nil }
        return text
    }
}
