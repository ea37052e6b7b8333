import MarketTwin
import TestSupport
import Testing

/// Scenarios whose figures are in another unit than they seem, or in none.
@Suite("Units and plausibility of a scenario")
struct UnitScenarioTests {
    private func scenario(_ market: String, _ positions: String, further: String = "") -> String {
        """
        version: 1
        title: Units
        asOf: 2024-06-28
        market:
        \(market.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        portfolio:
          positions:
        \(positions.split(separator: "\n").map { "    - " + $0 }.joined(separator: "\n"))
        simulation: {paths: 2_000, horizon: 10d, seed: 1}
        \(further)
        """
    }

    private func value(_ yaml: String, _ changes: [String] = [], files: [String: String] = [:]) throws -> Double {
        try ScratchFolder(files.merging(["s.yaml": yaml]) { $1 }).resolve("s.yaml", changes).run.valuesToday[0]
    }

    /// Levels on weekdays that end on 2024-06-28, the last one first in the list of factors.
    private func prices(_ factor: String, _ levels: [Double]) -> String {
        var date = CalendarDate(iso: "2024-06-28")!
        var rows: [String] = []
        for level in levels.reversed() {
            rows.append("\(date),\(level)")
            repeat { date = date.adding(days: -1) } while (Int(date.dayNumber) + 4) % 7 % 6 == 0
        }
        return "date,\(factor)\n" + rows.reversed().joined(separator: "\n") + "\n"
    }

    /// A walk of small, uneven steps.
    private func walk(_ start: Double, _ step: Double, _ count: Int) -> [Double] {
        (0..<count).map { start + step * Double(($0 * 7919) % 13 - 6) / 6 }
    }

    @Test("a million yen are worth what the rate makes of them, whichever way it is quoted")
    func foreignCash() throws {
        let market = "levels: {FX.USDJPY: 160}\nvolatilities: {FX.USDJPY: 10%}"
        let spot = scenario(market, "{id: yen, quantity: 1_000_000, instrument: {kind: fx-spot, factor: FX.JPYUSD}}")
        let cash = scenario(market, "{id: yen, quantity: 1_000_000, currency: JPY, instrument: {kind: cash}}")
        #expect(try value(spot) == 6_250)
        #expect(try value(cash) == 6_250)
        let notes = try ScratchFolder(["s.yaml": spot]).resolve().notes
        #expect(notes == ["No data names FX.JPYUSD: JPY is valued in USD by 1/FX.USDJPY."])
    }

    @Test("a way over several rates is the shortest, and told")
    func crosses() throws {
        let levels = "FX.EURCHF: 0.96, FX.CHFJPY: 178, FX.USDJPY: 160"
        let market = "levels: {\(levels)}\nvolatilities: {FX.EURCHF: 5%, FX.CHFJPY: 9%, FX.USDJPY: 10%}"
        let yaml = scenario(market, "{id: e, quantity: 1_000, currency: EUR, instrument: {kind: cash}}")
        #expect(abs(try value(yaml) - 1_000 * 0.96 * 178 / 160) < 1e-9)
        let notes = try ScratchFolder(["s.yaml": yaml]).resolve().notes
        #expect(notes.first == "Amounts in EUR become USD by FX.EURCHF, FX.CHFJPY, 1/FX.USDJPY.")
        // Three rates whose correlations nobody states are a remark as well.
        #expect(notes.count == 2 && notes[1].hasPrefix("Nothing says how FX.CHFJPY and FX.EURCHF"))
    }

    @Test("pence are hundredths of a pound", arguments: ["GBX", "GBp"])
    func pence(code: String) throws {
        let market = "levels: {EQ.A: 600.625, FX.GBPUSD: 1.27}\nvolatilities: {EQ.A: 20%, FX.GBPUSD: 8%}"
        let yaml = scenario(
            market, "{id: a, quantity: 1_000, currency: \(code), instrument: {kind: equity, factor: EQ.A}}")
        #expect(abs(try value(yaml) - 7_627.9375) < 1e-9)
    }

