import Market
import Settings
import Testing

@Suite("Did you mean")
struct SuggestionTests {
    @Test(
        "the nearest name, swaps of neighbours and capitals counted lightly",
        arguments: [
            ("equty", "equity"), ("EQUITY", "equity"), ("euqity", "equity"), ("obnd", "bond"), ("bnod", "bond"),
            ("bonds", "bond"),
            ("bond", "bond"),
        ])
    func near(_ name: String, _ meant: String) {
        #expect(Suggestion.nearest(to: name, among: ["bond", "equity", "option"]) == meant)
    }

    @Test("what is far from everything has no suggestion", arguments: ["swaption", "", "xyz", "commodity"])
    func far(_ name: String) { #expect(Suggestion.nearest(to: name, among: ["bond", "equity"]) == nil) }

    @Test("a hint names the nearest, else what is known, at most a dozen")
    func hint() {
        #expect(Suggestion.hint(for: "equty", among: ["bond", "equity"]) == "did you mean “equity”?")
        #expect(Suggestion.hint(for: "swaption", among: ["bond", "equity"]) == "known: bond, equity")
        #expect(Suggestion.hint(for: "a", among: []) == "none is known here")
        let many = (10..<40).map { "name\($0)" }
        let hint = Suggestion.hint(for: "zzzzzzzz", among: many)
        #expect(hint.hasPrefix("known: name10, name11,"))
        #expect(hint.hasSuffix("name21, … (30 in all)"))
    }
}

@Suite("Patterns of factors")
struct FactorPatternTests {
    @Test(
        "a star stands for any characters, none included",
        arguments: [
            ("EQ.*", "EQ.A", true), ("EQ.*", "FX.EURUSD", false), ("*", "IR.USD.5Y", true),
            ("IR.*.5Y", "IR.USD.5Y", true),
            ("IR.*.5Y", "IR.USD.10Y", false), ("EQ.A", "EQ.A", true), ("EQ.A", "EQ.AB", false), ("EQ.A*", "EQ.A", true),
            ("*USD*", "FX.EURUSD", true), ("EQ.*A*B*", "EQ.xAyBz", true), ("EQ.*A*B*", "EQ.xByAz", false),
        ])
    func matches(_ pattern: String, _ name: String, _ isMatch: Bool) throws {
        #expect(try #require(FactorPattern(pattern)).matches(try #require(FactorID(name))) == isMatch)
    }

    @Test("what is neither a factor nor has a star is refused", arguments: ["EQ", "", "AAPL", "eq.a"])
    func refused(_ text: String) { #expect(FactorPattern(text) == nil) }
}
