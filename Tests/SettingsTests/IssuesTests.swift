import Market
import Settings
import Testing

@Suite("Mistakes that follow from others are not told")
struct IssuesTests {
    private func shown(_ issues: Settings.Issue...) -> [String] { Issues(issues).all.map(\.message) }

    private func mistake(_ keys: String...) -> Settings.Issue { Settings.Issue("mistake", about: .setting(keys)) }

    private func effect(_ causes: Settings.Issue.Subject...) -> Settings.Issue {
        Settings.Issue("effect", from: causes)
    }

    @Test("a mistake about a cause hides what follows from it")
    func same() {
        let cause = Settings.Issue.Subject.setting(["market", "levels", "EQ.A"])
        #expect(shown(mistake("market", "levels", "EQ.A"), effect(cause)) == ["mistake"])
        #expect(shown(mistake("market", "levels", "EQ.AB"), effect(cause)) == ["mistake", "effect"])
        #expect(shown(mistake("market", "volatilities", "EQ.A"), effect(cause)) == ["mistake", "effect"])
        #expect(shown(effect(cause)) == ["effect"])
    }

    @Test("a setting concerns those around it and those below it, and none beside it")
    func nested() {
        let section = Settings.Issue.Subject.setting(["market"])
        #expect(shown(mistake("market", "levels", "EQ.A"), effect(section)) == ["mistake"])
        #expect(shown(mistake("market"), effect(.setting(["market", "levels"]))) == ["mistake"])
        #expect(shown(mistake(), effect(section)) == ["mistake"])
        #expect(shown(mistake("marketing"), effect(section)) == ["mistake", "effect"])
        #expect(shown(mistake("factors", "market"), effect(section)) == ["mistake", "effect"])
    }

    @Test("any of several causes is enough")
    func several() throws {
        let factor = try #require(FactorID("EQ.A"))
        let lacking = effect(.setting(["factors"]), .factor(factor))
        #expect(shown(Settings.Issue("no fit", about: .factor(factor)), lacking) == ["no fit"])
        #expect(shown(mistake("factors", "EQ.*"), lacking) == ["mistake"])
        #expect(shown(mistake("portfolio"), lacking) == ["mistake", "effect"])
    }

    @Test("only what comes later follows, so that the first is always told")
    func order() {
        let cause = Settings.Issue.Subject.setting(["portfolio"])
        let both = Settings.Issue("itself", about: cause, from: [cause])
        #expect(shown(both) == ["itself"])
        #expect(shown(effect(cause), mistake("portfolio")) == ["effect", "mistake"])
        #expect(shown(both, both, effect(cause)) == ["itself"])
    }

    @Test("what follows from a mistake that is hidden is hidden too")
    func chain() {
        let middle = Settings.Issue("middle", about: .setting(["b"]), from: [.setting(["a"])])
        #expect(shown(mistake("a"), middle, effect(.setting(["b"]))) == ["mistake"])
    }

    @Test("words, paths and places decide nothing")
    func words() {
        let first = Settings.Issue("EQ.A is wrong", path: "market.levels.EQ.A")
        let second = Settings.Issue("EQ.A has no level", path: "market.levels.EQ.A", from: [.setting(["market"])])
        #expect(Issues([first, second]).all.count == 2)
    }
}
