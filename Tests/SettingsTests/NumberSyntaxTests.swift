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

    @Test(
        "what could mean two things is refused",
        arguments: ["1,5", "1.234,5", "1_", "_1", "1__0", "nan", "inf", "0x10", "", "1.2.3", "5 percent", "1e400", "%"])
    func refused(_ text: String) { #expect(NumberSyntax.number(text) == nil) }
}
