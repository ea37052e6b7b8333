import Settings

/// Reads comma-separated values record by record, in memory that does not grow with the file.
///
/// The format is RFC 4180 (Y. Shafranovich, 2005) in UTF-8: quoted fields may hold commas, line breaks and doubled
/// quotes. A file that gzip compressed is unpacked on the way. Also accepted: a byte order mark, LF, CRLF or CR at the end of a line, a last line without one, blank lines
/// (skipped), and spaces around a field (not part of it, unless quoted).
///
///     var reader = try CSVReader(path: "prices.csv")
///     while try reader.next() { print(reader.text(0), reader.location(0)) }
///
/// After an error the reader stands at the next record, so a caller may note the issue and go on.
public struct CSVReader: ~Copyable {
    /// The file's name as messages show it.
    public let file: String
    /// How many fields every record must have; nil until somebody knows.
    public var expectedFieldCount: Int?
    /// What stands between fields: a comma, a semicolon, a tab or a bar.
    public var separator = Ascii.comma
    /// Bytes of a row: more than a million factors side by side.
    static let longestRecord = 1 << 25
    /// Bytes of a field: names and figures are far shorter.
    static let longestField = 1 << 20
    /// The length of the file in bytes, or zero where that is not known.
    public let size: Int

    private var stream: InputBytes?
    private var isExhausted: Bool
    /// Bytes read and not yet done with; those before `limit` are valid.
    var buffer: [UInt8]
    private var limit: Int
    private var cursor = 0
    private var line = 1

    /// Where the record starts in the buffer; the offsets of its fields count from here.
    var recordStart = 0
    private var lineStart = 0
    private var seenBits: UInt8 = 0
    var fields: [Field] = []

    /// One field of the record, without its quotes; offsets in bytes from the record's start.
    struct Field {
        var start: Int
        var end: Int
        var line: Int
        var lineStart: Int
        var isQuoted = false
        /// Whether quotes inside are doubled.
        var hasDoubledQuotes = false
    }

    /// - Throws: an issue of nature `missingInput` where the file cannot be read.
    public init(path: String) throws(Issues) {
        let stream = try InputBytes(path: path)
        let size = stream.size
        let buffer = [UInt8](repeating: 0, count: 1 << 18)
        self.init(file: path, size: size, stream: stream, buffer: buffer, limit: 0)
    }

    /// Reads from memory.
    public init(bytes: [UInt8], file: String) {
        self.init(file: file, size: bytes.count, stream: nil, buffer: bytes, limit: bytes.count)
    }

    private init(file: String, size: Int, stream: consuming InputBytes?, buffer: [UInt8], limit: Int) {
        self.file = file
        self.size = size
        isExhausted = stream == nil
        self.stream = stream
        self.buffer = buffer
        self.limit = limit
    }

    /// Goes to the next record.
    ///
    /// - Returns: false at the end of the file.
    public mutating func next() throws(Issue) -> Bool {
        if line == 1, cursor == 0 { try checkSignature() }
        recordStart = cursor
        while try fill(), buffer[cursor] == Ascii.lineFeed || buffer[cursor] == Ascii.carriageReturn {
            try endLine()
            recordStart = cursor
        }
        guard try fill() else { return false }
        recordStart = cursor
        lineStart = 0
        seenBits = 0
        fields.removeAll(keepingCapacity: true)
        repeat { try readField() } while try separatorFollows()
        if !isASCII { try checkEncoding() }
        if let expectedFieldCount, fields.count != expectedFieldCount { throw wrongCount(expectedFieldCount) }
        return true
    }

    /// Goes beyond the end of the line, whatever stands on it: remarks above a header are no records.
    mutating func skipLine() throws(Issue) {
        if line == 1, cursor == 0 { try checkSignature() }
        recordStart = cursor
        fields.removeAll(keepingCapacity: true)
        while try fill(), buffer[cursor] != Ascii.lineFeed, buffer[cursor] != Ascii.carriageReturn {
            cursor += 1
            recordStart = cursor
        }
        if try fill() { try endLine() }
    }

