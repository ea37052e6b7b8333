import Settings
import Testing

@Suite("Numbers as people write them")
struct NumberSyntaxTests {
    @Test(
        "suffixes scale",
        arguments: [
            ("4.7%", 0.047), ("25bp", 0.0025), ("100k", 100_000), ("2.5M", 2_500_000), ("100_000", 100_000),
            ("-1.5e-3", -0.0015), ("4.7 %", 0.047), ("+3", 3),
        ])
    func suffixes(_ text: String, _ value: Double) { #expect(NumberSyntax.number(text) == value) }

    /// 99.9 / 100 is 0.9990000000000001, and a report would say so.
    @Test("a suffix moves the decimal point, and rounds once")
    func suffixesAreExact() {
        for thousandths in 0...100_000 {
            let percent = "\(Double(thousandths) / 1_000)"
            #expect(NumberSyntax.number(percent + "%") == Double("\(percent)e-2"))
            #expect(NumberSyntax.number(percent + "bp") == Double("\(percent)e-4"))
        }
        #expect(NumberSyntax.number("99.9%") == 0.999)
        #expect(NumberSyntax.number("0.7%") == 0.007)
        #expect(NumberSyntax.number("1.5e+1%") == 0.15)
        #expect(NumberSyntax.number("-2_500.5E-1bp") == -0.025005)
        #expect(NumberSyntax.number("1.1k") == 1_100)
    }

    @Test(
        "what could mean two things is refused",
        arguments: [
            "1,5", "1.234,5", "1_", "_1", "1__0", "nan", "inf", "0x10", "", "1.2.3", "5 percent", "1e400", "%",
            "0e9223372036854775807M", "1e-9223372036854775808bp", "1e-99999999999999999999%",
        ])
    func refused(_ text: String) { #expect(NumberSyntax.number(text) == nil) }
}
