import Foundation
import MarketTwin
import Simulation
import Statistics
import TestSupport
import Testing

@Suite("Backtests")
struct BacktestRunTests {
    /// A share whose daily logarithmic returns are what a function says, from the first weekday of 2000 on.
    private static func history(_ returns: [Double], days: Int? = nil) -> String {
        var (date, level, lines) = (CalendarDate(year: 2000, month: 1, day: 3)!, 100.0, ["date,EQ.A"])
        for change in [0] + returns.prefix(days ?? .max) {
            level *= exp(change)
            lines.append("\(date),\(level)")
            repeat { date = date.adding(days: 1) } while [2, 3].contains((Int(date.dayNumber) % 7 + 7) % 7)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func normals(_ count: Int, volatility: Double) -> [Double] {
        var state: UInt64 = 7
        return (0..<count).map { _ in
            // An additive Weyl sequence through a mixing function: S. Vigna, SplitMix64.
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            z ^= z >> 31
            let uniform = (Double(z >> 12) + 0.5) * 0x1p-52
            return NormalDistribution.standard.quantile(uniform) * volatility / 252.0.squareRoot()
        }
    }

    private static func scenario(_ sections: String, asOf: String = "") -> String {
        """
        version: 1
        title: Past
        \(asOf)
        market: {history: [{kind: csv, path: p.csv}]}
        portfolio: {positions: [{id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}]}
        \(sections)
        """
    }

    private static func report(
        _ sections: String, prices: String, files: [String: String] = [:], changes: [String] = [], workers: Int = 2
    ) throws -> BacktestReport {
        let folder = try ScratchFolder(
            files.merging(["s.yaml": scenario(sections), "p.csv": prices]) { own, _ in own })
        defer { folder.remove() }
        return try BacktestStudy().run(
            folder.path("s.yaml"), overrides: changes.compactMap { Override($0) }, in: .standard(workers: workers))
    }

    private static func complaints(
        _ sections: String, prices: String? = nil, files: [String: String] = [:]
    ) -> [String] {
        do {
            _ = try report(sections, prices: prices ?? history(normals(400, volatility: 0.2)), files: files)
            return []
        } catch let issues as Issues {
            return issues.all.map { issue in (issue.location.map { "\($0.line): " } ?? "") + issue.message }
        } catch {
            return ["\(error)"]
        }
    }

    @Test("a model that knows the law of the history has as many exceptions as it should")
    func knownLaw() throws {
        let prices = Self.history(Self.normals(2_500, volatility: 0.25))
        let report = try Self.report(
            """
            calibration: {window: 500d}
            factors: {EQ.A: {process: {kind: geometric-brownian-motion, volatility: 25%}}}
            simulation: {kind: monte-carlo, paths: 4_000, horizon: 1d}
            backtest:
              models:
                - {name: right, simulation: {kind: parametric, method: delta-normal, horizon: 1d}}
                - {name: drawn}
                - {name: brave, factors: {EQ.A: {process: {kind: geometric-brownian-motion, volatility: 15%}}}}
            """, prices: prices)
        #expect(report.days.count == 2_000)
        for name in ["right", "drawn"] {
            let model = try #require(report.models.first { $0.name == name })
            let error = (2_000 * 0.01 * 0.99).squareRoot()
            #expect(abs(Double(model.exceptionCount) - 20) < 4 * error, "\(model.exceptionCount)")
            let transforms = try #require(model.forecasts.transforms)
            #expect(try #require(KolmogorovSmirnov().outcome(transforms).pValue) > 1e-4)
        }
        let brave = try #require(report.models.first { $0.name == "brave" })
        #expect(brave.exceptionCount > 80)
        #expect(report.models.last?.name == "brave")
        #expect(brave.comparison?.verdict(at: 0.05) == .rejected)
        #expect(brave.recent.zone == .red)
    }

    @Test("an outcome is the change of value of today's positions")
    func outcome() throws {
        let returns = Self.normals(60, volatility: 0.2)
        let report = try Self.report(
            "calibration: {window: 20d}\nsimulation: {kind: historical, horizon: 1d}\nbacktest: {confidence: 90%}",
            prices: Self.history(returns))
        #expect(report.days.count == 40)
        var level = 100.0
        var levels = [level]
        for change in returns {
            level *= exp(change)
            levels.append(level)
        }
        for (index, outcome) in report.profitAndLoss.enumerated() {
            #expect(abs(outcome - 10 * (levels[index + 21] - levels[index + 20])) < 1e-9)
        }
        // The window's second largest loss, from the level of the day before.
        let worst = returns[0..<20].sorted()[1]
        let first = try #require(report.models.first?.forecasts.valueAtRisk.first)
        #expect(abs(first - 10 * levels[20] * (1 - exp(worst))) < 1e-9)
    }

    @Test("what came later changes no bit of a forecast", arguments: ["report", "exclude"])
    func blindness(action: String) throws {
        var returns = Self.normals(330, volatility: 0.2)
        returns[120] = 0.3
        let sections = """
            calibration: {window: 100d}
            simulation: {kind: historical, horizon: 1d}
            dataQuality: {spike: {action: \(action), threshold: 8}, stale: {action: \(action)}}
            backtest:
              from: 2000-07-03
              models:
                - {name: historical}
                - {name: monte-carlo, simulation: {kind: monte-carlo, paths: 1_000}}
                - {name: filtered, simulation: {kind: filtered-historical, paths: 1_000}}
            """
        let whole = try Self.report(sections, prices: Self.history(returns))
        let known = 200
        for index in known..<330 { returns[index] = index % 3 == 0 ? 0.4 : 0 }
        let changed = try Self.report(sections, prices: Self.history(returns))
        let last = try #require(CalendarDate(year: 2000, month: 10, day: 2))
        let count = whole.days.prefix { $0.target <= last }.count
        #expect(count > 40)
        for model in whole.models {
            let other = try #require(changed.models.first { $0.name == model.name })
            #expect(other.forecasts.valueAtRisk.prefix(count) == model.forecasts.valueAtRisk.prefix(count))
            #expect(other.forecasts.transforms?.prefix(count) == model.forecasts.transforms?.prefix(count))
            #expect(other.forecasts.valueAtRisk.dropFirst(120) != model.forecasts.valueAtRisk.dropFirst(120))
        }
    }

    @Test("the number of workers changes nothing")
    func workers() throws {
        let sections = """
            calibration: {window: 100d}
            simulation: {kind: monte-carlo, paths: 500, horizon: 1d}
            backtest:
              confidence: 95%
              models:
                - {name: drawn}
                - {name: past, simulation: {kind: historical}}
                - {name: fat, dependence: {kind: student-t, degreesOfFreedom: 4}}
            """
        let prices = Self.history(Self.normals(250, volatility: 0.2))
        let reports = try [1, 2].map { workers in
            var report = try Self.report(sections, prices: prices, workers: workers)
            report.seconds = 0
            report.scenario = ""
            return try FindingJSON().render(report)
        }
        #expect(reports[0] == reports[1])
        #expect(reports[0].contains("\"schema\": \"market-twin.backtest/1\""))
    }

    @Test("the crisis of 2008 breaks the models that slept, and few exceptions come in 2009")
    func crisis() throws {
        let folder = Shipped.folder
        let text = """
            version: 1
            title: Crisis
            market: {history: [{kind: csv, path: \(folder)/data/crisis-2006-2009.csv}]}
            calibration: {window: 250d}
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.SP500}}]}
            simulation: {kind: historical, horizon: 1d}
            """
        let report = try Self.report("", prices: "date,EQ.A\n2000-01-03,1\n", files: ["s.yaml": text])
        let model = try #require(report.models.first)
        #expect(model.years.map(\.year) == [2007, 2008, 2009])
        #expect(model.years[1].exceptions >= 9 && model.years[1].light.zone != .green)
        #expect(model.years[2].exceptions <= 3)
        let hits = zip(report.days, model.forecasts.exceptions.hits).filter(\.1).map(\.0.target.description)
        // The shares of the S&P 500 fell by 8.8 % on 29 September 2008, by 3.5 % on 27 February 2007.
        #expect(hits.contains("2008-09-29") && hits.contains("2007-02-27"))
    }

    @Test("outcomes that overlap leave out what needs independence, and say so")
    func overlap() throws {
        let prices = Self.history(Self.normals(400, volatility: 0.2))
        let sections = "calibration: {window: 100d}\nsimulation: {kind: historical, horizon: 5d}\n"
        let overlapping = try #require(
            try Self.report(sections + "backtest: {confidence: 95%}", prices: prices).models.first)
        let apart = try #require(
            try Self.report(sections + "backtest: {confidence: 95%, step: 5d}", prices: prices).models.first)
        for name in ["independence", "conditional-coverage", "dynamic-quantile", "berkowitz"] {
            let reason = TestOutcome.impossible(because: "outcomes overlap, so they are not independent in any model")
            #expect(overlapping.tests.first { $0.name == name }?.outcome == reason, "\(name)")
            #expect(apart.tests.first { $0.name == name }?.outcome != reason)
        }
        #expect(overlapping.tests.first { $0.name == "proportion-of-failures" }?.outcome.result != nil)
        #expect(apart.forecasts.count == 59 && overlapping.forecasts.count == 292)
    }

