extension String {
    /// As a terminal, a text or a page may hold it: what would command them, or hide from the reader, is shown instead.
    ///
    /// Names come from files, and files from others: an escape sequence in one could rewrite what a terminal shows, and an
    /// override of the direction of writing could make `EQ.A` look like `EQ.B` (Unicode Technical Report #36, “Unicode
    /// Security Considerations”, §2.9). A control character, and what only joins, directs or
    /// takes no room, becomes its number: `⟨U+001B⟩`. Ends of lines and tabs become spaces.
    public var printable: String { shown(keepingLines: false) }

    /// The same, ends of lines kept: for messages of several lines.
    public var printableLines: String { shown(keepingLines: true) }

    private func shown(keepingLines: Bool) -> String {
        guard !utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || keepingLines && $0 == 0x0A }) else { return self }
        guard unicodeScalars.contains(where: \.isUnseen) else { return self }
        var result = ""
        // A carriage return before a line feed belongs to it.
        for scalar in (keepingLines ? replacing("\r\n", with: "\n") : self).unicodeScalars {
            switch scalar {
            case "\n" where keepingLines: result.unicodeScalars.append(scalar)
            case "\n", "\r", "\t": result += " "
            case _ where scalar.isUnseen: result += scalar.number
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Whether a reader does not see it, though it may change what is seen.
    package var isUnseen: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector || value == 0x2800
        }
    }

    /// Its number, as Unicode writes it.
    fileprivate var number: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
    }
}
