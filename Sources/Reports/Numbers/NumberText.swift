/// Numbers as readers see them: grouped thousands, a real minus sign, as many digits as mean something.
///
/// What cannot be shown, an open end of an interval or something that is not a number, is an em dash.
public enum NumberText {
    public static let none = "—"
    package static let minus = "−"

    /// With so many decimals; negative decimals round to tens, hundreds and so on: (1,234, −2) gives 1,200.
    ///
    /// - Parameter scale: powers of ten taken out before: 3 to count in thousands.
    public static func fixed(_ value: Double?, decimals: Int, scale: Int = 0) -> String {
        guard let value, let exact = DecimalNumeral(value) else { return none }
        let numeral = exact.shifted(by: -scale).rounded(toPlace: -decimals)
        let whole = grouped(numeral.wholeDigits)
        let fraction = decimals > 0 ? "." + numeral.fractionDigits(decimals) : ""
        return (numeral.isNegative ? minus : "") + whole + fraction
    }

    public static func integer(_ value: Int) -> String {
        (value < 0 ? minus : "") + grouped(String(value.magnitude))
    }

    /// With so many significant digits at most; very large and very small numbers in powers of ten.
    public static func significant(_ value: Double?, digits: Int = 4) -> String {
        guard let value, let exact = DecimalNumeral(value) else { return none }
        let numeral = exact.rounded(toSignificant: digits)
        if numeral.isZero { return "0" }
        guard (-4..<15).contains(numeral.magnitude) else { return scientific(numeral) }
        return (numeral.isNegative ? minus : "") + plain(numeral)
    }

    /// Short, for axes and labels: 1.23M.
    public static func compact(_ value: Double?, digits: Int = 3) -> String {
        guard let value, let exact = DecimalNumeral(value) else { return none }
        let numeral = exact.rounded(toSignificant: digits)
        if numeral.isZero { return "0" }
        guard (-4..<18).contains(numeral.magnitude) else { return scientific(numeral) }
        let unit = CountingUnit(magnitude: numeral.magnitude)
        return (numeral.isNegative ? minus : "") + plain(numeral.shifted(by: -unit.powerOfTen)) + unit.suffix
    }

    /// A fraction in percent, with its own digits or so many decimals: 0.975 is 97.5%.
    public static func percent(_ fraction: Double?, decimals: Int? = nil) -> String {
        guard let fraction, let exact = DecimalNumeral(fraction) else { return none }
        let numeral = exact.shifted(by: 2).rounded(toPlace: -12)
        guard let decimals else {
            return (numeral.isNegative ? minus : "") + plain(numeral) + "%"
        }
        return fixed(fraction, decimals: decimals, scale: -2) + "%"
    }

    /// What is left of a confidence: 0.975 leaves 2.5%.
    public static func remainderPercent(_ confidence: Double) -> String {
        guard let numeral = DecimalNumeral((1 - confidence) * 100) else { return none }
        return plain(numeral.rounded(toPlace: -9)) + "%"
    }

    /// What a test found: `< 0.001`, `0.34`.
    package static func testProbability(_ p: Double) -> String {
        p < 0.001 ? "< 0.001" : fixed(p, decimals: p < 0.1 ? 3 : 2)
    }

    /// A probability with two digits, however small.
    package static func rareProbability(_ value: Double) -> String {
        if value < 1e-300 { return "below 10⁻³⁰⁰" }
        return value >= 1e-6 ? significant(100 * value, digits: 2) + "%" : significant(value, digits: 2)
    }

    /// A time in seconds, without the unit: 0.0042, 0.41, 83.
    public static func seconds(_ value: Double) -> String {
        value >= 10
            ? fixed(value, decimals: 0) : value >= 0.095 ? fixed(value, decimals: 2) : significant(value, digits: 2)
    }

    /// “1 path”, “2 paths”.
    public static func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        integer(count) + " " + (count == 1 ? noun : plural ?? noun + "s")
    }

    private static func plain(_ numeral: DecimalNumeral) -> String {
        let fraction = numeral.fractionDigits(numeral.decimalCount)
        return grouped(numeral.wholeDigits) + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func scientific(_ numeral: DecimalNumeral) -> String {
        let mantissa = plain(numeral.shifted(by: -numeral.magnitude))
        return (numeral.isNegative ? minus : "") + mantissa + "×10" + superscript(numeral.magnitude)
    }

    private static func superscript(_ value: Int) -> String {
        let glyphs: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        let digits = String(value.magnitude).utf8.map { glyphs[Int($0) - 48] }
        return (value < 0 ? "⁻" : "") + String(digits)
    }

    /// Digits with a comma between the thousands.
    private static func grouped(_ digits: String) -> String {
        var result = ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