    @Test("value-at-risk and shortfall have each their confidence, of the section or else of the measures")
    func confidences() throws {
        let prices = Self.history(Self.normals(250, volatility: 0.2))
        let sections = "calibration: {window: 100d}\nsimulation: {kind: historical, horizon: 1d}\n"
        func report(_ rest: String) throws -> BacktestReport { try Self.report(sections + rest, prices: prices) }
        func levels(_ report: BacktestReport) -> [Double] { [report.confidence, report.shortfallConfidence] }
        #expect(levels(try report("")) == [0.99, 0.975])
        #expect(levels(try report("backtest: {confidence: 95%}")) == [0.95, 0.95])
        #expect(levels(try report("backtest: {shortfallConfidence: 90%}")) == [0.99, 0.9])
        let measures = "measures: [{kind: value-at-risk, confidence: [80%, 90%]}, {kind: expected-shortfall,"
        #expect(levels(try report(measures + " confidence: [95%, 99%]}]")) == [0.9, 0.99])
        let apart = try report("backtest: {confidence: 99%, shortfallConfidence: 95%}")
        let wide = try report("backtest: {confidence: 95%}")
        let narrow = try report("backtest: {confidence: 99%}")
        let model = try #require(apart.models.first)
        let (other, same) = (try #require(wide.models.first), try #require(narrow.models.first))
        #expect(model.forecasts == same.forecasts)
        #expect(model.shortfallForecasts == other.shortfallForecasts)
        #expect(model.jointScore == other.jointScore && model.quantileScore == same.quantileScore)
        for (index, test) in model.tests.enumerated() {
            let isOfShortfall = type(of: standardBacktests[index]).isOfShortfall
            #expect(test.outcome == (isOfShortfall ? other : same).tests[index].outcome, "\(test.name)")
        }
        // The worst of a hundred days, and the mean of the five worst.
        let tail = try #require(model.shortfallForecasts.tails?.first)
        #expect(
            abs((tail.losses[..<5].reduce(0, +)) / 5 - (model.shortfallForecasts.expectedShortfall?.first ?? 0)) < 1e-9)
        let json = try FindingJSON().render(apart)
        #expect(json.contains("\"confidence\": 0.99,") && json.contains("\"shortfallConfidence\": 0.95,"))
        let text = DocumentText().render(apart.document)
        #expect(text.contains("VaR 99% and ES 95%") && text.contains("beyond the VaR 95% that it starts from"))
        let found = Self.complaints(sections + "backtest: {confidence: 95%, shortfallConfidence: 99.9%}")
        #expect(found == ["8: 100 historical scenarios have no loss beyond a confidence of 0.999"])
    }

