import Settings

/// A value set from the command line: `simulation.paths=10_000`, `market.levels.EQ.ACME=105`,
/// `portfolio.positions.0.quantity=0`.
public struct Override: Hashable, Sendable {
    public var path: String
    public var value: String

    /// - Returns: nil unless the text is a path, an equals sign and a value.
    public init?(_ text: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
        path = String(text[..<equals])
        value = String(text[text.index(after: equals)...])
    }

    public init(path: String, value: String) {
        self.path = path
        self.value = value
    }

    /// Puts the value into a tree, making the mappings on its way.
    func apply(to node: WrittenNode) throws(Issue) -> WrittenNode {
        let place = SourceLocation(file: "--set \(path)", line: 1, column: 1)
        var parsed = try WrittenNode.parse(yaml: value.isEmpty ? "''" : value, file: place.file)
        if case .scalar(let text, _) = parsed { parsed = .scalar(text, at: place) }
        return try Self.replacing(
            node, path.split(separator: ".", omittingEmptySubsequences: false)[...], by: parsed, place)
    }

    /// Keys may hold points (`EQ.ACME`), so at each level the longest key that is there wins; a key that is not there
    /// takes one part, or all that are left below a mapping of factors.
    private static func replacing(
        _ node: WrittenNode, _ path: ArraySlice<Substring>, by value: WrittenNode, _ place: SourceLocation
    ) throws(Issue) -> WrittenNode {
        guard let first = path.first else { return value }
        switch node {
        case .list(var items, let location):
            guard let index = Int(first), items.indices.contains(index) else {
                throw Issue(
                    "“\(first)” is not an item of the list", hint: "items are numbered from 0 to \(items.count - 1)",
                    at: place)
            }
            items[index] = try replacing(items[index], path.dropFirst(), by: value, place)
            return .list(items, at: location)
        case .mapping(var entries, let location):
            for length in stride(from: path.count, through: 1, by: -1) {
                let key = path.prefix(length).joined(separator: ".")
                guard let index = entries.firstIndex(where: { $0.key == key }) else { continue }
                entries[index].value = try replacing(entries[index].value, path.dropFirst(length), by: value, place)
                return .mapping(entries, at: location)
            }
            let namesFactors = entries.contains { $0.key.contains(".") } || first.allSatisfy(\.isUppercase)
            let key = namesFactors ? path.joined(separator: ".") : String(first)
            let rest = namesFactors ? [] : path.dropFirst()
            entries.append(
                .init(
                    key: key, keyLocation: place,
                    value: try replacing(.mapping([], at: place), rest, by: value, place)))
            return .mapping(entries, at: location)
        case .scalar:
            return try replacing(.mapping([], at: place), path, by: value, place)
        }
    }
}
