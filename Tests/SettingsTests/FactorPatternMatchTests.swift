import Market
import Settings
import Testing

@Suite struct FactorPatternMatchTests {
    @Test(
        arguments: [
            ("EQ.*", "EQ.A", true), ("EQ.*", "FX.A", false), ("*", "EQ.A", true), ("*.A", "EQ.A", true),
            ("EQ.*A*", "EQ.BAB", true), ("EQ.*A", "EQ.BAB", false), ("EQ.A*B*C", "EQ.ABBC", true),
            ("E**A", "EQ.A", true),
            ("EQ.*AB", "EQ.AAB", true), ("EQ.*ABAC", "EQ.ABABAC", true), ("EQ.A*A", "EQ.A", false),
        ])
    func matches(pattern: String, name: String, does: Bool) throws {
        #expect(try #require(FactorPattern(pattern)).matches(try #require(FactorID(name))) == does)
    }

    /// Each of these took longer than the age of the universe where every star asked all that stand behind it.
    @Test(
        "many stars end",
        arguments: ["EQ." + String(repeating: "*A", count: 40) + "*Z", String(repeating: "*", count: 40) + "Z"])
    func manyStars(pattern: String) throws {
        let factor = try #require(FactorID("EQ." + String(repeating: "A", count: 60)))
        #expect(try #require(FactorPattern(pattern)).matches(factor) == false)
    }
}
