import MarketTwin
import Testing

@Suite("Shocks, ladders and grids")
struct ShockTests {
    @Test("two options under four shocks gain what Black–Scholes says")
    func options() throws {
        // Reference case ST-04: Black–Scholes by scipy, relative tolerance 1e-8.
        let report = try StressFolder(
            optionBook + """
                stress:
                  - {name: 1, shocks: {"EQ.*": -10%, "VOL.*": +5 points, "IR.*": -50bp}}
                  - {name: 2, shocks: {EQ.A: {level: 70}, "VOL.*": {absolute: 20 points}, IR.USD: -100 bp}}
                  - {name: 3, shocks: {EQ.A: {relative: 10%}, VOL.C: −3 points, VOL.P: {level: 22%}, "IR.*": {absolute: 0.5%}}}
                  - {name: 4, shocks: {"IR.*": +1 point}}
                """
        ).report()
        let expected = [-132.69051272409365, -492.1851680409794, 91.8745474255195, 3.575679026407599]
        #expect(abs(report.value + 6.554126257171333) < 1e-8)
        for (outcome, gain) in zip(report.outcomes, expected) {
            let found = try #require(outcome.revaluation)
            #expect(abs(found.profitAndLoss - gain) < 1e-8 * abs(gain), "\(outcome.name)")
            #expect(abs(found.byPosition.reduce(0, +) - gain) < 1e-8)
            #expect(abs(found.byBook[0] - gain) < 1e-8)
            let classes = found.byClass.reduce(found.classInteraction) { $0 + $1.profitAndLoss }
            let factors = found.moves.reduce(found.factorInteraction) { $0 + $1.profitAndLoss }
            #expect(abs(classes - gain) < 1e-9 && abs(factors - gain) < 1e-9)
        }
        #expect(report.ranking.map(\.name) == ["2", "1", "4", "3"])
    }

