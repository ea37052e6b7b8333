/// Decimal numbers as data files write them: `-12`, `0.0794`, `.5`, `1.5e-7`.
///
/// No separators, no `nan`, no infinity, no hexadecimal: what could be read in two ways is not read at all.
public enum DecimalSyntax {
    /// The double nearest to a decimal number, ties to even; nil where the bytes are no number or it is out of range.
    ///
    /// - Parameter shift: by how many places the point moves to the right before rounding; to the left where negative.
    public static func value(of bytes: [UInt8], in range: Range<Int>, shift: Int = 0) -> Double? {
        var index = range.lowerBound
        let end = range.upperBound
        var isNegative = false
        if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }

        var significand: UInt64 = 0
        var digitCount = 0
        var places = 0
        var hasDigits = false
        var isAfterPoint = false
        while index < end {
            let digit = bytes[index] &- Ascii.zero
            if digit <= 9 {
                hasDigits = true
                if digitCount < 19 { significand = significand &* 10 &+ UInt64(digit) }
                if significand != 0 { digitCount += 1 }
                if isAfterPoint { places += 1 }
            } else if bytes[index] == UInt8(ascii: "."), !isAfterPoint {
                isAfterPoint = true
            } else {
                break
            }
            index += 1
        }
        guard hasDigits, let exponent = exponent(of: bytes, in: index..<end) else { return nil }
        let magnitude =
            digitCount > 19
            ? nil : quickMagnitude(significand, power: exponent - places + shift)
        let value = magnitude ?? slowMagnitude(bytes[range.lowerBound..<index], exponent: exponent + shift)
        guard let value, value.isFinite else { return nil }
        return isNegative ? -value.magnitude : value
    }

    /// What stands after the digits: nothing, or `e` and a whole number.
    private static func exponent(of bytes: [UInt8], in range: Range<Int>) -> Int? {
        guard let letter = range.first else { return 0 }
        guard bytes[letter] | 0x20 == UInt8(ascii: "e") else { return nil }
        var index = letter + 1
        var isNegative = false
        if index < range.upperBound, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < range.upperBound else { return nil }
        var exponent = 0
        for byte in bytes[index..<range.upperBound] {
            let digit = byte &- Ascii.zero
            guard digit <= 9 else { return nil }
            exponent = min(exponent * 10 + Int(digit), 100_000)
        }
        return isNegative ? -exponent : exponent
    }

    /// significand · 10^power rounded once, where 64-bit arithmetic can do it; else nil.
    ///
    /// Where both factors are exact doubles, one multiplication or division rounds correctly (W. D. Clinger, “How to
    /// read floating point numbers accurately”, PLDI 1990). Otherwise a 128-bit division does, see `quotient`.
    private static func quickMagnitude(_ significand: UInt64, power: Int) -> Double? {
        if significand == 0 { return 0 }
        if significand <= 1 << 53, power.magnitude < exactPowers.count {
            let scale = exactPowers[Int(power.magnitude)]
            return power < 0 ? Double(significand) / scale : Double(significand) * scale
        }
        if power < 0, -power < wholePowers.count { return quotient(significand, wholePowers[-power]) }
        return nil
    }

    /// The quotient of two whole numbers, correctly rounded.
    ///
    /// With both shifted to fill 64 bits, a·2⁶³/b has 63 or 64 bits. Ten or more are dropped on the way to a double's
    /// 53, so setting the last one where there is a remainder makes the rounding see all digits of the quotient.
    private static func quotient(_ numerator: UInt64, _ denominator: UInt64) -> Double {
        let shift = (numerator: numerator.leadingZeroBitCount, denominator: denominator.leadingZeroBitCount)
        let a = numerator << shift.numerator
        let b = denominator << shift.denominator
        let (quotient, remainder) = b.dividingFullWidth((a >> 1, a << 63))
        let sticky = quotient | (remainder == 0 ? 0 : 1)
        let exponent = shift.denominator - shift.numerator - 63
        return Double(sticky) * Double(sign: .plus, exponent: exponent, significand: 1)
    }

    /// The standard library's reading, for the rest: very long numbers and large exponents.
    private static func slowMagnitude(_ digits: ArraySlice<UInt8>, exponent: Int) -> Double? {
        Double(String(decoding: digits, as: UTF8.self) + "e\(exponent)")
    }

    /// 10⁰ … 10²², all exact in a double.
    private static let exactPowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// 10⁰ … 10¹⁹, all below 2⁶⁴.
    private static let wholePowers: [UInt64] = (0...19).map { power in
        repeatElement(UInt64(10), count: power).reduce(1, *)
    }
}

// Words
extension DecimalSyntax {
    /// Whether a text is one of the usual marks of a missing figure.
    static func meansMissing(_ text: String) -> Bool {
        [".", "na", "n/a", "#n/a", "null"].contains(text.lowercased())
    }

    /// What is wrong with a text that is no number, and what would have been right.
    public static func complaint(about text: String) -> (message: String, hint: String?) {
        let lowercased = text.lowercased()
        let unsigned = lowercased.first.map { "+-".contains($0) } ?? false ? lowercased.dropFirst() : lowercased[...]
        if text.contains(",") {
            return (
                "“\(text)” is ambiguous: the comma may be a decimal point or a separator of thousands",
                "write it with a decimal point and without separators, as in 1234.5"
            )
        }
        if unsigned.hasPrefix("nan") || unsigned.hasPrefix("inf") {
            return ("“\(text)” is not a figure", "leave the cell empty where there is none")
        }
        if unsigned.hasPrefix("0x") { return ("“\(text)” is hexadecimal", "write it in decimal digits") }
        if text.hasSuffix("%") { return ("“\(text)” is not a plain number", "write 0.047 for 4.7%") }
        let bytes = Array(text.utf8)
        if bytes.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }),
            let value = Double(text), !value.isFinite
        {
            return ("“\(text)” is too large for a number", nil)
        }
        return ("“\(text)” is not a number", "write it as in 1234.5; leave the cell empty where there is none")
    }
}
