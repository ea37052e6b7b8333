import Settings

/// How a file writes its figures, where it is not as this program does: `1.234,50`, `(50)`, `4.8%`.
public struct NumberFormat: Hashable, Sendable {
    /// What stands between thousands; nil where nothing does.
    public var thousands: Character?
    public var decimal: Character
    /// Whether a figure in brackets is negative.
    public var readsBrackets: Bool
    /// Whether a percent sign may follow; the unit says what it means.
    public var readsPercentSign: Bool

    public init(
        thousands: Character? = nil, decimal: Character = ".", readsBrackets: Bool = false,
        readsPercentSign: Bool = false
    ) {
        self.thousands = thousands
        self.decimal = decimal
        self.readsBrackets = readsBrackets
        self.readsPercentSign = readsPercentSign
    }

    public static let plain = NumberFormat()

    /// The figure as this program writes it; nil where it is none in this format.
    ///
    /// Thousands stand three by three after the first group, so that a decimal comma is not taken for one.
    public func normalized(_ text: some StringProtocol) -> String? {
        var rest = text.drop { $0 == " " }
        while rest.last == " " { rest = rest.dropLast() }
        var isNegative = false
        if readsBrackets, rest.first == "(", rest.last == ")" {
            rest = rest.dropFirst().dropLast()
            isNegative = true
        }
        if readsPercentSign, rest.last == "%" {
            rest = rest.dropLast()
            while rest.last == " " { rest = rest.dropLast() }
        }
        if let sign = rest.first, "+-−".contains(sign) {
            if sign != "+" { isNegative.toggle() }
            rest = rest.dropFirst()
        }
        var exponent = ""
        if let letter = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            exponent = String(rest[letter...])
            rest = rest[..<letter]
        }
        let parts = rest.split(separator: decimal, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap(ungrouped) else { return nil }
        let decimals = parts.count > 1 ? String(parts[1]) : ""
        guard decimals.allSatisfy(\.isASCIIDigit), !(whole.isEmpty && decimals.isEmpty) else { return nil }
        return (isNegative ? "-" : "") + whole + (parts.count > 1 ? "." + decimals : "") + exponent
    }

    /// Digits without what separates thousands.
    private func ungrouped(_ text: some StringProtocol) -> String? {
        guard let thousands, text.contains(thousands) else {
            return text.allSatisfy(\.isASCIIDigit) ? String(text) : nil
        }
        let groups = text.split(separator: thousands, omittingEmptySubsequences: false)
        let isRegular = (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        guard isRegular, groups.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return nil }
        return groups.joined()
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension NumberFormat {
    /// What may separate thousands, by name.
    public enum Separator: String, CaseIterable, Sendable {
        case none, comma, point, space, apostrophe, underscore

        public var character: Character? {
            switch self {
            case .none: nil
            case .comma: ","
            case .point: "."
            case .space: " "
            case .apostrophe: "'"
            case .underscore: "_"
            }
        }
    }

    /// What may separate decimals, by name.
    public enum Decimal: String, CaseIterable, Sendable {
        case point, comma

        public var character: Character { self == .point ? "." : "," }
    }

    /// The settings of a file's figures, for whatever reads one.
    public static let settings = [
        Setting(
            "decimal", .choice(Decimal.allCases.map(\.rawValue)), .defaulted(.text(Decimal.point.rawValue)),
            "what stands before decimals"),
        Setting(
            "thousands", .choice(Separator.allCases.map(\.rawValue)), .defaulted(.text(Separator.none.rawValue)),
            "what stands between thousands"),
        Setting(
            "delimiter", .choice(Delimiter.allCases.map(\.rawValue)), .defaulted(.text(Delimiter.comma.rawValue)),
            "what separates fields"),
    ]
}

/// What separates the fields of a file, by name.
public enum Delimiter: String, CaseIterable, Sendable {
    case comma, semicolon, tab, pipe

    public var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .pipe: UInt8(ascii: "|")
        }
    }
}
