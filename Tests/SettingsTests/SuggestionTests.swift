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