    @Test(
        "every simulated and parametric forecast has its tail, whose mean is the shortfall",
        arguments: [
            "{kind: historical-weighted, horizon: 1d}", "{kind: monte-carlo, paths: 3_000, horizon: 1d}",
            "{kind: parametric, method: delta-normal, horizon: 1d}",
            "{kind: parametric, method: cornish-fisher, horizon: 1d}",
            "{kind: parametric, method: imhof, horizon: 1d}",
        ])
    func tails(simulation: String) throws {
        let report = try Self.report(
            "calibration: {window: 200d}\nsimulation: \(simulation)\nbacktest: {confidence: 95%}",
            prices: Self.history(Self.normals(230, volatility: 0.2)))
        let series = try #require(report.models.first?.shortfallForecasts)
        let tails = try #require(series.tails)
        for (tail, shortfall) in zip(tails, series.expectedShortfall ?? []) {
            var (sum, reached) = (0.0, 0.0)
            for (end, loss) in zip(tail.probabilities, tail.losses) where end <= 0.05 {
                sum += (end - reached) * loss
                reached = end
            }
            #expect(abs(sum / 0.05 - shortfall) < 1e-9 * shortfall)
        }
    }

    @Test("many models with long names fit into eighty columns, and are told apart")
    func manyModels() throws {
        let names = (1...9).map { "a-model-with-a-long-name-\($0)" }
        let models = names.map { "{name: \($0)}" }.joined(separator: ", ")
        let report = try Self.report(
            "calibration: {window: 100d}\nsimulation: {kind: historical, horizon: 1d}\n"
                + "backtest: {confidence: 95%, models: [\(models)]}",
            prices: Self.history(Self.normals(150, volatility: 0.2)))
        let text = DocumentText().render(report.document)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        for (letter, name) in zip("ABCDEFGHI", names) { #expect(text.contains("  \(letter) \(name)\n")) }
        #expect(text.contains("just as well."))
    }

    @Test("a position that expires on the way is told as such, and how to go on")
    func expiry() throws {
        let option = """
            {id: o, quantity: 1, instrument: {kind: european-option, factor: EQ.A, right: call, strike: 100,
               expiry: 2000-12-29, volatility: 22%}}
            """
        let text = Self.scenario("calibration: {window: 100d}\nsimulation: {kind: historical, horizon: 1d}")
            .replacing("{id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}", with: option)
        let prices = Self.history(Self.normals(400, volatility: 0.2))
        do {
            _ = try Self.report("", prices: prices, files: ["s.yaml": text])
            Issue.record("an expired option was valued")
        } catch let issues as Issues {
            #expect(issues.all.count == 1)
            #expect(issues.all.first?.message.contains("the instrument has expired") == true)
            #expect(issues.all.first?.hint?.contains("let the backtest end before that, with backtest.to") == true)
        }
        let earlier = try Self.report("", prices: prices, files: ["s.yaml": text], changes: ["backtest.to=2000-12-28"])
        #expect(earlier.days.last?.target == CalendarDate(year: 2000, month: 12, day: 28))
    }

    @Test("limits and measures of today's run ask nothing of a backtest")
    func limitsOfToday() throws {
        let report = try Self.report(
            """
            calibration: {window: 100d}
            simulation: {kind: historical, horizon: 1d}
            measures: [{kind: value-at-risk, confidence: [99%, 99.9%]}]
            limits: [{measure: {kind: value-at-risk, confidence: 99.9%}, warn: 5, breach: 10}]
            """, prices: Self.history(Self.normals(120, volatility: 0.2)))
        #expect(report.days.count == 20 && report.confidence == 0.99 && report.shortfallConfidence == 0.99)
    }

    @Test("one day is judged by what one day can tell")
    func oneDay() throws {
        let report = try Self.report(
            "calibration: {window: 100d}\nsimulation: {kind: historical, horizon: 1d}",
            prices: Self.history(Self.normals(101, volatility: 0.2)))
        #expect(report.days.count == 1)
        let model = try #require(report.models.first)
        #expect(model.tests.first { $0.name == "proportion-of-failures" }?.outcome.result != nil)
        let reason = TestOutcome.impossible(because: "1 observation is too few for 6 regressors")
        #expect(model.tests.first { $0.name == "dynamic-quantile" }?.outcome == reason)
        #expect(DocumentText().render(report.document).contains("no exception in 1 observation:"))
        #expect(!DocumentPage().render(report.document).contains("below zero"))
    }

    @Test("a forecast without any risk is told")
    func nothingAtRisk() throws {
        let report = try Self.report(
            "calibration: {window: 100d}\nsimulation: {kind: historical, horizon: 1d}",
            prices: Self.history([Double](repeating: 0, count: 130)))
        #expect(
            report.notes.contains(
                "historical forecast the same outcome on every path on 30 of 30 days: nothing was at risk."))
    }