    @Test("what is written in percent where a fraction is read is told, and what markets do is not")
    func doubts() throws {
        let report = try StressFolder(
            optionBook + """
                stress:
                  - {name: rate, shocks: {"IR.*": {absolute: 5}}}
                  - {name: share, shocks: {EQ.A: {relative: 25}}}
                  - {name: volatility, shocks: {VOL.C: {level: 35}}}
                  - {name: ladder, ladder: {factors: EQ.A, values: [-50%, 900%]}}
                  - {name: fine, shocks: {"IR.*": +300bp, EQ.A: {relative: 2}, VOL.C: {level: 90%}}}
                """
        ).report()
        #expect(
            report.outcomes.map(\.warnings) == [
                ["IR.USD.1Y is taken to 503%: is it 5.03%?"],
                ["EQ.A is taken to 26.0 times its level: is a percent sign left out?"],
                ["VOL.C is taken to 3500%: is it 35%?"],
                ["EQ.A is taken to 10.0 times its level: is a percent sign left out?"], [],
            ])
    }

    @Test("the last line that matches a factor wins, whatever the order of the factors")
    func order() throws {
        let report = try StressFolder(
            linearBook + """
                stress:
                  - {name: specific last, shocks: {"*.A": -20%, EQ.A: -10%}}
                  - {name: general last, shocks: {EQ.A: -10%, "EQ.*": -20%}}
                """
        ).report()
        let gains = report.outcomes.compactMap { $0.revaluation?.profitAndLoss }
        #expect(abs(gains[0] + 10_000) < 1e-8 && abs(gains[1] + 20_000) < 1e-8)
    }

    @Test("each step of a ladder and each point of a grid is the shock by itself")
    func steps() throws {
        let report = try StressFolder(
            optionBook + """
                stress:
                  - {name: ladder, ladder: {factors: EQ.A, from: -20%, to: 20%, steps: 5}}
                  - name: grid
                    grid: [{factors: EQ.A, values: [-20%, 0%, 10%]}, {factors: "VOL.*", from: 0 points, to: 10 points, steps: 3}]
                  - {name: down, shocks: {EQ.A: -20%}}
                  - {name: both, shocks: {EQ.A: 10%, "VOL.*": 5 points}}
                """
        ).report()
        let ladder = try #require(report.outcomes[0].grid)
        let grid = try #require(report.outcomes[1].grid)
        let down = try #require(report.outcomes[2].revaluation?.profitAndLoss)
        let both = try #require(report.outcomes[3].revaluation?.profitAndLoss)
        #expect(ladder.rows.values == [-0.2, -0.1, 0, 0.1, 0.2])
        #expect(abs(ladder.profitAndLoss[0] - down) < 1e-10 && abs(ladder.profitAndLoss[2]) < 1e-10)
        #expect(abs(grid.profitAndLoss[0] - down) < 1e-10 && abs(grid.profitAndLoss[7] - both) < 1e-10)
        #expect(report.outcomes[0].revaluation?.profitAndLoss == ladder.profitAndLoss.min())
    }

    @Test("sensitivities are those of a linear book wherever it stands")
    func sensitivities() throws {
        let report = try StressFolder(linearBook + "stress: [{name: s, shocks: {EQ.A: -50%}}]").report()
        let then = try #require(report.outcomes[0].revaluation?.sensitivities)
        // 1 % of 100,000 today, of 50,000 then; gold stands at 10,000.
        #expect(abs(report.sensitivities[0].delta - 1_000) < 1e-6 && abs(then[0].delta - 500) < 1e-6)
        #expect(abs(then[1].delta - 100) < 1e-6 && abs(then[0].gamma) < 1e-6)
    }

    @Test("without a stress section each class moves by itself, and the report says so")
    func standard() throws {
        let report = try StressFolder(optionBook).report()
        #expect(report.isStandard)
        #expect(
            report.outcomes.map(\.name) == [
                "Equities −20%", "Equities +20%", "Rates −100 bp", "Rates +100 bp", "Volatilities −10 points",
                "Volatilities +10 points",
            ])
        #expect(DocumentText().render(Document(report)).contains("has no section “stress”"))
    }

    @Test(
        "what cannot be meant is refused, with what could",
        arguments: [
            ("shocks: {EQ.B: -5%}", "no factor of the market matches “EQ.B”", "did you mean “EQ.A”?"),
            ("shocks: {\"FX.*\": -5%}", "no factor of the market matches “FX.*”", "known"),
            ("shocks: {VOL.C: 5%}", "is not clear for VOL.C", "5 points"),
            ("shocks: {IR.USD.1Y: 5%}", "is not clear for IR.USD.1Y", "{relative: 5%}"),
            ("shocks: {EQ.A: -20}", "is not clear for EQ.A", "{absolute: -20}"),
            ("shocks: {EQ.A: -100%}", "takes EQ.A from 100.0 to 0.0", "greater than 0"),
            ("shocks: {VOL.C: -30 points}", "takes VOL.C from 0.22 to -0.08", "greater than 0"),
            ("shocks: {EQ.A: fast}", "“fast” is no shock", "-20%"),
            ("shocks: {EQ.A: {relative: 5bp}}", "a share of the level", "{relative: 25%}"),
            ("shocks: {EQ.A: {level: 5, absolute: 5}}", "one of relative, absolute and level", "{level: 80}"),
            ("shocks: {EQ.A: {level: nan}}", "“nan” is not a number", "1250.5"),
            ("conditional: {}", "names nothing that moves", "below conditional"),
            ("ladder: {factors: EQ.A, values: []}", "needs at least 1 item", ""),
            ("curve: [IR.USD, IR.USD], parallel: 5bp", "named twice", "once"),
            ("curve: IR.EUR, parallel: 5bp", "no curve “IR.EUR”", "known"),
            ("parallel: 5bp", "parallel moves no curve", "curve: IR.USD"),
            ("curve: IR.USD, steepening: 5bp", "has one node", "parallel"),
            ("ladder: {factors: EQ.A, from: -5%}", "from and to, or values", "steps: 13"),
            ("ladder: {factors: EQ.A, from: -5%, to: 5bp}", "begins in one unit", "both ends alike"),
            ("grid: [{factors: EQ.A, values: [1%]}, {factors: EQ.A, values: [1%]}]", "in both ladders", "its own"),
            ("replay: {from: 2008-09-12, to: 2008-10-10}", "no history to replay", "market.history"),
            ("worst: {window: 5d}", "has a history", "market.history"),
            ("worst: {window: 5d}, shocks: {EQ.A: 5%}", "cannot stand in one scenario", "for each"),
            (
                "grid: [{factors: EQ.A, from: 0%, to: 5%, steps: 200}, {factors: VOL.C, from: 0 points, to: 5 points, steps: 51}]",
                "a grid of 10200 points", "fewer"
            ),
            ("liquidity: {EQ: 5d}", "less than the horizon", "10d or more"),
            ("volatilities: {EQ.X: 2}", "no factor of the market matches “EQ.X”", "EQ.A"),
            ("correlations: {towards: two, by: 5%}", "unknown value “two”", "one"),
            ("correlations: {towards: [{between: [EQ.A, EQ.X], is: 1}], by: 5%}", "matches “EQ.X”", "EQ.A"),
        ])
    func refused(body: String, message: String, hint: String) throws {
        let complaints = try StressFolder(optionBook + "stress: [{name: s, \(body)}]").complaints()
        #expect(complaints.count == 1, "\(complaints)")
        let first = try #require(complaints.first)
        #expect(first.message.contains(message) && (hint.isEmpty || first.hint.contains(hint)), "\(first)")
    }

    @Test("all mistakes of the stress section are told at once, whatever they are about")
    func together() throws {
        let stress = """
            stress:
              - {name: name, shocks: {EQ.X: -10%, VOL.C: 5%, EQ.A: -150%}}
              - {name: unit, shocks: {"EQ.*": 10bp}}
              - {name: date, replay: {from: 2020-01-01, to: 2020-02-01}}
              - {name: level, shocks: {EQ.A: {level: 0}}}
              - {name: text, shocks: {EQ.A: fast}}
              - {name: key, shock: {EQ.A: 5%}}
              - {name: ladder, ladder: {factors: "EQ.*", from: -110%, to: 30%}}
              - {name: grid, grid: [{factors: EQ.ZZ, values: [1%]}, {factors: VOL.C, values: [5%]}]}
              - {name: curve, curve: IR.EUR, parallel: 5bp}
              - {name: conditional, conditional: {"*": 5bp}}
            """
        let words = [
            "matches “EQ.X”", "“5%” is not clear for VOL.C", "“-150%” takes EQ.A", "“10bp” is not clear for EQ.A",
            "no history to replay", "takes EQ.A from 100.0 to 0.0", "“fast” is no shock", "unknown key “shock”",
            "“−110%” takes EQ.A", "matches “EQ.ZZ”", "“5%” is not clear for VOL.C", "no curve “IR.EUR”",
            "“5bp” is not clear for EQ.A",
        ]
        let messages = try StressFolder(optionBook + stress).complaints().map(\.message)
        #expect(messages.count == words.count, "\(messages)")
        for word in words { #expect(messages.contains { $0.contains(word) }, "\(word) in \(messages)") }
        // Where no run comes about, names and units are told all the same.
        let broken = optionBook.replacing("quantity: 10,", with: "quantity: ten,") + stress
        let further = try StressFolder(broken).complaints().map(\.message)
        #expect(further.contains { $0.contains("ten") })
        for word in ["matches “EQ.X”", "“10bp” is not clear for EQ.A", "“fast” is no shock"] {
            #expect(further.contains { $0.contains(word) }, "\(word) in \(further)")
        }
    }

    @Test("a ladder tells every step by book, class and position")
    func breakdown() throws {
        let report = try StressFolder(
            optionBook + """
                stress:
                  - name: grid
                    grid: [{factors: EQ.A, values: [-20%, 0%, 10%]}, {factors: "VOL.*", values: [0 points, 10 points]}]
                """
        ).report()
        let grid = try #require(report.outcomes[0].grid)
        #expect(grid.byBook.count == report.books.count && grid.byPosition.count == 2)
        #expect(grid.byClass.map(\.factorClass) == [.equity, .volatility])
        for step in grid.profitAndLoss.indices {
            let total = grid.profitAndLoss[step]
            #expect(abs(grid.byPosition.reduce(0) { $0 + $1[step] } - total) < 1e-10)
            #expect(abs(grid.byBook[1][step] + grid.byBook[2][step] - total) < 1e-10)
        }
        // Equities alone are the column without a move of volatilities.
        #expect(abs(grid.byClass[0].profitAndLoss[1] - grid.profitAndLoss[0]) < 1e-10)
        #expect(abs(grid.byClass[1].profitAndLoss[1] - grid.profitAndLoss[3]) < 1e-10)
        let rows = try DocumentCSV().render(Document(report)).split(separator: "\r\n")
        #expect(rows.count { $0.contains(",step-position,") } == 12 && rows.count { $0.contains(",step-book,") } == 12)
    }

    @Test("long names of scenarios and deep books stay within 80 columns, as deep as they are")
    func width() throws {
        let name = String(repeating: "a long name of „Krise“ ", count: 8)
        let report = try StressFolder(
            linearBook.replacing("book: X,", with: "book: X/U/V,") + "stress: [{name: \(name), shocks: {EQ.A: -5%}}]"
        ).report()
        let text = DocumentText().render(Document(report))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(text.contains("Krise"))
    }

    @Test("names are given once, and a scenario does something")
    func names() throws {
        let text = optionBook + "stress: [{name: s, shocks: {EQ.A: 5%}}, {name: s, shocks: {EQ.A: 6%}}, {name: t}]"
        let messages = try StressFolder(text).complaints().map(\.message)
        #expect(messages.count == 2)
        #expect(messages[0].contains("two stress scenarios are called “s”") && messages[1].contains("“t” does nothing"))
    }
}
