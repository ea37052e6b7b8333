/// How numbers are written in a scenario: `100_000`, `4.7%`, `25bp`, `2.5M`, `1e-3`.
public enum NumberSyntax {
    /// A number with an optional suffix: `%` hundredths, `bp` ten-thousandths, `k` thousands, `M` millions.
    public static func number(_ text: String) -> Double? {
        let suffixes: [(String, divisor: Double, factor: Double)] = [
            ("%", 100, 1), ("bp", 10_000, 1), ("k", 1, 1_000), ("M", 1, 1_000_000),
        ]
        for (suffix, divisor, factor) in suffixes where text.hasSuffix(suffix) {
            let digits = String(text.dropLast(suffix.count))
            return plain(digits.last == " " ? String(digits.dropLast()) : digits).map { $0 / divisor * factor }
        }
        return plain(text)
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
