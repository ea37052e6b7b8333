import Market
import Settings
import Testing

@Suite("Patterns of factors")
struct FactorPatternTests {
    @Test(
        "a star stands for any characters, none included",
        arguments: [
            ("EQ.*", "EQ.A", true), ("EQ.*", "FX.EURUSD", false), ("*", "IR.USD.5Y", true), ("*.A", "EQ.A", true),
            ("IR.*.5Y", "IR.USD.5Y", true), ("IR.*.5Y", "IR.USD.10Y", false), ("EQ.A", "EQ.A", true),
            ("EQ.A", "EQ.AB", false), ("EQ.A*", "EQ.A", true), ("*USD*", "FX.EURUSD", true), ("E**A", "EQ.A", true),
            ("EQ.*A*B*", "EQ.xAyBz", true), ("EQ.*A*B*", "EQ.xByAz", false), ("EQ.*A*", "EQ.BAB", true),
            ("EQ.*A", "EQ.BAB", false), ("EQ.A*B*C", "EQ.ABBC", true), ("EQ.*AB", "EQ.AAB", true),
            ("EQ.*ABAC", "EQ.ABABAC", true), ("EQ.A*A", "EQ.A", false),
        ])
    func matches(_ pattern: String, _ name: String, _ isMatch: Bool) throws {
        #expect(try #require(FactorPattern(pattern)).matches(try #require(FactorID(name))) == isMatch)
    }

    /// Each of these took longer than the age of the universe where every star asked all that stand behind it.
    @Test(
        "many stars end",
        arguments: ["EQ." + String(repeating: "*A", count: 40) + "*Z", String(repeating: "*", count: 40) + "Z"])
    func manyStars(pattern: String) throws {
        let factor = try #require(FactorID("EQ." + String(repeating: "A", count: 60)))
        #expect(try #require(FactorPattern(pattern)).matches(factor) == false)
    }

    @Test("what is neither a factor nor has a star is refused", arguments: ["EQ", "", "AAPL", "eq.a"])
    func refused(_ text: String) { #expect(FactorPattern(text) == nil) }
}
