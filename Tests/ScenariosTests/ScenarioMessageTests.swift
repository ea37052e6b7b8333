import MarketTwin
import TestSupport
import Testing

@Suite("Mistakes in a scenario are found, placed and explained")
struct ScenarioMessageTests {
    private func complaints(_ yaml: String, _ files: [String: String] = [:]) throws -> [String] {
        try ScratchFolder(files.merging(["s.yaml": yaml]) { a, _ in a }).complaints()
    }

    /// The inline scenario with one text replaced.
    private func changed(_ old: String, _ new: String) throws -> [String] {
        #expect(inlineScenario.contains(old))
        return try complaints(inlineScenario.replacing(old, with: new))
    }

    @Test("the inline scenario is in order")
    func inOrder() throws { #expect(try complaints(inlineScenario) == []) }

    @Test("everything at once, each at its place")
    func allAtOnce() throws {
        let yaml = """
            version: 2
            title: Many mistakes
            asOf: 2022-12-28
            market:
              levels: {EQ.A: abc, EQ.B: 50}
              volatilities: {EQ.A: -3%, EQ.B: 20%}
              corelations: []
            dependence: {kind: student-tt}
            portfolio:
              positions:
                - {id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A, strike: 3}}
                - {id: b, quantity: 1, instrument: {kind: european-option, factor: EQ.B, right: put, strike: 5,
                   expiry: 2022-06-28, volatility: VOL.B}}
              expired: refuse
            simulation: {paths: 0, horizon: 10}
            measures: [{kind: value-at-risk, confidence: 1.5}]
            """
        #expect(
            try complaints(yaml) == [
                "1:10 2 is out of range", "5:18 “abc” is not a number", "6:24 -3% is out of range",
                "7:3 unknown key “corelations”", "8:20 unknown dependence “student-tt”",
                "11:69 unknown key “strike” of equity", "15:21 0 is out of range",
                "15:33 “10” is not a number of business days", "16:46 1.5 is out of range",
                "13:16 2022-06-28 is not after the valuation date 2022-12-28: the instrument has expired",
            ])
    }