    /// How many fields the record has.
    public var fieldCount: Int { fields.count }
    /// The line on which the record starts.
    public var recordLine: Int { fields.first?.line ?? line }
    /// How many bytes the record takes.
    var recordLength: Int { cursor - recordStart }
    /// Whether the record has no byte beyond ASCII, so that bytes are characters.
    var isASCII: Bool { seenBits < 0x80 }
}

// Scanning
extension CSVReader {
    /// Makes sure that a byte stands at the cursor; what belongs to the record stays in the buffer.
    ///
    /// - Returns: false at the end of the file.
    private mutating func fill() throws(Issue) -> Bool {
        if cursor < limit { return true }
        guard !isExhausted else { return false }
        let kept = recordStart..<limit
        buffer.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[kept])) }
        cursor -= kept.lowerBound
        limit = kept.count
        recordStart = 0
        guard limit < Self.longestRecord else {
            let place = SourceLocation(file: file, line: recordLine, column: 1)
            (cursor, limit, isExhausted) = (0, 0, true)  // nothing after it can be told apart
            throw Issue(
                "a row of more than \(Self.longestRecord >> 20) MB",
                hint: "does every line end, and is every quoted field closed?", at: place)
        }
        if limit == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
        isExhausted = true  // stays so where reading fails
        let count = try stream?.read(into: &buffer, from: limit) ?? 0
        isExhausted = count == 0
        limit += count
        return count > 0
    }

    /// Whether a byte is a space or a tab, and no separator.
    private func isSpace(_ byte: UInt8) -> Bool { Ascii.isSpace(byte) && byte != separator }

    /// Reads a field up to the separator or the end of the line.
    private mutating func readField() throws(Issue) {
        while try fill(), isSpace(buffer[cursor]) { cursor += 1 }
        if try fill(), buffer[cursor] == Ascii.quote { try readQuotedField() } else { try readPlainField() }
    }

    private mutating func readPlainField() throws(Issue) {
        let start = cursor - recordStart
        scan: while try fill() {
            while cursor < limit {
                let byte = buffer[cursor]
                if byte > Ascii.comma, byte != separator {  // digits, letters, the point and the minus sign
                    seenBits |= byte
                } else if byte == separator || byte == Ascii.lineFeed || byte == Ascii.carriageReturn {
                    break scan
                } else if byte == Ascii.quote {
                    throw malformed("a quote inside a field that does not start with one", hint: Hint.quotes)
                } else if byte == 0 {
                    throw malformed("a NUL byte: this is not a text file")
                }
                cursor += 1
            }
        }
        var end = cursor - recordStart
        if end - start > Self.longestField { throw tooLong(start) }
        while end > start, isSpace(buffer[recordStart + end - 1]) { end -= 1 }
        fields.append(Field(start: start, end: end, line: line, lineStart: lineStart))
    }

    private mutating func readQuotedField() throws(Issue) {
        let opening = (offset: cursor - recordStart, line: line, lineStart: lineStart)
        var field = Field(start: opening.offset + 1, end: 0, line: line, lineStart: lineStart, isQuoted: true)
        cursor += 1
        while true {
            guard try fill() else {
                throw Issue(
                    "a quoted field is not closed before the end of the file", hint: Hint.quotes,
                    at: location(of: opening.offset, line: opening.line, lineStart: opening.lineStart))
            }
            let byte = buffer[cursor]
            if byte == 0 { throw malformed("a NUL byte: this is not a text file") }
            cursor += 1
            seenBits |= byte
            if byte == Ascii.lineFeed {
                line += 1
                lineStart = cursor - recordStart
            } else if byte == Ascii.quote {
                guard try fill(), buffer[cursor] == Ascii.quote else { break }
                field.hasDoubledQuotes = true
                cursor += 1
            }
        }
        field.end = cursor - recordStart - 1
        if field.end - field.start > Self.longestField { throw tooLong(opening.offset) }
        fields.append(field)
        while try fill(), isSpace(buffer[cursor]) { cursor += 1 }
        if try fill(), ![separator, Ascii.lineFeed, Ascii.carriageReturn].contains(buffer[cursor]) {
            throw malformed("text after the closing quote of a field", hint: Hint.quotes)
        }
    }

    /// Steps over what ends a field: true after a comma, false after a line's end.
    private mutating func separatorFollows() throws(Issue) -> Bool {
        guard try fill() else { return false }
        if buffer[cursor] == separator {
            cursor += 1
            return true
        }
        try endLine()
        return false
    }

    /// Steps over LF, CRLF or CR.
    private mutating func endLine() throws(Issue) {
        let byte = buffer[cursor]
        cursor += 1
        if byte == Ascii.carriageReturn, try fill(), buffer[cursor] == Ascii.lineFeed { cursor += 1 }
        line += 1
    }
}

