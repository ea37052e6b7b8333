/// A JSON document whose keys stay in the order they were given.
///
/// Made by `FindingEncoder`, for the encoders of Foundation give no order of keys, and a result is read by people too.
/// RFC 8259, “The JavaScript Object Notation (JSON) data interchange format”, 2017.
package enum JSONValue {
    case null
    case text(String)
    case flag(Bool)
    case integer(String)
    case number(Double)
    case list([JSONValue])
    case object([(key: String, value: JSONValue)])
    /// A value that is not known before the rest of the document is written.
    case late(() throws -> JSONValue)

    /// Indented by two spaces; lists of numbers and objects of a few plain members stand on one line.
    ///
    /// - Throws: `ReportError.notFinite` with the path of a number that JSON cannot hold.
    package func document() throws -> String {
        var writer = Writer()
        try writer.write(self, indentation: 0)
        try writer.writeLateValues()
        return writer.text + "\n"
    }

    /// The same object with another value under a key.
    package func replacing(_ key: String, with value: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.map { ($0.key, $0.key == key ? value : $0.value) })
    }

    private var isPlain: Bool {
        switch self {
        case .list, .object, .late: false
        default: true
        }
    }
}

extension JSONValue {
    /// The text so far, and where in the document the next value stands.
    private struct Writer {
        private(set) var text = ""
        private var path: [Step] = []
        private var late:
            [(place: String.UTF8View.Index, indentation: Int, path: [Step], value: () throws -> JSONValue)] = []

        private enum Step {
            case key(String)
            case index(Int)
        }

        package mutating func write(_ value: JSONValue, indentation: Int) throws {
            switch value {
            case .null: text += "null"
            case .text(let string): write(string)
            case .flag(let value): text += value ? "true" : "false"
            case .integer(let digits): text += digits
            case .number(let number):
                guard number.isFinite else { throw ReportError.notFinite(field: place) }
                // A loss of nothing is 0, not −0.
                text += number.exactText
            case .list(let elements):
                let isInline = elements.allSatisfy(\.isPlain)
                text += "["
                for (index, element) in elements.enumerated() {
                    separate(isFirst: index == 0, isInline: isInline, indentation)
                    path.append(.index(index))
                    try write(element, indentation: indentation + 2)
                    path.removeLast()
                }
                close("]", isEmpty: elements.isEmpty, isInline: isInline, indentation)
            case .object(let members):
                let isInline = indentation > 2 && members.allSatisfy(\.value.isPlain)
                text += "{"
                for (index, member) in members.enumerated() {
                    separate(isFirst: index == 0, isInline: isInline, indentation)
                    write(member.key)
                    text += ": "
                    path.append(.key(member.key))
                    try write(member.value, indentation: indentation + 2)
                    path.removeLast()
                }
                close("}", isEmpty: members.isEmpty, isInline: isInline, indentation)
            case .late(let value): late.append((text.utf8.endIndex, indentation, path, value))
            }
        }

        /// Puts the late values where they belong, the last one first, so that the places of others stay true.
        package mutating func writeLateValues() throws {
            for (place, indentation, path, value) in late.reversed() {
                var writer = Writer()
                writer.path = path
                try writer.write(try value(), indentation: indentation)
                text.insert(contentsOf: writer.text, at: place)
            }
            late = []
        }

        private mutating func separate(isFirst: Bool, isInline: Bool, _ indentation: Int) {
            text += isFirst ? "" : isInline ? ", " : ","
            if !isInline { startLine(indentation + 2) }
        }

        private mutating func close(_ bracket: String, isEmpty: Bool, isInline: Bool, _ indentation: Int) {
            if !isInline, !isEmpty { startLine(indentation) }
            text += bracket
        }

        private mutating func startLine(_ indentation: Int) {
            text += "\n"
            for _ in 0..<indentation { text += " " }
        }

        /// `measures[3].value`.
        private var place: String {
            path.reduce(into: "") { text, step in
                switch step {
                case .key(let key): text += text.isEmpty ? key : ".\(key)"
                case .index(let index): text += "[\(index)]"
                }
            }
        }

        private mutating func write(_ string: String) {
            text += "\""
            defer { text += "\"" }
            let isPlain = string.utf8.allSatisfy {
                $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            if isPlain { return text += string }
            for scalar in string.unicodeScalars {
                switch scalar {
                case "\"": text += #"\""#
                case "\\": text += #"\\"#
                case "\n": text += #"\n"#
                case "\r": text += #"\r"#
                case "\t": text += #"\t"#
                // What a terminal or a reader would be misled by, as its number: the same text for every reader of JSON.
                case _ where scalar.isUnseen:
                    for unit in UTF16.encode(scalar) ?? .init() {
                        let digits = String(unit, radix: 16)
                        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    }
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
    }
}
