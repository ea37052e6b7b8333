import Market

/// A JSON value to print: enough for a schema. Objects keep their order.
public indirect enum SchemaNode: Sendable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case list([SchemaNode])
    case object([(String, SchemaNode)])

    /// The JSON text, indented by two spaces.
    public func rendered(indent: String = "") -> String {
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number):
            return number == number.rounded() && abs(number) < 9e15 ? String(Int(number)) : String(number)
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let items):
            guard !items.isEmpty else { return "[]" }
            let inner = indent + "  "
            return "[\n" + items.map { inner + $0.rendered(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            let inner = indent + "  "
            let lines = members.map { inner + Self.quoted($0.0) + ": " + $0.1.rendered(indent: inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }
}

extension Shape {
    /// The shape as JSON Schema, draft-07.
    ///
    /// Numbers may carry suffixes, so they are numbers or strings of a pattern; YAML reads `10d` as a string.
    public var schema: SchemaNode {
        switch self {
        case .number(let bounds): return .object([("anyOf", .list([bounds.schema, Self.pattern(Self.numberPattern)]))])
        case .count(let range):
            return .object([
                ("anyOf", .list([Self.integer(range), Self.pattern("^[+]?[0-9][0-9_]*([.][0-9]+)?(k|M)?$")]))
            ])
        case .days: return Self.pattern("^[0-9][0-9_]*d$")
        case .term: return Self.pattern("^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9_]*[.]?[0-9][0-9_]*[yYMwWdD])$")
        case .date: return Self.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        case .text, .book, .file: return .object([("type", .list([.text("string"), .text("number")]))])
        case .flag: return .object([("type", .text("boolean"))])
        case .choice(let known): return .object([("enum", .list(known.map { .text($0) }))])
        case .currency: return Self.pattern(CurrencyCodes.pattern)
        case .factor(let classes): return Self.pattern(Self.factorPattern(classes))
        case .factorPattern: return Self.pattern("^([A-Z]+[.].+|.*[*].*)$")
        case .quantity(let classes, let bounds):
            return .object([
                (
                    "anyOf",
                    .list([bounds.schema, Self.pattern(Self.numberPattern), Self.pattern(Self.factorPattern(classes))])
                )
            ])
        case .list(let element, let atLeast):
            let least: [(String, SchemaNode)] = atLeast > 0 ? [("minItems", .number(Double(atLeast)))] : []
            return .object([("type", .text("array")), ("items", element.schema)] + least)
        case .oneOrMore(let element):
            return .object([
                (
                    "anyOf",
                    .list([
                        element.schema,
                        .object([("type", .text("array")), ("items", element.schema), ("minItems", .number(1))]),
                    ])
                )
            ])
        case .either(let scalar, let other): return .object([("anyOf", .list([scalar.schema, other.schema]))])
        case .map(let key, let value):
            return .object([
                ("type", .text("object")), ("patternProperties", Self.own),
                ("propertyNames", .object([("anyOf", .list([key.schema, Self.pattern("^(x-.*|<<)$")]))])),
                ("additionalProperties", value.schema),
            ])
        case .object(let settings): return Self.object(settings)
        case .kind(let family): return Self.oneOf(family)
        }
    }

    /// Keys that a person keeps for anchors and notes, with anything in them; and the merge key.
    private static let own = SchemaNode.object([("^(x-.*|<<)$", .object([]))])

    private static let numberPattern = "^[+-]?([0-9][0-9_]*([.][0-9_]*)?|[.][0-9]+)([eE][+-]?[0-9]+)? ?(%|bp|k|M)?$"

    private static func factorPattern(_ classes: [FactorClass]) -> String {
        "^(" + (classes.isEmpty ? FactorClass.allCases : classes).map(\.rawValue).joined(separator: "|") + ")[.].+$"
    }

    private static func pattern(_ pattern: String) -> SchemaNode {
        .object([("type", .text("string")), ("pattern", .text(pattern))])
    }

    private static func integer(_ range: ClosedRange<Int>) -> SchemaNode {
        var members: [(String, SchemaNode)] = [("type", .text("integer"))]
        if range.lowerBound != .min { members.append(("minimum", .number(Double(range.lowerBound)))) }
        if range.upperBound < 9_000_000_000_000_000 { members.append(("maximum", .number(Double(range.upperBound)))) }
        return .object(members)
    }

    private static func object(
        _ settings: [Setting], leading: [(String, SchemaNode)] = [], requiring: [String] = []
    ) -> SchemaNode {
        let properties = leading + settings.map { ($0.name, described($0)) }
        let required =
            requiring + settings.filter { if case .required = $0.presence { true } else { false } }.map(\.name)
        var members: [(String, SchemaNode)] = [("type", .text("object")), ("properties", .object(properties))]
        if !required.isEmpty { members.append(("required", .list(required.map { .text($0) }))) }
        members.append(("patternProperties", own))
        members.append(("additionalProperties", .flag(false)))
        return .object(members)
    }

    private static func described(_ setting: Setting) -> SchemaNode {
        guard case .object(let members) = setting.shape.schema else { return setting.shape.schema }
        return .object([("description", .text(setting.summary))] + members)
    }

    /// One branch for each member, chosen by its `kind`, so that an editor's message speaks of the kind written.
    private static func oneOf(_ family: KindFamily) -> SchemaNode {
        let names = family.members.map { SchemaNode.text($0.kind) }
        let branches = family.members.map { member -> SchemaNode in
            let kind = SchemaNode.object([("const", .text(member.kind)), ("description", .text(member.summary))])
            let const = ("properties", SchemaNode.object([("kind", .object([("const", .text(member.kind))]))]))
            // Without a kind the standard one's branch is the one that holds.
            let isOther = family.standard != nil && member.kind != family.standard
            let condition = isOther ? [("required", .list([.text("kind")])), const] : [const]
            return .object([
                ("if", .object(condition)),
                ("then", object(member.settings, leading: [("kind", kind)])),
            ])
        }
        let required = family.standard == nil ? [("required", SchemaNode.list([.text("kind")]))] : []
        return .object(
            [("type", .text("object"))] + required + [
                ("properties", .object([("kind", .object([("enum", .list(names))]))])), ("allOf", .list(branches)),
            ])
    }
}

extension Shape.Bounds {
    fileprivate var schema: SchemaNode {
        var members: [(String, SchemaNode)] = [("type", .text("number"))]
        if let minimum { members.append((excludesMinimum ? "exclusiveMinimum" : "minimum", .number(minimum))) }
        if let maximum { members.append((excludesMaximum ? "exclusiveMaximum" : "maximum", .number(maximum))) }
        return .object(members)
    }
}
