extension Value.Content {
    /// The value as a person would write it in a scenario.
    public var written: String {
        switch self {
        case .number(let value), .quantity(.number(let value)), .term(.years(let value)): "\(value)"
        case .count(let value): "\(value)"
        case .text(let value), .quantity(.curve(let value)): value
        case .flag(let value): "\(value)"
        case .date(let value), .term(.date(let value)): value.description
        case .currency(let value): value.code
        case .factor(let value), .quantity(.factor(let value)): value.name
        case .kind(let value): "{kind: \(value.kind)}"
        case .list(let items): "[" + items.map(\.written).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\"\($0.key)\": \($0.value.written)" }.joined(separator: ", ") + "}"
        }
    }
}
