import Market
import Settings

/// What a cell of figures holds.
public enum CSVNumber: Equatable, Sendable {
    case number(Double)
    /// An empty cell, `NA`, `N/A`, `#N/A`, `null` or a lone point (as FRED writes it).
    case missing
    /// Anything else; `DecimalSyntax.complaint(about:)` says what.
    case malformed
}

extension CSVReader {
    /// The text of a field, without its quotes, and without the apostrophe that keeps a spreadsheet from taking it for a
    /// formula.
    public func text(_ index: Int) -> String {
        CSVField.text(rawText(index))
    }

    private func rawText(_ index: Int) -> String {
        let bytes = buffer[content(index)]
        guard fields[index].hasDoubledQuotes else { return String(decoding: bytes, as: UTF8.self) }
        var single: [UInt8] = []
        var skipsQuote = false
        for byte in bytes {
            if byte == Ascii.quote, skipsQuote {
                skipsQuote = false
            } else {
                skipsQuote = byte == Ascii.quote
                single.append(byte)
            }
        }
        return String(decoding: single, as: UTF8.self)
    }

    /// Whether a field is exactly these bytes.
    func holds(_ bytes: [UInt8], at index: Int) -> Bool { buffer[content(index)].elementsEqual(bytes) }

    /// The figure in a field.
    public func number(_ index: Int) -> CSVNumber {
        let range = content(index)
        if range.isEmpty { return .missing }
        if let value = DecimalSyntax.value(of: buffer, in: range) { return .number(value) }
        return DecimalSyntax.meansMissing(text(index)) ? .missing : .malformed
    }

    /// The date in a field, in the form 2022-12-28; nil for anything else.
    public func date(_ index: Int) -> CalendarDate? {
        let range = content(index)
        let start = range.lowerBound
        guard range.count == 10, buffer[start + 4] == Ascii.hyphen, buffer[start + 7] == Ascii.hyphen,
            let year = digits(start, 4), let month = digits(start + 5, 2), let day = digits(start + 8, 2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// Where a field starts: its line, and the position of its first character in that line, from one.
    public func location(_ index: Int) -> SourceLocation {
        let field = fields[index]
        return SourceLocation(file: file, line: field.line, column: column(of: field))
    }

    func location(of offset: Int, line: Int, lineStart: Int) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column(of: offset, lineStart: lineStart))
    }

    /// The same as a pair of small numbers, for those who keep millions of them.
    func place(_ index: Int) -> RawPriceTable.Place {
        let field = fields[index]
        return RawPriceTable.Place(line: field.line, column: column(of: field))
    }

    private func column(of field: Field) -> Int {
        column(of: field.start - (field.isQuoted ? 1 : 0), lineStart: field.lineStart)
    }

    private func column(of offset: Int, lineStart: Int) -> Int {
        if isASCII { return offset - lineStart + 1 }
        let before = buffer[(recordStart + lineStart)..<(recordStart + offset)]
        return before.count { $0 & 0xC0 != 0x80 } + 1  // every byte but the continuations starts a character
    }

    private func content(_ index: Int) -> Range<Int> {
        let field = fields[index]
        return (recordStart + field.start)..<(recordStart + field.end)
    }

    private func digits(_ start: Int, _ count: Int) -> Int? {
        var value = 0
        for byte in buffer[start..<start + count] {
            let digit = byte &- Ascii.zero
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
