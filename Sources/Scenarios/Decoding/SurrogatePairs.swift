import Settings

/// The escapes of JSON that YAML does not have: a character beyond U+FFFF as two of UTF-16, `\ud83d\ude00`.
///
/// JSON is YAML but for these (RFC 8259, “The JavaScript Object Notation (JSON) Data Interchange Format”, 2017, §7; YAML 1.2.2,
/// 2021, §5.7, has `\U0001F600`), so a file that begins as JSON does is rewritten before it is parsed.
enum SurrogatePairs {
    /// - Throws: an issue at half a pair.
    static func joined(in text: String, file: String) throws(Issue) -> String {
        guard text.utf8.first(where: { !" \n\r\t".utf8.contains($0) }) == UInt8(ascii: "{") else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var copied = 0
        var place = 0
        while place + 1 < bytes.count {
            guard bytes[place] == UInt8(ascii: "\\") else {
                place += 1
                continue
            }
            guard let first = unit(bytes, at: place), first & 0xF800 == 0xD800 else {
                place += 2  // an escaped backslash escapes nothing
                continue
            }
            guard first < 0xDC00, let second = unit(bytes, at: place + 6), second & 0xFC00 == 0xDC00 else {
                throw half(first, bytes[..<place], file: file)
            }
            let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00
            let digits = String(value, radix: 16)
            result += bytes[copied..<place] + Array("\\U".utf8)
            result += Array(repeatElement(UInt8(ascii: "0"), count: 8 - digits.count)) + Array(digits.utf8)
            place += 12
            copied = place
        }
        guard copied > 0 else { return text }
        return String(decoding: result + bytes[copied...], as: UTF8.self)
    }

    /// The number of an escape `\u` and four digits.
    private static func unit(_ bytes: [UInt8], at place: Int) -> UInt16? {
        guard place + 6 <= bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        let digits = bytes[place + 2..<place + 6]
        guard digits.allSatisfy({ Character(.init($0)).isHexDigit }) else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private static func half(_ unit: UInt16, _ before: ArraySlice<UInt8>, file: String) -> Issue {
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
        return Issue(
            "\\u\(String(unit, radix: 16)) is half a character",
            hint: "a character beyond U+FFFF is two escapes, as in \\ud83d\\ude00",
            at: SourceLocation(file: file, line: line, column: column))
    }
}
