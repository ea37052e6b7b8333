/// How numbers are written in a scenario: `100_000`, `4.7%`, `25bp`, `2.5M`, `1e-3`.
public enum NumberSyntax {
    /// A number with an optional suffix: `%` hundredths, `bp` ten-thousandths, `k` thousands, `M` millions.
    public static func number(_ text: String) -> Double? {
        for (suffix, shift) in [("%", -2), ("bp", -4), ("k", 3), ("M", 6)] where text.hasSuffix(suffix) {
            let digits = String(text.dropLast(suffix.count))
            return plain(digits.last == " " ? String(digits.dropLast()) : digits, shift: shift)
        }
        return plain(text)
    }

    /// A decimal number with its point moved before it is rounded: 99.9% is 0.999, which 99.9 / 100 is not.
    private static func plain(_ text: String, shift: Int) -> Double? {
        guard plain(text) != nil else { return nil }
        let parts = text.filter { $0 != "_" }.split { $0 == "e" || $0 == "E" }
        // An exponent beyond these bounds is infinite or zero whatever it is multiplied by.
        guard let exponent = parts.count > 1 ? Int(parts[1]) : 0, (-100_000...100_000).contains(exponent) else {
            return nil
        }
        return plain("\(parts[0])e\(exponent + shift)")
    }

    /// A decimal number: digits, one point, an exponent, underscores between digits. No commas, no `nan`, no hexadecimal.
    public static func plain(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        func isDigit(_ index: Int) -> Bool { bytes.indices.contains(index) && (48...57).contains(bytes[index]) }
        var digits: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "_"): guard isDigit(index - 1), isDigit(index + 1) else { return nil }
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
                UInt8(ascii: "+"), UInt8(ascii: "-"):
                digits.append(byte)
            default: return nil
            }
        }
        guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }
}
