import Foundation
import MarketTwin
import Measures
import Reports
import TestSupport
import Testing

/// Jorion's two currencies over one day: CAD 2m at 5 %, EUR 1m at 12 %, uncorrelated, arithmetic, so that losses are normal.
/// P. Jorion, “Value at Risk”, 3rd ed., chapter 7, recomputed with z = 1.64485.
private let currencies = """
    version: 1
    title: Two currencies
    asOf: 2022-12-28
    market:
      levels: {FX.CADUSD: 1, FX.EURUSD: 1}
      volatilities: {FX.CADUSD: 0.7937253933193772, FX.EURUSD: 1.9049409439665053}
    factors: {"FX.*": {process: {kind: arithmetic-brownian-motion}}}
    portfolio:
      positions:
        - {id: cad, book: A, quantity: 2_000_000, instrument: {kind: fx-spot, factor: FX.CADUSD}}
        - {id: eur, book: B, quantity: 1_000_000, instrument: {kind: fx-spot, factor: FX.EURUSD}}
    simulation: {paths: 100_000, horizon: 1d}
    measures:
      - {kind: value-at-risk, confidence: 95%}
      - {kind: expected-shortfall, confidence: 97.5%}

    """

@Suite("Components in a report, and candidate trades")
struct AttributionRunTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func write(_ name: String, _ text: String) throws -> String { try folder.write(name, text) }

    @Test("individual, marginal, component and incremental value-at-risk of two currencies")
    func jorion() throws {
        let report = try RiskStudy().run(try write("s.yaml", currencies), in: .standard())
        let attribution = try #require(report.attribution)
        let exact: [String: (component: Double, alone: Double, marginal: Double, incremental: Double)] = [
            "cad": (105_300.96317058706, 164_485.36269514723, 0.05265048158529353, 59_551.91490205575),
            "eur": (151_633.38696564536, 197_382.43523417664, 0.15163338696564535, 92_448.98744108516),
        ]
        let own = attribution.components(of: FigureKey(ValueAtRisk(confidence: 0.95)), by: .position)
        #expect(own.map(\.name) == ["eur", "cad"])
        for component in own {
            let known = try #require(exact[component.name])
            #expect(abs(component.value - known.component) < 4 * component.standardError)
            let marginal = try #require(component.marginal)
            let worth = component.value / marginal
            #expect(abs(marginal - known.marginal) < 4 * component.standardError / abs(worth))
            let alone = try #require(component.standAlone), aloneError = try #require(component.standAloneError)
            #expect(abs(alone - known.alone) < 4 * aloneError)
            let incremental = try #require(component.incremental), error = try #require(component.incrementalError)
            #expect(abs(incremental - known.incremental) < 4 * error && error < 1_500)
        }
        let total = try #require(report.figure("value-at-risk", confidence: 0.95)).estimate.value
        for part in RiskComponent.Part.allCases {
            let sum = attribution.components(of: FigureKey(ValueAtRisk(confidence: 0.95)), by: part)
                .reduce(0) { $0 + $1.value }
            #expect(abs(sum / total - 1) < 1e-10, "\(part)")
        }
        let ratio = try #require(attribution.tail.diversification.first { $0.by == .position })
        #expect(abs(ratio.ratio - (164_485.363 + 197_382.435) / 256_934.35) < 0.02)
        #expect(attribution.tail.worst.count == 10 && attribution.tail.worst[0].loss >= attribution.tail.worst[9].loss)
        #expect(report.timings.attribute > 0)
        let text = DocumentText().render(Document(report))
        let lines = text.components(separatedBy: "\n")
        let place = try #require(lines.firstIndex(of: "  Each position alone, and the whole without it"))
        let words = lines[place + 1].split(separator: " ")
        #expect(words == ["ES", "97.5%", "adds", "alone", "±", "saves", "±", "marginal"])
        #expect(lines[place + 2].hasPrefix("  eur ") && lines[place + 2].hasSuffix("%"))
        #expect(!text.contains("\n  VaR 95%  adds"))
        #expect(
            DocumentPage().render(Document(report)).contains(
                "<th scope=\"col\">VaR 95%</th><th scope=\"col\">adds</th>"))
        let again = try JSONReport.decode(
            try JSONReport().render(report), measures: Catalog.standard.kinds.measures.members)
        #expect(again.attribution?.components == attribution.components)
        #expect(again.attribution?.tail.worst == attribution.tail.worst)
    }

    @Test("the same in closed form, to nine digits, from a delta-normal run")
    func closedForm() throws {
        let overrides: [Override] = [
            .init(path: "simulation", value: "{kind: parametric, method: delta-normal, horizon: 1d}")
        ]
        let report = try RiskStudy().run(try write("p.yaml", currencies), overrides: overrides, in: .standard())
        let attribution = try #require(report.attribution)
        let own = attribution.components(of: FigureKey(ValueAtRisk(confidence: 0.95)), by: .position)
        func check(_ found: Double?, _ exact: Double) { #expect(abs((found ?? 0) / exact - 1) < 1e-8) }
        let exact = [
            [151_633.38696564536, 197_382.43523417664, 0.15163338696564535, 92_448.98744108516],
            [105_300.96317058706, 164_485.36269514723, 0.05265048158529353, 59_551.91490205575],
        ]
        for (component, known) in zip(own, exact) {
            check(component.value, known[0])
            check(component.standAlone, known[1])
            check(component.marginal, known[2])
            check(component.incremental, known[3])
        }
        let total = try #require(report.figure("expected-shortfall", confidence: 0.975)).estimate.value
        for part in RiskComponent.Part.allCases {
            let parts = attribution.components(of: FigureKey(ExpectedShortfall(confidence: 0.975)), by: part)
            check(parts.reduce(0) { $0 + $1.value }, total)
        }
        let text = DocumentText().render(Document(report))
        #expect(text.contains("At VaR 95% on average: ") && !text.contains("The worst"))
        #expect(!text.contains("±"))
    }

    @Test("every value-at-risk and expected shortfall is taken apart, or the first of each")
    func everyFigure() throws {
        let levels = """
            measures:
              - {kind: value-at-risk, confidence: [90%, 95%, 99%]}
              - {kind: expected-shortfall, confidence: [95%, 97.5%]}

            """
        let scenario = currencies.components(separatedBy: "measures:")[0] + levels
        for simulation in ["{paths: 20_000, horizon: 1d}", "{kind: parametric, horizon: 1d}"] {
            var overrides: [Override] = [.init(path: "simulation", value: simulation)]
            let report = try RiskStudy().run(try write("e.yaml", scenario), overrides: overrides, in: .standard())
            let attribution = try #require(report.attribution)
            for figure in report.figures
            where figure.book.isEmpty && ["value-at-risk", "expected-shortfall"].contains(figure.kind) {
                for part in RiskComponent.Part.allCases {
                    let parts = attribution.components(of: figure.key, by: part)
                    #expect(parts.count >= 2)
                    #expect(abs(parts.reduce(0) { $0 + $1.value } / figure.estimate.value - 1) < 1e-9)
                }
            }
            let text = DocumentText().render(Document(report))
            let place = "VaR 95%, VaR 99% and ES 97.5% are taken apart below on the page, and in components.csv."
            #expect(text.replacingOccurrences(of: "\n  ", with: " ").contains(place), "\(text)")
            #expect(!text.contains("The other figures") && text.split(separator: "\n").allSatisfy { $0.count <= 80 })
            let page = DocumentPage().render(Document(report))
            #expect(page.contains("The other figures, taken apart"))
            overrides.append(.init(path: "decomposition.measures", value: "first"))
            let first = try #require(
                try RiskStudy().run(try write("f.yaml", scenario), overrides: overrides, in: .standard()).attribution)
            #expect(Set(first.components.map(\.confidence)) == [0.90, 0.95])
            #expect(first.components.count * 5 == attribution.components.count * 2)
        }
    }

    /// A short put and a short call on two shares that are normal over the horizon: the exact law of the quadratic loss
    /// against a simulation of short duration, whose third derivatives are small.
    @Test("components of a delta-gamma run are those of its simulation, within four standard errors")
    func quadratic() throws {
        let scenario = """
            version: 1
            title: Short options
            asOf: 2022-12-28
            market:
              levels: {EQ.A: 100, EQ.B: 50}
              volatilities: {EQ.A: 25, EQ.B: 10}
              correlations: [{between: [EQ.A, EQ.B], is: 0.5}]
            factors: {"EQ.*": {process: {kind: arithmetic-brownian-motion}}}
            portfolio:
              positions:
                - {id: put, book: O, quantity: -300, instrument: {kind: european-option, factor: EQ.A, right: put,
                   strike: 100, expiry: 2y, volatility: 25%}}
                - {id: call, book: O, quantity: -500, instrument: {kind: european-option, factor: EQ.B, right: call,
                   strike: 50, expiry: 2y, volatility: 25%}}
                - {id: share, book: S, quantity: -100, instrument: {kind: equity, factor: EQ.B}}
            simulation: {paths: 100_000, horizon: 1d}
            measures:
              - {kind: value-at-risk, confidence: 99%}
              - {kind: expected-shortfall, confidence: 97.5%}

            """
        let file = try write("q.yaml", scenario)
        let simulated = try #require(try RiskStudy().run(file, in: .standard()).attribution)
        for method in ["imhof", "cornish-fisher"] {
            let overrides: [Override] = [
                .init(path: "simulation", value: "{kind: parametric, method: \(method), horizon: 1d}")
            ]
            let exact = try #require(try RiskStudy().run(file, overrides: overrides, in: .standard()).attribution)
            for (own, known) in zip(simulated.components, exact.components) {
                #expect(own.name == known.name && own.by == known.by && own.confidence == known.confidence)
                // A hundredth of a percent for third derivatives.
                let tolerance = 4 * own.standardError + 2e-3 * abs(known.value)
                #expect(abs(own.value - known.value) < tolerance, "\(method) \(own) \(known)")
                if let alone = own.standAlone, let error = own.standAloneError, let other = known.standAlone {
                    #expect(abs(alone - other) < 4 * error + 2e-3 * abs(other))
                }
            }
        }
    }

    @Test("a historical scenario is replayed by its first day, and a command gives it again with all it was given")
    func byDay() throws {
        let scenarios = URL(fileURLWithPath: Shipped.folder)
        let file = scenarios.appendingPathComponent("historical.yaml").path
        let worst = try #require(try RiskStudy().run(file, in: .standard()).attribution?.tail.worst.first)
        let day = try #require(worst.dates.first)
        let changes = [Override(path: "title", value: "Once more")]
        let replay = try ReplayStudy().run(
            .init(ScenarioRequest(file, overrides: changes), paths: [.day(day), .path(worst.path)]), in: .standard())
        #expect(replay.paths.map(\.path) == [worst.path] && replay.paths[0].gain == -worst.loss)
        #expect(
            DocumentText().render(Document(replay)).replacingOccurrences(of: "\n              ", with: " ")
                .contains("--set 'title=Once more' --path \(worst.path)"))
        func message(_ choice: ReplayStudy.Choice, _ file: String) -> String {
            do {
                _ = try ReplayStudy().run(.init(ScenarioRequest(file), paths: [choice]), in: .standard())
                return ""
            } catch {
                return (error as? Issues)?.all.map { "\($0.message); \($0.hint ?? "")" }.joined() ?? "\(error)"
            }
        }
        let old = try #require(CalendarDate(iso: "1990-01-01"))
        #expect(message(.day(old), file).contains("begins on 1990-01-01; they begin from "))
        let drawn = scenarios.appendingPathComponent("where-it-comes-from.yaml").path
        #expect(message(.day(day), drawn).hasPrefix("a path of this run is drawn, and has no date; "))
    }

    @Test("a scenario chooses what is taken apart")
    func choices() throws {
        func report(_ decomposition: String) throws -> RiskReport {
            try RiskStudy().run(
                try write("c.yaml", currencies + "decomposition: {\(decomposition)}\n"),
                overrides: [.init(path: "simulation.paths", value: "2000")], in: .standard())
        }
        #expect(try report("positions: false, factors: false").attribution == nil)
        let factors = try #require(try report("positions: false").attribution)
        #expect(Set(factors.components.map(\.by)) == [.factor, .factorClass])
        let positions = try #require(try report("factors: false, incremental: none").attribution)
        #expect(Set(positions.components.map(\.by)) == [.position, .book])
        #expect(positions.components.allSatisfy { $0.incremental == nil })
    }

    @Test("a trade that undoes a position does what leaving it out does, and small trades what components say")
    func trades() throws {
        let scenario = try write("s.yaml", currencies)
        let trades = try write(
            "t.csv", "id,kind,quantity,factor\nclose-cad,fx-spot,-2000000,FX.CADUSD\nmore-eur,fx-spot,1000,FX.EURUSD\n")
        let result = try WhatIfStudy().run(.init(ScenarioRequest(scenario), trades: trades), in: .standard())
        let report = try RiskStudy().run(scenario, in: .standard())
        let attribution = try #require(report.attribution)
        for (index, measure) in result.measures.enumerated() {
            let own = attribution.components(of: FigureKey(measure: measure), by: .position)
            let cad = try #require(own.first { $0.name == "cad" })
            let closing = result.trades[0].changes[index]
            let incremental = try #require(cad.incremental), error = try #require(cad.incrementalError)
            #expect(abs(closing.change.value + incremental) < 1e-6 * abs(incremental))
            #expect(abs(closing.change.standardError - error) < 1e-6 * error)
            let figure = try #require(report.figure(FigureKey(measure: measure)))
            #expect(abs(result.base[index].value / figure.estimate.value - 1) < 1e-12)
            let eur = try #require(own.first { $0.name == "eur" })
            let small = result.trades[1].changes[index].change
            #expect(abs(small.value - eur.value / 1_000) < 4 * small.standardError + 0.02 * eur.value / 1_000)
        }
        #expect(result.notes.map { $0.hasPrefix("Nothing says how FX.CADUSD and FX.EURUSD move together") } == [true])
    }

    /// Room for one trade at a time, and for two of the three.
    @Test("the figures of trades do not depend on how many are valued at a time", arguments: [1, 2 * 3_000])
    func tradesInChunks(chunk: Int) throws {
        let file = Shipped.folder + "/where-it-comes-from.yaml"
        let trades = try write(
            "t.csv",
            """
            id,book,kind,quantity,currency,factor
            sell-acme,Equity/US,equity,-1000,,EQ.ACME
            buy-euro,Equity/Europe,equity,1000,EUR,EQ.EURO
            buy-acme,Equity/US,equity,250,,EQ.ACME

            """)
        let overrides: [Override] = [Override(path: "simulation.paths", value: "3_000")]
        let whole = try WhatIfStudy().run(
            .init(ScenarioRequest(file, overrides: overrides), trades: trades), in: .standard())
        let parts = try WhatIfStudy(chunk: chunk).run(
            .init(ScenarioRequest(file, overrides: overrides), trades: trades), in: .standard())
        #expect(whole.trades.map(\.id) == ["sell-acme", "buy-euro", "buy-acme"])
        #expect(parts.trades.map(\.id) == whole.trades.map(\.id))
        #expect(parts.base == whole.base && parts.value == whole.value)
        for (one, other) in zip(parts.trades + [parts.together], whole.trades + [whole.together]) {
            #expect(one.standAlone == other.standAlone && one.value == other.value)
            #expect(one.changes.map(\.after) == other.changes.map(\.after))
            #expect(one.changes.map(\.change) == other.changes.map(\.change))
        }
    }

    @Test("a trade on another factor brings it in, and the reader is told")
    func newFactor() throws {
        let scenario = try write(
            "n.yaml",
            currencies.replacingOccurrences(
                of: "levels: {", with: "levels: {EQ.X: 100, "
            ).replacingOccurrences(of: "volatilities: {", with: "volatilities: {EQ.X: 20%, "))
        let trades = try write("n.csv", "id,kind,quantity,factor\nx,equity,10,EQ.X\n")
        let result = try WhatIfStudy().run(.init(ScenarioRequest(scenario), trades: trades), in: .standard())
        #expect(result.notes.contains { $0.contains("EQ.X") })
        let unknown = try write("u.csv", "id,kind,quantity,factor\nx,equity,10,EQ.Y\ncad,equity,1,EQ.X\n")
        #expect(throws: Issues.self) {
            try WhatIfStudy().run(.init(ScenarioRequest(scenario), trades: unknown), in: .standard())
        }
        do {
            _ = try WhatIfStudy().run(.init(ScenarioRequest(scenario), trades: unknown), in: .standard())
        } catch let issues as Issues {
            let messages = issues.all.map(\.message)
            #expect(messages.contains("no data names the factor EQ.Y"), "\(messages)")
            #expect(messages.contains("the position id “cad” is used twice"), "\(messages)")
            #expect(issues.all.allSatisfy { $0.location?.file.hasSuffix("u.csv") == true })
        }
    }

    @Test("a position of nothing adds nothing, which is not minus nothing")
    func nothing() throws {
        let held = "- {id: eur, book: B, quantity: 1_000_000,"
        let scenario = currencies.replacingOccurrences(of: held, with: "- {id: eur, book: B, quantity: 0,")
        let report = try RiskStudy().run(try write("z.yaml", scenario), in: .standard())
        let own = try #require(report.attribution).components.filter { $0.name == "eur" }
        #expect(own.count == 2 && own.allSatisfy { $0.value == 0 && $0.standardError == 0 && $0.marginal == nil })
        let json = try JSONReport().render(report)
        for end in [",", "\n", "}", "]"] { #expect(!json.contains("-0.0" + end)) }
    }

    @Test("candidates on factors that come before those of the portfolio leave its figures as they are")
    func sameMarket() throws {
        let scenario = """
            version: 1
            title: One share of several
            market:
              history: [{kind: csv, path: \(Shipped.folder)/data/us-equities-2008-2022.csv}]
            calibration: {window: 250d}
            portfolio:
              positions: [{id: held, quantity: 10, instrument: {kind: equity, factor: EQ.MSFT}},
                {id: sold, quantity: -10, instrument: {kind: equity, factor: EQ.XOM}}]
            simulation: {paths: 2000, horizon: 10d}
            dependence: {kind: student-t, degreesOfFreedom: 5}
            measures: [{kind: value-at-risk, confidence: 95%}]

            """
        let file = try write("m.yaml", scenario)
        let trades = try write("m.csv", "id,kind,quantity,factor\nx,equity,10,EQ.AAPL\ny,equity,-5,EQ.JPM\n")
        let result = try WhatIfStudy().run(.init(ScenarioRequest(file), trades: trades), in: .standard())
        let own = try #require(try RiskStudy().run(file, in: .standard()).figure("value-at-risk", confidence: 0.95))
            .estimate.value
        #expect(abs(result.base[0].value / own - 1) < 1e-12)
    }

    @Test("the texts of a replay and of candidate trades")
    func golden() throws {
        let scenarios = URL(fileURLWithPath: Shipped.folder)
        let file = scenarios.appendingPathComponent("where-it-comes-from.yaml").path
        let replay = try ReplayStudy().run(
            .init(ScenarioRequest(file), paths: [.path(7), .path(49_999)]), in: .standard())
        let trades = try WhatIfStudy().run(
            .init(ScenarioRequest(file), trades: scenarios.appendingPathComponent("portfolios/two-trades.csv").path),
            in: .standard())
        try expectPresentable(Document(replay), .replay)
        try expectPresentable(Document(trades), .whatIf)
        for (name, document) in [("replay", Document(replay)), ("whatif", Document(trades))] {
            let text = DocumentText().render(document).components(separatedBy: "\nProvenance")[0] + "\n"
            #expect(text.components(separatedBy: "\n").allSatisfy { $0.count <= 80 })
            try expectRecorded(text, as: "\(name)-where-it-comes-from")
        }
    }
}