    @Test("a currency that does not exist is refused wherever one is named")
    func unknownCurrency() throws {
        let market = "levels: {EQ.A: 100}\nvolatilities: {EQ.A: 20%}"
        let yaml = scenario(market, "{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}")
        let folder = try ScratchFolder(["s.yaml": yaml])
        for change in ["baseCurrency=ZZZ", "portfolio.positions.0.currency=ZZZ"] {
            #expect(folder.complaints([change]).map { $0.contains("“ZZZ” is no currency") } == [true])
        }
    }

    @Test("two quotes of one rate, or three of a triangle, that contradict each other are refused with the gap")
    func contradictions() throws {
        func yaml(_ levels: String) -> String {
            let names = levels.split(separator: ",").map { $0.split(separator: ":")[0] }
            return scenario(
                "levels: {EQ.A: 100, \(levels)}\nvolatilities: {EQ.A: 0%, \(names.map { "\($0): 10%" }.joined(separator: ", "))}",
                "{id: a, quantity: 10, currency: EUR, instrument: {kind: equity, factor: EQ.A}}")
        }
        let both = try ScratchFolder(["s.yaml": yaml("FX.EURUSD: 1.08, FX.USDEUR: 0.95")])
        #expect(both.complaints() == ["5:34 FX.EURUSD is 1.08, 2.6% off FX.USDEUR 0.95"])
        func told(_ changes: String...) throws -> [String] {
            try both.resolve("s.yaml", changes.map { "dataQuality.contradicting-quotes." + $0 }).dataIssues
                .filter { $0.rule == "contradicting-quotes" }.map { "\($0.severity.rawValue): \($0.message)" }
        }
        let words = "FX.EURUSD is 1.08, 2.6% off FX.USDEUR 0.95; amounts are converted by FX.EURUSD"
        #expect(try told("tolerance=5%") == ["information: " + words])
        #expect(try told("action=report") == ["error: " + words])
        #expect(try told("action=report", "severity=warning") == ["warning: " + words])
        let triangle = try ScratchFolder(["s.yaml": yaml("FX.EURUSD: 1.08, FX.USDJPY: 160, FX.EURJPY: 180")])
        #expect(triangle.complaints().map { $0.contains("4.17% off FX.EURUSD 1.08, FX.USDJPY 160.0") } == [true])
        #expect(try ScratchFolder(["s.yaml": yaml("FX.EURUSD: 1.25, FX.USDEUR: 0.8")]).resolve().notes == [])
        // Rates that nothing uses may contradict each other.
        let idle = yaml("FX.EURUSD: 1.25, FX.GBPJPY: 200, FX.JPYGBP: 0.1")
        #expect(try ScratchFolder(["s.yaml": idle]).resolve().notes == [])
    }

