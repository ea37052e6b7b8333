import DataSources
import Testing

@Suite struct DecimalSyntaxTests {
    private func value(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        return DecimalSyntax.value(of: bytes, in: bytes.indices)
    }

    private func expectSame(_ text: String, _ location: Testing.SourceLocation = #_sourceLocation) {
        let expected = Double(text)
        let found = value(text)
        guard found?.bitPattern != expected?.bitPattern else { return }
        Testing.Issue.record(
            "\(text): \(String(describing: found)) instead of \(String(describing: expected))", sourceLocation: location
        )
    }

    /// Double(String) rounds correctly, so equality of bits is the claim.
    @Test func agreesWithTheStandardLibraryOnRandomNumbers() {
        var random = SplitMix(state: 20_240_229)
        for count in 0..<300_000 {
            let digits = Int.random(in: 1...21, using: &random)
            var text = ["", "-", "+"].randomElement(using: &random)!
            let point = Int.random(in: -1...digits, using: &random)
            for place in 0..<digits {
                if place == point { text += "." }
                text.append("0123456789".randomElement(using: &random)!)
            }
            if count % 4 == 0 { text += "e\(Int.random(in: -40...40, using: &random))" }
            expectSame(text)
        }
    }

    /// Shortest and fixed decimals of random doubles, as data files have them.
    @Test func agreesOnNumbersThatWereDoubles() {
        var random = SplitMix(state: 7)
        for _ in 0..<200_000 {
            let level = Double.random(in: 1e-4...1e5, using: &random)
            expectSame("\(level)")
            expectSame("\(Double(bitPattern: level.bitPattern & ~0xFFFF_FFFF))")
        }
    }

    /// Decimals that lie half-way between two doubles, or a hair beside it.
    @Test func roundsTiesToEven() {
        for text in [
            "9007199254740993", "9007199254740993.0", "9007199254740993.000", "9007199254740993.001",
            "4503599627370496.5", "4503599627370497.5", "450359962737049.65625", "0.5000000000000000", "1.125",
            "1.0000000000000002220", "9999999999999999999", "0.9999999999999999999", "18446744073709551615",
        ] { expectSame(text) }
    }

    @Test(arguments: [
        "0", "-0", "0.0", "00012.50", "5.", ".5", "+1", "1e5", "1E+5", "1e-5", "1.5e308", "1e-308", "5e-324", "1e-400",
        "123456789012345678901234567890", "0.000000000000000000000000000001",
    ])
    func readsOrdinaryForms(text: String) {
        #expect(value(text) != nil)
        expectSame(text)
    }

    @Test(arguments: [
        "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "1.234,5", "1,234.5", "1_000", "1 000", "nan", "NaN",
        "inf",
        "-inf", "infinity", "0x1p3", "0x10", "1e400", "-1e400", "12%", "$12", "--1", "1-", "1e5.5", "١٢",
    ])
    func refusesTheRest(text: String) {
        #expect(value(text) == nil)
    }

    @Test(arguments: [
        ("1,5", "“1,5” is ambiguous: the comma may be a decimal point or a separator of thousands"),
        ("NaN", "“NaN” is not a figure"), ("-Inf", "“-Inf” is not a figure"),
        ("0x10", "“0x10” is hexadecimal"), ("12%", "“12%” is not a plain number"),
        ("1e999", "“1e999” is too large for a number"), ("abc", "“abc” is not a number"),
    ])
    func saysWhatIsWrong(text: String, message: String) {
        #expect(DecimalSyntax.complaint(about: text).message == message)
    }
}