    @Test("forecasts that overflow are refused in words, with the position behind them")
    func overflow() throws {
        let bond = "{id: bond, quantity: 1, instrument: {kind: zero-coupon-bond, maturity: 5y, rate: -9000}}"
        let found = Self.complaints(
            "", prices: Self.history(Self.normals(130, volatility: 0.2)),
            files: [
                "s.yaml": Self.scenario(
                    "calibration: {window: 100d}\ndataQuality: {implausible: {action: report}}"
                ).replacing("positions: [", with: "positions: [\(bond), ")
            ])
        #expect(found.count == 1)
        #expect(found.first?.contains("the position “bond” is worth no number today") == true, "\(found)")
        #expect(found.first?.hasPrefix("5: ") == true, "\(found)")
    }

    @Test("actual profit and loss comes from a file")
    func actual() throws {
        let prices = Self.history(Self.normals(150, volatility: 0.2))
        let sections = """
            calibration: {window: 100d}
            simulation: {kind: historical, horizon: 1d}
            backtest: {confidence: 95%, profitAndLoss: {file: actual.csv}}
            """
        let days = try Self.report(sections.replacing(", profitAndLoss: {file: actual.csv}", with: ""), prices: prices)
            .days
            .map(\.target)
        func file(_ days: [CalendarDate]) -> String {
            "date,pnl\n" + days.enumerated().map { "\($0.element),\($0.offset)\n" }.joined()
        }
        let report = try Self.report(
            sections, prices: prices, files: ["actual.csv": file(Array(days.dropFirst(10)))])
        #expect(report.isActual && report.days.map(\.target) == Array(days.dropFirst(10)))
        #expect(report.profitAndLoss == report.days.indices.map(Double.init))

        var gappy = days
        gappy.remove(at: 3)
        let weekend = try #require(CalendarDate(year: 2000, month: 6, day: 3))
        let found = Self.complaints(
            sections, prices: prices, files: ["actual.csv": file(gappy + [weekend])])
        #expect(found.count == 2)
        #expect(found.contains { $0.contains("lacks 1 day: \(days[3])") })
        #expect(found.contains { $0.contains("the history lacks 1 day: 2000-06-03") })
        let broken = Self.complaints(
            sections, prices: prices, files: ["actual.csv": "date,pl\n2000-06-01,3\n"])
        #expect(broken == ["1: unknown column “pl”", "1: the column “pnl” is missing"])
        let long = try Self.report(
            sections, prices: prices,
            files: [
                "actual.csv": file(
                    try [#require(CalendarDate(year: 2000, month: 1, day: 4))] + days + [
                        #require(CalendarDate(year: 2030, month: 1, day: 1))
                    ])
            ])
        #expect(
            long.notes.first?.hasPrefix("Not judged of ") == true
                && long.notes.first?.contains("1 day before \(days[0]), the first that can be judged, and 1 day after")
                    == true
        )
        #expect(
            Self.complaints(sections, prices: prices, files: ["actual.csv": "date,pnl\n"]) == ["1: the file has no day"]
        )
        let doubled = Self.complaints(
            sections, prices: prices, files: ["actual.csv": "date,pnl\n2000-06-01,3\n2000-06-01,4\nx,1\n2000-06-02,y\n"]
        )
        #expect(doubled.count == 3 && doubled[0] == "3: 2000-06-01 is there twice")
    }

    @Test(
        "what cannot be judged is refused with its place",
        arguments: [
            ("calibration: {window: 600d}", "6: there is nothing to judge by"),
            ("calibration: {window: 100d}\nbacktest: {from: 1999-01-04}", "7: the backtest is to reach to 1999-01-04"),
            ("calibration: {window: 100d}\nbacktest: {to: 2030-01-04}", "7: the backtest is to reach to 2030-01-04"),
            (
                "calibration: {window: 100d}\nbacktest: {from: 2000-02-01}",
                "7: the backtest is to begin on 2000-02-01, and the first day that can be judged is 2000-06-05"
            ),
            (
                "calibration: {window: 100d}\nbacktest: {from: 2001-02-01, to: 2000-09-01}",
                "7: the backtest is from 2001-02-01 to 2000-09-01"
            ),
            (
                "calibration: {window: 50d}\nsimulation: {kind: historical, horizon: 1d}",
                "7: 50 historical scenarios have no loss beyond a confidence of 0.99"
            ),
            (
                "calibration: {window: 100d}\nbacktest: {models: [{name: a}, {name: a}]}",
                "7: two models are named “a”"
            ),
            (
                "calibration: {window: 100d}\nbacktest: {models: [{name: a}, {name: b, simulation: {horizon: 2d}}]}",
                "7: the model b looks 2 days ahead, and a 10"
            ),
            (
                "calibration: {window: 100d}\nbacktest: {from: 2000-12-02, to: 2000-12-03}",
                "7: there is nothing to judge: the history has no day from 2000-12-02 to 2000-12-03"
            ),
            (
                "calibration: {window: 100d}\nsimulation: {kind: filtered-historical, window: 90d}",
                "7: GARCH cannot be fitted"
            ),
            ("backtest: {models: [{name: a, portfolio: {file: x.csv}}]}", "6: unknown key “portfolio”"),
        ])
    func refusals(sections: String, message: String) {
        let found = Self.complaints(sections)
        #expect(found.count == 1 && found[0].hasPrefix(message), "\(found)")
    }

    @Test("a portfolio without a history cannot be judged")
    func noHistory() {
        let stated = """
            version: 1
            title: Stated
            asOf: 2022-12-28
            market: {levels: {EQ.A: 100}, volatilities: {EQ.A: 20%}}
            portfolio: {positions: [{id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}]}
            """
        #expect(
            Self.complaints("", files: ["s.yaml": stated]) == [
                "4: a backtest needs a history to forecast and to be judged by"
            ])
        let half = """
            version: 1
            title: Half
            market: {history: [{kind: csv, path: p.csv}], levels: {EQ.B: 100}, volatilities: {EQ.B: 20%}}
            calibration: {window: 100d}
            portfolio: {positions: [{id: a, quantity: 10, instrument: {kind: equity, factor: EQ.B}}]}
            """
        #expect(
            Self.complaints("", files: ["s.yaml": half]) == [
                "3: EQ.B has no history, so nothing tells what a forecast should have been"
            ])
    }

    @Test("the rank of an outcome lies in the middle of its ties and within the unit interval")
    func ranks() {
        let forecasts = [3.0, 1, 2]
        func rank(_ outcome: Double, _ weights: [Double] = []) -> Double {
            forecasts.withUnsafeBufferPointer {
                SampledLosses.rank(of: outcome, in: $0, SampleDesign(weights: weights))
            }
        }
        #expect(rank(0) == 0.125 && rank(1) == 0.25 && rank(1.5) == 0.375 && rank(2) == 0.5 && rank(9) == 0.875)
        #expect(abs(rank(2, [1, 1, 1]) - 0.5) < 1e-15)
        // Weights 1/2, 1/4, 1/4 tell as much as 8/3 equal forecasts.
        #expect(abs(rank(2.5, [2, 1, 1]) - (0.5 * 8 / 3 + 0.5) / (8.0 / 3 + 1)) < 1e-15)
    }

    @Test("the text of a backtest")
    func golden() throws {
        let report = try BacktestStudy().run(
            Shipped.folder + "/backtest.yaml",
            overrides: ["backtest.from=2020-02-03", "backtest.to=2020-06-30"].compactMap { Override($0) },
            in: .standard(workers: 2))
        try expectPresentable(report.document, .backtest)
        let text = DocumentText().render(report.document)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        try expectRecorded(text, as: "backtest-of-models")
    }
}