// Complaints
extension CSVReader {
    private enum Hint {
        static let quotes = "a field with quotes starts and ends with one, and doubles those inside: \"a \"\"b\"\" c\""
    }

    /// An issue at the cursor; the rest of its line is skipped.
    private mutating func malformed(_ message: String, hint: String? = nil) -> Issue {
        let place = location(of: cursor - recordStart, line: line, lineStart: lineStart)
        while (try? fill()) ?? false, buffer[cursor] != Ascii.lineFeed { cursor += 1 }
        return Issue(message, hint: hint, at: place)
    }

    /// An issue at a field; the rest of its line is skipped.
    private mutating func tooLong(_ start: Int) -> Issue {
        let place = location(of: start, line: line, lineStart: min(lineStart, start))
        while (try? fill()) ?? false, buffer[cursor] != Ascii.lineFeed { cursor += 1 }
        return Issue(
            "a field of more than \(Self.longestField >> 20) MB", hint: "is every quoted field closed?", at: place)
    }

    private func wrongCount(_ expected: Int) -> Issue {
        let found = fields.count
        return Issue(
            "\(found) field\(found == 1 ? "" : "s") where the header has \(expected)",
            hint: found > expected ? "is a comma used as a decimal point, or inside a text without quotes?" : nil,
            at: location(min(found, expected + 1) - 1))
    }

    /// Refuses, in words, what is no text, or not in UTF-8; steps over a byte order mark.
    private mutating func checkSignature() throws(Issue) {
        guard try fill() else { return }
        let place = SourceLocation(file: file, line: 1, column: 1)
        let signatures: [([UInt8], String, String)] = [
            ([0xFF, 0xFE], "the file is in UTF-16", "save it as UTF-8"),
            ([0xFE, 0xFF], "the file is in UTF-16", "save it as UTF-8"),
            (
                ZipArchive.signature, "the file is a workbook or an archive, not text",
                "make CSV of a sheet by “twin import FILE --to DIR”, or save it as CSV in UTF-8"
            ),
        ]
        let head = buffer[..<limit]
        for (bytes, message, hint) in signatures where head.starts(with: bytes) {
            (limit, isExhausted) = (0, true)  // nothing more will come of it
            throw Issue(message, hint: hint, at: place)
        }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { cursor = 3 }
    }

    /// - Throws: where the record is not UTF-8, with the place of the first wrong byte.
    private func checkEncoding() throws(Issue) {
        var bytes = buffer[recordStart..<cursor].makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var place = SourceLocation(file: file, line: recordLine, column: 1)
        while true {
            switch parser.parseScalar(from: &bytes) {
            case .valid(let scalar):
                if scalar.count == 1, scalar.first == Ascii.lineFeed {
                    place.line += 1
                    place.column = 1
                } else {
                    place.column += 1
                }
            case .error: throw Issue("the text is not in UTF-8", hint: "save the file as UTF-8", at: place)
            case .emptyInput: return
            }
        }
    }
}