    @Test("typed figures that none can mean are refused, each at its place")
    func typed() throws {
        let market =
            "levels: {EQ.A: 100, IR.USD.1Y: 4.7, VOL.A: 20}\nvolatilities: {EQ.A: 900%, IR.USD.1Y: 1%, VOL.A: 50%}"
        let option =
            "{kind: european-option, factor: EQ.A, right: call, strike: 95, expiry: 6M, volatility: VOL.A, rate: IR.USD.1Y}"
        let yaml = scenario(
            market,
            """
            {id: a, quantity: 1e15, instrument: {kind: equity, factor: EQ.A}}
            {id: b, quantity: 1, instrument: \(option)}
            {id: c, quantity: 1, instrument: \(option.replacing("VOL.A", with: "20").replacing("IR.USD.1Y", with: "4.7"))}
            """)
        let found = try ScratchFolder(["s.yaml": yaml]).complaints().map { $0.drop { $0 != " " }.dropFirst() }
        #expect(
            found.sorted() == [
                "20.0 is 2000%: is it 20%?", "4.7 is 470%: is it 4.7%?",
                "The volatility of EQ.A is 900% a year as the scenario says: is a percent sign left out?",
                "the level of IR.USD.1Y is 4.7, which is 470%: is it 4.7%?",
                "the level of VOL.A is 20.0, which is 2000%: is it 20%?",
            ])
        let meant = "dataQuality={implausible: {action: report}}"
        #expect(try ScratchFolder(["s.yaml": yaml]).resolve("s.yaml", [meant]).notes.count == 6)
    }

    @Test("yields in percent are refused with the row they begin in; an adjustment puts pence and pounds together")
    func histories() throws {
        let bond = "{id: z, quantity: 1, instrument: {kind: zero-coupon-bond, maturity: 1y, rate: IR.USD.1Y}}"
        let history = "history: [{kind: csv, path: h.csv}]"
        let yields = scenario(history, bond, further: "calibration: {window: 40d}")
        let percent = try ScratchFolder(["s.yaml": yields, "h.csv": prices("IR.USD.1Y", walk(4.8, 0.04, 60))])
        let found = percent.complaints()
        #expect(found.count == 1 && found[0].hasPrefix("2:12 ") && found[0].contains("is it 4.84%?"), "\(found)")
        let fraction = ["h.csv": prices("IR.USD.1Y", walk(0.048, 0.0004, 60))]
        #expect(try abs(value(yields, files: fraction) - 95.3) < 0.1)

        let share = "{id: a, quantity: 1_000, instrument: {kind: equity, factor: EQ.A}}"
        let mixed = walk(600, 6, 60).enumerated().map { $0 < 30 ? $1 : $1 / 100 }
        let yaml = scenario(history, share, further: "calibration: {window: 50d}")
        let folder = try ScratchFolder(["s.yaml": yaml, "h.csv": prices("EQ.A", mixed)])
        let jump = folder.complaints()
        #expect(jump.count == 1 && jump[0].contains("a ratio of 1:100"), "\(jump)")
        let date = try #require(jump[0].firstMatch(of: #/date: ([0-9-]+)/#)?.output.1)
        let adjustment = "market.adjustments=[{date: \(date), factor: EQ.A, kind: unit, value: \"1:100\"}]"
        let run = try folder.resolve("s.yaml", [adjustment])
        #expect(run.dataIssues.contains { $0.rule == "adjustment" && $0.message.contains("divided by 100") })
        #expect(run.model.factors[0].volatility < 0.5)
        try folder.write("a.csv", "date,factor,kind,value\n\(date),EQ.A,unit,1:100\n")
        #expect(
            try folder.resolve("s.yaml", ["market.adjustments=a.csv"]).model.factors[0].volatility
                == run.model.factors[0].volatility)
    }

    @Test(
        "a stated level in another unit than the history, or a quote turned round, is refused with the ratio",
        arguments: [
            ("EQ.A", 6.0, "a ratio of 1:100"), ("EQ.A", 60_000, "a ratio of 100:1"),
            ("EQ.A", 0.6, "a ratio of 1:1,000"),
            ("FX.USDJPY", 1.0 / 590, "is it quoted the other way round?"),
        ])
    func statedLevel(factor: String, level: Double, words: String) throws {
        let isRate = factor.hasPrefix("FX")
        let yaml = scenario(
            "history: [{kind: csv, path: h.csv}]\nlevels: {\(factor): \(level)}",
            "{id: a, quantity: 1_000, instrument: {kind: \(isRate ? "fx-spot" : "equity"), factor: \(factor)}}",
            further: "calibration: {window: 40d}" + (isRate ? "\nbaseCurrency: JPY" : ""))
        let folder = try ScratchFolder(["s.yaml": yaml, "h.csv": prices(factor, walk(600, 6, 60))])
        let found = folder.complaints()
        #expect(found.count == 1 && found[0].contains(words) && found[0].hasPrefix("6:"), "\(found)")
        let kept = try folder.resolve("s.yaml", ["dataQuality.round-ratio.action=report"]).dataIssues
        #expect(kept.contains { $0.rule == "round-ratio" && $0.message.contains(words) && $0.severity == .warning })
    }

    @Test(
        "ten times as high, or far away, is told; what a month may bring is not",
        arguments: [
            ("EQ.A", 60.0, "a ratio of 1:10"), ("EQ.A", 2_400, "the last of its history"), ("EQ.A", 500, nil),
            ("IR.USD.1Y", 0.4, "a ratio of 10:1"), ("IR.USD.1Y", 0.045, nil),
        ] as [(String, Double, String?)])
    func farLevel(factor: String, level: Double, words: String?) throws {
        let isRate = factor.hasPrefix("IR")
        let instrument =
            isRate
            ? "{kind: zero-coupon-bond, maturity: 1y, rate: \(factor)}" : "{kind: equity, factor: \(factor)}"
        let yaml = scenario(
            "history: [{kind: csv, path: h.csv}]\nlevels: {\(factor): \(level)}",
            "{id: a, quantity: 1_000, instrument: \(instrument)}", further: "calibration: {window: 40d}")
        let levels = isRate ? walk(0.04, 0.0004, 60) : walk(600, 6, 60)
        let run = try ScratchFolder(["s.yaml": yaml, "h.csv": prices(factor, levels)]).resolve()
        let told = run.dataIssues.filter { $0.rule == "round-ratio" }.map(\.message)
        #expect(told.count == (words == nil ? 0 : 1) && told.allSatisfy { $0.contains(words ?? "") }, "\(told)")
    }

    @Test("a contract on a rate that is quoted the other way round is refused, and told so")
    func inversePair() throws {
        let market = "levels: {FX.USDJPY: 160}\nvolatilities: {FX.USDJPY: 10%}"
        for instrument in [
            "{kind: european-option, factor: FX.JPYUSD, right: call, strike: 0.0065, expiry: 6M, volatility: 10%}",
            "{kind: fx-forward, factor: FX.JPYUSD, strike: 0.0065, maturity: 6M}",
        ] {
            let yaml = scenario(market, "{id: a, quantity: 1, instrument: \(instrument)}")
            let issues = #expect(throws: Issues.self) { try ScratchFolder(["s.yaml": yaml]).resolve() }
            let issue = try #require(issues?.all.first)
            #expect(issue.message == "no data names the factor FX.JPYUSD")
            #expect(
                issue.hint?.hasPrefix("FX.USDJPY is quoted the other way round: state the contract on that") == true)
        }
    }

    @Test("a strike in another unit than the price is refused, as one of a rate turned round is")
    func strikes() throws {
        func found(_ market: String, _ instrument: String, _ changes: String...) throws -> [String] {
            try ScratchFolder(["s.yaml": scenario(market, "{id: o, quantity: 1, instrument: \(instrument)}")])
                .complaints(changes)
        }
        let share = "levels: {EQ.A: 97.3}\nvolatilities: {EQ.A: 20%}"
        func option(_ strike: String) -> String {
            "{kind: european-option, factor: EQ.A, right: call, strike: \(strike), expiry: 6M, volatility: 20%}"
        }
        let pence = try found(share, option("9_730"))
        #expect(
            pence.count == 1
                && pence[0].hasSuffix("the strike 9730.0 is 100 times the level of EQ.A, 97.3: is it in another unit?"),
            "\(pence)")
        #expect(try found(share, option("0.97")).first?.contains("1/100 of the level") == true)
        for meant in ["300", "10", "0.01"] { #expect(try found(share, option(meant)).isEmpty, "\(meant)") }
        #expect(try found(share, option("9_730"), "dataQuality={implausible: {action: report}}").isEmpty)
        let yen = "levels: {FX.USDJPY: 150}\nvolatilities: {FX.USDJPY: 10%}"
        let turned = try found(yen, "{kind: fx-forward, factor: FX.USDJPY, strike: 0.0067, maturity: 6M}")
        #expect(turned.count == 1 && turned[0].hasSuffix("is it a rate the other way round?"), "\(turned)")
    }

    @Test(
        "what is typed and rarely meant is asked about: a confidence of 1 %, volatilities of 0.2 %, a drift of 8, no correlation"
    )
    func rarelyMeant() throws {
        let yaml = scenario(
            "levels: {EQ.A: 100, EQ.B: 50, FX.EURUSD: 1.1}\nvolatilities: {EQ.A: 0.2%, EQ.B: 30%, FX.EURUSD: 0.5%}",
            """
            {id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}
            {id: b, quantity: 1, currency: EUR, instrument: {kind: equity, factor: EQ.B}}
            """,
            further:
                "factors: {EQ.B: {process: {kind: geometric-brownian-motion, drift: 8}}}\nmeasures: [{kind: value-at-risk, confidence: 1%}]"
        )
        let folder = try ScratchFolder(["s.yaml": yaml])
        let notes = try folder.resolve().notes
        for note in [
            "A confidence of 1% is that of a loss which is exceeded more often than not: is 99% meant?",
            "The volatility of EQ.A is 0.2% a year as the scenario says: is it 20%?",
            "The drift of EQ.B is 800% a year as the scenario says: is a percent sign left out?",
            "Nothing says how EQ.A and EQ.B move together, so they are taken to be uncorrelated; market.correlations states it.",
        ] { #expect(notes.contains(note), "\(note) in \(notes)") }
        let said = [
            "measures.0.confidence=99%", "market.volatilities={EQ.A: 20%, EQ.B: 30%, FX.EURUSD: 0.5%}",
            "factors={EQ.B: {process: {kind: geometric-brownian-motion, drift: 8%}}}",
            "market.correlations=[{between: [EQ.A, EQ.B], is: 0}]",
        ]
        #expect(try folder.resolve("s.yaml", said).notes == [])
    }

    @Test("a spread of 150 % and a volatility of 0.2 % may be meant, and are asked about")
    func doubts() throws {
        let market = "levels: {EQ.A: 100, IR.USD.1Y: 4%, CS.X: 1.5}\nvolatilities: {EQ.A: 20%, IR.USD.1Y: 1%, CS.X: 1%}"
        let bond = "{kind: zero-coupon-bond, maturity: 1y, rate: IR.USD.1Y, spread"
        let option = "{kind: european-option, factor: EQ.A, right: call, strike: 100, expiry: 6M, volatility"
        let yaml = scenario(
            market,
            """
            {id: x, quantity: 1, instrument: \(bond): CS.X}}
            {id: y, quantity: 1, instrument: \(bond): 0.75}}
            {id: o, quantity: 1, instrument: \(option): 0.2%}}
            {id: p, quantity: 1, instrument: \(option): 20%}}
            """)
        let notes = try ScratchFolder(["s.yaml": yaml]).resolve().notes
        #expect(
            notes == [
                "The spread of position y is 75%: is it 0.75%?",
                "The volatility of position o is 0.2%: is it 20%?", "The level of CS.X is 150%: is it 1.5%?",
            ])
    }

    @Test(
        "a beta or a residual in percent is refused at its proxy",
        arguments: ["beta: 130, residual: 25%", "beta: 1.3, residual: 25"])
    func proxies(terms: String) throws {
        let yaml = scenario(
            "levels: {EQ.A: 100, EQ.N: 20}\nvolatilities: {EQ.A: 20%}\nproxies: {EQ.N: {follows: EQ.A, \(terms)}}",
            "{id: n, quantity: 1, instrument: {kind: equity, factor: EQ.N}}")
        let found = try ScratchFolder(["s.yaml": yaml]).complaints()
        #expect(
            found.count == 1 && found[0].hasPrefix("7:") && found[0].contains("is a percent sign left out?"), "\(found)"
        )
    }

    @Test("a coupon in percent is refused as a rate is, and believed where the scenario says so")
    func coupon() throws {
        let bond = "{kind: fixed-rate-bond, coupon: 5, maturity: 3y, rate: 4%}"
        let yaml = scenario("levels: {}", "{id: b, quantity: 1, instrument: \(bond)}")
        let folder = try ScratchFolder(["s.yaml": yaml])
        let found = folder.complaints()
        #expect(found.count == 1 && found[0].hasSuffix("5.0 is 500%: is it 5%?"), "\(found)")
        #expect(folder.complaints(["dataQuality={implausible: {rate: 10}}"]).isEmpty)
        #expect(folder.complaints(["portfolio.positions.0.instrument.coupon=5%"]).isEmpty)
    }

    @Test("a price below zero is kept where its process and the scenario allow for it, else refused at its row")
    func negativePrice() throws {
        let oil = scenario(
            "history: [{kind: csv, path: h.csv}]",
            "{id: oil, quantity: 1_000, instrument: {kind: commodity, factor: CM.WTI}}",
            further: """
                calibration: {window: 40d}
                dataQuality: {non-positive: {action: report}, spike: {threshold: 1000}}
                factors: {CM.WTI: {process: {kind: arithmetic-brownian-motion}}}
                """)
        let files = ["h.csv": prices("CM.WTI", walk(20, 1, 60) + [-37.63])]
        #expect(try value(oil, files: files) == -37_630)
        let geometric = oil.replacing("arithmetic", with: "geometric")
        let folder = try ScratchFolder(files.merging(["s.yaml": geometric]) { $1 })
        #expect(
            folder.complaints().contains {
                $0.hasPrefix("62:12 the level of CM.WTI is -37.63, the last of its history")
            })
        #expect(folder.complaints(["dataQuality.non-positive.action=refuse"]).count == 1)
    }

    @Test("a negative rate under a lognormal process is told with the row of the history")
    func negativeRate() throws {
        let yaml = scenario(
            "history: [{kind: csv, path: h.csv}]",
            "{id: z, quantity: 1, currency: USD, instrument: {kind: zero-coupon-bond, maturity: 5y, rate: IR.USD}}",
            further: "calibration: {window: 40d}\nfactors: {IR.USD.5Y: {process: {kind: geometric-brownian-motion}}}")
        let folder = try ScratchFolder([
            "s.yaml": yaml, "h.csv": prices("IR.USD.5Y", walk(-0.008, 0.0004, 60)),
        ])
        do {
            _ = try folder.resolve()
            Testing.Issue.record("nothing was found wrong")
        } catch let issues as Issues {
            for issue in issues.all {
                #expect(issue.location?.file.hasSuffix("h.csv") == true, "\(issue.message)")
                #expect((2...61).contains(issue.location?.line ?? 0), "\(issue.message)")
            }
        }
    }

    @Test("an option that has ended counts as what it paid and is listed, unless the scenario refuses it")
    func expired() throws {
        let yaml = """
            version: 1
            title: Expiry
            asOf: 2024-06-28
            market:
              levels: {EQ.A: 100}
              volatilities: {EQ.A: 20%}
            portfolio: {file: book.csv}
            simulation: {paths: 2_000, horizon: 10d, seed: 1}
            """
        let book = """
            id,book,kind,quantity,factor,right,strike,expiry,volatility,maturity,rate,coupon
            share,Cash,equity,100,EQ.A,,,,,,,
            today,Options,european-option,100,EQ.A,call,95,2024-06-28,20%,,,
            worthless,Options,european-option,100,EQ.A,put,95,2024-06-28,20%,,,
            last-week,Options,european-option,100,EQ.A,call,95,2024-06-21,20%,,,
            zero,Bonds,zero-coupon-bond,2,,,,,,2024-06-27,3%,
            bond,Bonds,fixed-rate-bond,1,,,,,,2024-06-20,3%,4%

            """
        let folder = try ScratchFolder(["s.yaml": yaml, "book.csv": book])
        let run = try folder.resolve()
        #expect(run.run.valuesToday[0] == 10_000 + 500 + 200 + 102)
        let listed = run.dataIssues.filter { $0.rule == "expired" }.map(\.message)
        #expect(listed.count == 5)
        #expect(
            listed[0]
                == "position today ended on 2024-06-28 with EQ.A at 100.0 and paid 500.0 USD, which counts as cash")
        #expect(listed[2].contains("nothing tells what EQ.A was then, so nothing is counted"))
        #expect(folder.complaints(["portfolio.expired=refuse"]).count == 1)  // one mistake of five rows

        // Where a history knows the level of that day, so does the run.
        let known =
            yaml.replacing("levels: {EQ.A: 100}", with: "history: [{kind: csv, path: h.csv}]")
            .replacing("  volatilities: {EQ.A: 20%}\n", with: "") + "\ncalibration: {window: 40d}"
        let levels = walk(100, 2, 54) + [103, 100.5, 100.2, 100.1, 100.3, 100]
        try folder.write("h.csv", prices("EQ.A", levels))
        try folder.write("s.yaml", known)
        #expect(try folder.resolve().run.valuesToday[0] == 10_000 + 500 + 800 + 200 + 102)
    }
}
