import Measures
import Settings

extension MeasureDescription {
    /// Which measure a figure is of, among the members of the figure: the kind, the confidence where it has one, and further
    /// settings under `settings` where there are any.
    ///
    /// - Parameters:
    ///   - name: of the member with the kind.
    ///   - alwaysConfidence: whether a measure without confidence says so.
    func members(kindAs name: String = "kind", alwaysConfidence: Bool = false) -> [(key: String, value: JSONValue)] {
        var members: [(key: String, value: JSONValue)] = [(name, .text(kind))]
        if let confidence { members.append(("confidence", .number(confidence.value))) }
        if confidence == nil, alwaysConfidence { members.append(("confidence", .null)) }
        if !furtherSettings.isEmpty {
            members.append(("settings", .object(furtherSettings.map { ($0.name, $0.value.json) })))
        }
        return members
    }
}

extension MeasureDescription {
    /// The column of records that holds settings besides the confidence, where there are any.
    static let settingsColumn = "settings"

    /// “above=1000000.0”; empty for a measure without further settings.
    var settingsText: String { furtherSettings.map { "\($0.name)=\($0.value.written)" }.joined(separator: " ") }
}

extension Value.Content {
    /// Numbers, texts and flags as JSON has them, anything else as a person would write it in a scenario.
    fileprivate var json: JSONValue {
        switch self {
        case .number(let value): .number(value)
        case .count(let value): .integer(value)
        case .flag(let value): .flag(value)
        default: .text(written)
        }
    }
}