    @Test("a factor that no data names, with the nearest that there is")
    func unknownFactor() throws {
        let folder = try ScratchFolder(["s.yaml": inlineScenario.replacing("factor: EQ.B", with: "factor: EQ.BB")])
        #expect { try folder.resolve() } throws: { error in
            guard let issue = (error as? Issues)?.all.first else { return false }
            return issue.message == "no data names the factor EQ.BB"
                && issue.hint?.hasPrefix("did you mean “EQ.B”?") == true
                && issue.location?.line == 12
        }
    }

    @Test(
        "one mistake, one message",
        arguments: [
            ("is: 0.5", "is: 1.5", "8:35 1.5 is out of range"),
            ("EQ.A: 100", "EQ.A: -100", "5:18 the level of EQ.A is -100.0"),
            ("EQ.A: 100", "EQ.A: .nan", "5:18 “.nan” is not a number"),
            ("EQ.A: 30%, ", "", "5:18 EQ.A has neither a history nor a volatility"),
            ("EQ.A: 100, ", "", "6:24 EQ.A has no level"),
            ("id: b", "id: a", "12:7 the position id “a” is used twice"),
            (
                "quantity: 20", "quantity: 20, currency: CHF",
                "12:7 its currency is CHF, and no exchange rate leads to USD"
            ),
            ("book: X/Y", "book: X//Y", "11:7 the book “X//Y” has an empty part"),
            ("[EQ.A, EQ.B]", "[EQ.A, EQ.A]", "8:17 EQ.A stands on both sides of a correlation"),
            ("[EQ.A, EQ.B]", "[EQ.A]", "8:17 needs at least 2 items"),
            ("kind: equity, factor: EQ.A", "kind: equities, factor: EQ.A", "11:59 unknown instrument “equities”"),
            ("asOf: 2022-12-28", "asOf: 2022-02-30", "3:7 “2022-02-30” is no date"),
        ])
    func single(old: String, new: String, message: String) throws {
        #expect(try changed(old, new).first == message)
        #expect(try changed(old, new).count == 1)
    }

    @Test("what is no scenario at all")
    func noScenario() throws {
        #expect(try complaints("") == ["1:1 the file is empty"])
        #expect(try complaints("just text").first?.contains("is no scenario") == true)
        #expect(try complaints("a: [1\n").first?.contains("not valid YAML") == true)
        #expect(try complaints("title: x\ntitle: y\n").first?.contains("written twice") == true)
        #expect(try complaints("- 1\n- 2\n").first?.contains("is no scenario") == true)
    }

    @Test("correlations that contradict each other name the pairs and the minor")
    func contradiction() throws {
        let yaml =
            inlineScenario.replacing(
                "- {between: [EQ.A, EQ.B], is: 0.5}",
                with: """
                    - {between: [EQ.A, EQ.B], is: 0.9}
                        - {between: [EQ.A, FX.EURUSD], is: 0.9}
                        - {between: [EQ.B, FX.EURUSD], is: -0.9}
                    """
            ) + "    - {id: c, quantity: 1, instrument: {kind: fx-spot, factor: FX.EURUSD}}\n"
        let complaint = try #require(try complaints(yaml).first)
        #expect(complaint.hasPrefix("8:7 the correlations contradict each other: their matrix has the eigenvalue -0.8"))
        #expect(complaint.contains("order 3, which ends with FX.EURUSD"))
        #expect(complaint.contains("EQ.B with FX.EURUSD (-0.9)"))
    }

    @Test("a tail that no path reaches, and a window longer than the history")
    func samples() throws {
        let folder = try ScratchFolder([
            "s.yaml": inlineScenario.replacing(
                "  levels: {EQ.A: 100, ", with: "  history: [{kind: csv, path: h.csv}]\n  levels: {"
            ).replacing("volatilities: {EQ.A: 30%, ", with: "volatilities: {"),
            "h.csv": "date,EQ.A\n2022-12-23,100\n2022-12-27,101\n2022-12-28,99\n",
        ])
        #expect(
            folder.complaints()
                == ["window of 500 changes asked for, EQ.A has 2 from 2022-12-27 to 2022-12-28"].map { "5:13 " + $0 })
        #expect(folder.complaints(["calibration.window=2d", "simulation.paths=50"]).count == 1)
        #expect(folder.complaints(["calibration.window=2d", "simulation.paths=100"]) == [])
    }

    @Test("files that are not there are missing input, with the place that names them")
    func missingFiles() throws {
        let folder = try ScratchFolder([
            "s.yaml": inlineScenario.replacing("portfolio:\n", with: "portfolio:\n  file: nowhere.csv\n")
        ])
        #expect { try folder.resolve() } throws: { error in
            guard let issues = (error as? Issues)?.all else { return false }
            return issues.count == 1 && issues[0].nature == .missingInput && issues[0].location?.line == 10
        }
    }

    @Test("rows of a portfolio file, each at its cell")
    func portfolioFile() throws {
        let complaints = try complaints(
            inlineScenario.replacing("portfolio:\n", with: "portfolio:\n  file: p.csv\n"),
            [
                "p.csv": """
                id,book,kind,quantity,factor,strike,right,expiry,volatility
                p,Z,equity,1,EQ.A,,,,
                q,Z,equity,x,EQ.A,,,,
                r,Z,equity,1,EQ.A,100,,,
                s,Z,european-option,1,EQ.A,100,put,,20%
                t,Z,shares,1,EQ.A,,,,

                """
            ])
        #expect(
            complaints == [
                "3:12 “x” is not a number", "4:19 equity has no setting “strike”", "5:1 european-option needs “expiry”",
                "6:5 unknown instrument “shares”",
            ])
    }
}
