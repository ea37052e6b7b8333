/// A JSON document whose keys stay in the order they were given.
///
/// Written by hand because an encoder gives no order of keys, and a result is read by people too.
/// RFC 8259, “The JavaScript Object Notation (JSON) data interchange format”, 2017.
enum JSONValue {
    case null
    case flag(Bool)
    case text(String)
    case integer(String)
    case number(Double)
    case list([JSONValue])
    case object([(key: String, value: JSONValue)])

    static func integer(_ value: some BinaryInteger) -> JSONValue { .integer(String(value)) }

    static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    /// Indented by two spaces; lists of numbers and objects of a few plain members stand on one line.
    ///
    /// - Throws: `ReportError.notFinite` with the path of a number that JSON cannot hold.
    func document() throws -> String {
        var text = ""
        try write(to: &text, indentation: 0, path: "")
        return text + "\n"
    }

    private func write(to text: inout String, indentation: Int, path: String) throws {
        switch self {
        case .null: text += "null"
        case .flag(let value): text += value ? "true" : "false"
        case .text(let string): Self.write(string, to: &text)
        case .integer(let digits): text += digits
        case .number(let value):
            guard value.isFinite else { throw ReportError.notFinite(field: path) }
            text += value.description
        case .list(let elements):
            let isInline = elements.allSatisfy(\.isPlain)
            try Self.write(elements.count, between: "[", and: "]", inline: isInline, indentation, &text) {
                index, text in
                try elements[index].write(to: &text, indentation: indentation + 2, path: "\(path)[\(index)]")
            }
        case .object(let members):
            let isInline = indentation > 2 && members.allSatisfy(\.value.isPlain)
            try Self.write(members.count, between: "{", and: "}", inline: isInline, indentation, &text) { index, text in
                let (key, value) = members[index]
                Self.write(key, to: &text)
                text += ": "
                try value.write(to: &text, indentation: indentation + 2, path: path.isEmpty ? key : "\(path).\(key)")
            }
        }
    }

    private var isPlain: Bool {
        switch self {
        case .list, .object: false
        default: true
        }
    }

    private static func write(
        _ count: Int, between opening: String, and closing: String, inline isInline: Bool, _ indentation: Int,
        _ text: inout String, element: (Int, inout String) throws -> Void
    ) throws {
        text += opening
        for index in 0..<count {
            text += index == 0 ? "" : isInline ? ", " : ","
            if !isInline { text += "\n" + String(repeating: " ", count: indentation + 2) }
            try element(index, &text)
        }
        if !isInline, count > 0 { text += "\n" + String(repeating: " ", count: indentation) }
        text += closing
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += #"\""#
            case "\\": text += #"\\"#
            case "\n": text += #"\n"#
            case "\r": text += #"\r"#
            case "\t": text += #"\t"#
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
