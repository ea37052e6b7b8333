import MarketTwin
import TestSupport
import Testing

@Suite("Values set from the command line")
struct OverrideTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder(["s.yaml": inlineScenario]) }

    @Test("a path, an equals sign and a value", arguments: ["", "x", "=5"])
    func refused(_ text: String) { #expect(Override(text) == nil) }

    @Test("the value begins after the first equals sign")
    func equals() {
        #expect(Override("title=a=b") == Override(path: "title", value: "a=b"))
        #expect(Override("title=") == Override(path: "title", value: ""))
    }

    @Test("keys with points, indexes of lists, values in flow style, mappings that were not there")
    func applied() throws {
        let run = try folder.resolve(
            "s.yaml",
            [
                "market.levels.EQ.A=105", "market.volatilities.EQ.B=31%", "portfolio.positions.0.quantity=7",
                "market.correlations.0.is=-0.25", "simulation.paths=10_000", "simulation.seed=9",
                "calibration.repair.kind=nearest-correlation", "title=Told otherwise",
                "measures=[{kind: value-at-risk, confidence: [90%]}]", "factors.EQ.B.process.kind=x",
            ].dropLast())
        #expect(run.run.market.factors.map(\.level) == [105, 50])
        #expect(run.run.market.factors.map(\.volatility) == [0.3, 0.31])
        #expect(run.run.positions[0].quantity == 7)
        #expect(run.model.correlations == [1, -0.25, -0.25, 1])
        #expect(run.run.sampling.paths == 10_000)
        #expect(run.run.sampling.seed == 9)
        #expect(run.run.title == "Told otherwise")
        #expect(run.run.run.measures[0].number("confidence") == 0.9)
    }

    @Test("later values win")
    func order() throws {
        let run = try folder.resolve("s.yaml", ["simulation.paths=10", "simulation.paths=2k"])
        #expect(run.run.sampling.paths == 2_000)
    }

    @Test("a factor that is new to a mapping keeps its points in one key")
    func newFactor() throws {
        let changes = [
            "market.levels.EQ.C=10", "market.volatilities.EQ.C=10%", "portfolio.positions.0.instrument.factor=EQ.C",
        ]
        #expect(try folder.resolve("s.yaml", changes).run.market.factors.map(\.id.name) == ["EQ.B", "EQ.C"])
    }

    @Test("where one key begins as another, the longest that is there is meant")
    func longestKey() throws {
        let yaml = inlineScenario.replacing("{EQ.A: 100,", with: "{EQ.A: 100, EQ.A.X: 7,")
        #expect(try ScratchFolder(["s.yaml": yaml]).complaints(["market.levels.EQ.A.X=8"]) == [])
    }

    @Test(
        "a wrong path or value is a mistake of the command line, and says which",
        arguments: [
            ("portfolio.positions.2.quantity=1", "“2” is not an item of the list"),
            ("portfolio.positions.-1.quantity=1", "“-1” is not an item of the list"),
            ("portfolio.positions.first.quantity=1", "“first” is not an item of the list"),
            ("simulaton.paths=1", "unknown key “simulaton”"), ("simulation.path=1", "unknown key “path”"),
            ("simulation.paths.x=1", "a mapping stands where a whole number from 1 to 1000000000 belongs"),
            ("simulation.paths=[1", "not valid YAML: did not find expected ',' or ']'"),
            ("simulation.paths=", "nothing is written where a whole number from 1 to 1000000000 belongs"),
            ("market.levels.EQ.A=-1", "the level of EQ.A is -1.0"), ("simulation.horizon=0d", "0 is out of range"),
            ("simulation.steps=1_000_000", "1_000_000 is out of range"),
            ("title=", "nothing is written where a text belongs"),
        ])
    func refused(change: String, message: String) throws {
        let change = try #require(Override(change))
        #expect {
            try Workshop.standard().check(
                ScenarioRequest(folder.url.appendingPathComponent("s.yaml").path, overrides: [change]))
        } throws: {
            let issues = ($0 as? Issues)?.all ?? []
            return issues.count == 1 && issues[0].message == message
                && issues[0].location?.file == "--set \(change.path)"
        }
    }
}
