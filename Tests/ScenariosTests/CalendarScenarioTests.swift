import Foundation
import Market
import MarketTwin
import TestSupport
import Testing

/// Histories as users bring them: coins, halted shares, funds, new listings, mistyped years.
@Suite("Calendars of a scenario's history")
struct CalendarScenarioTests {
    /// A scenario of positions of one unit each.
    private func scenario(
        _ factors: [String], window: Int = 250, market: String = "", extra: String = "", horizon: Int = 10,
        simulation: String = ""
    ) -> String {
        let positions = factors.map { factor in
            let kind = factor.hasPrefix("CM.") ? "commodity" : "equity"
            return "    - {id: \(factor), quantity: 1000, instrument: {kind: \(kind), factor: \(factor)}}"
        }.joined(separator: "\n")
        return """
            version: 1
            title: Calendars
            market:
              history: [{kind: csv, path: h.csv}]
            \(market)
            calibration: {window: \(window)d, covariance: {kind: sample}}
            \(extra)
            portfolio:
              positions:
            \(positions)
            simulation: {\(simulation)horizon: \(horizon)d}

            """
    }

    /// Long rows of factors that follow a common market, on the days that each wants.
    private func rows(
        _ factors: [(id: String, isSeen: (CalendarDate, Int) -> Bool)], days: Int = 700,
        until last: String = "2024-06-30",
        seed: UInt64 = 1
    ) -> String {
        var numbers = Sequence64(seed: seed)
        var logs = factors.map { _ in log(100.0) }
        let end = CalendarDate(iso: last)!
        var text = "date,factor,value\n"
        for ago in stride(from: days - 1, through: 0, by: -1) {
            let date = end.adding(days: -ago)
            let common = numbers.next()
            for (index, factor) in factors.enumerated() {
                logs[index] += 0.03 * (common + numbers.next())
                if factor.isSeen(date, ago) { text += "\(date),\(factor.id),\(exp(logs[index]))\n" }
            }
        }
        return text
    }

    private func isWeekday(_ date: CalendarDate, _: Int) -> Bool { date.weekday < 5 }

    private func volatility(_ run: ResolvedRun, _ id: String) throws -> Double {
        try #require(run.model.factors.first { $0.id.name == id }).volatility
    }

    /// The deviation of the last so many log changes of a factor's rows.
    private func deviation(_ text: String, _ id: String, last count: Int) -> Double {
        let levels = text.split(separator: "\n").map { $0.split(separator: ",") }.filter { $0[1] == id }
            .compactMap { Double($0[2]) }
        let changes = zip(levels, levels.dropFirst()).map { log($1 / $0) }.suffix(count)
        let mean = changes.reduce(0, +) / Double(changes.count)
        return (changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(changes.count - 1)).squareRoot()
    }

    @Test("a coin that trades at weekends takes nothing from a share")
    func coin() throws {
        let history = rows([("EQ.SHARE", isWeekday), ("CM.COIN", { _, _ in true })])
        let folder = try ScratchFolder(["s.yaml": scenario(["EQ.SHARE", "CM.COIN"]), "h.csv": history])
        let run = try folder.resolve()
        let expected = deviation(history, "EQ.SHARE", last: 250) * 252.0.squareRoot()
        #expect(abs(try volatility(run, "EQ.SHARE") / expected - 1) < 1e-12)
        // 250 business days of a week of seven.
        let coin = deviation(history, "CM.COIN", last: 363) * 365.0.squareRoot()
        #expect(abs(try volatility(run, "CM.COIN") / coin - 1) < 1e-12)
        #expect(run.dataIssues.contains { $0.rule == "frequency" && $0.message.contains("seven days a week") })
        try folder.write("s.yaml", scenario(["EQ.SHARE"]))
        #expect(try volatility(folder.resolve(), "EQ.SHARE") == volatility(run, "EQ.SHARE"))
    }

    @Test("a coin alone has 365 changes a year")
    func coinAlone() throws {
        let history = rows([("CM.COIN", { _, _ in true })])
        let run = try ScratchFolder(["s.yaml": scenario(["CM.COIN"]), "h.csv": history]).resolve()
        let expected = deviation(history, "CM.COIN", last: 250) * 365.0.squareRoot()
        #expect(abs(try volatility(run, "CM.COIN") / expected - 1) < 1e-12)
        #expect(run.model.covariance == "sample covariance, 250 calendar-day changes")
    }

    @Test("a halted share does not move the window of the others, and is warned of")
    func haltedShare() throws {
        let history = rows([("EQ.A", isWeekday), ("EQ.HALT", { $0.weekday < 5 && $1 > 140 })])
        let folder = try ScratchFolder(["s.yaml": scenario(["EQ.A", "EQ.HALT"]), "h.csv": history])
        let run = try folder.resolve()
        let expected = deviation(history, "EQ.A", last: 250) * 252.0.squareRoot()
        #expect(abs(try volatility(run, "EQ.A") / expected - 1) < 1e-12)
        let issue = try #require(run.dataIssues.first { $0.rule == "old-changes" })
        #expect(issue.severity == .warning && issue.factor?.name == "EQ.HALT")
        #expect(run.model.window?.to.description == "2024-06-28")
        let basis = try #require(run.model.bases.first { $0.factor.name == "EQ.HALT" })
        #expect(!basis.isUsual && basis.changes == 250 && basis.to.description == "2024-02-09")
    }

    @Test("a historical simulation warns that a halted share decides which days it repeats")
    func haltedInHistory() throws {
        let history = rows([("EQ.A", isWeekday), ("EQ.HALT", { $0.weekday < 5 && $1 > 140 })])
        let yaml = scenario(["EQ.A", "EQ.HALT"], horizon: 1, simulation: "kind: historical, window: 200d, ")
        let run = try ScratchFolder(["s.yaml": yaml, "h.csv": history]).resolve()
        let issue = try #require(run.dataIssues.first { $0.rule == "incomplete-date" })
        #expect(issue.severity == .warning && issue.factor?.name == "EQ.HALT")
        #expect(issue.message.contains("ends on 2024-02-09"))
    }

    @Test("monthly levels are scaled by time, and that is a warning unless the scenario says so")
    func monthly() throws {
        let isMonthEnd: (CalendarDate, Int) -> Bool = { date, _ in date.adding(days: 1).components.day == 1 }
        let history = rows([("EQ.FUND", isMonthEnd)], days: 3700)
        let folder = try ScratchFolder(["s.yaml": scenario(["EQ.FUND"], window: 100), "h.csv": history])
        let run = try folder.resolve()
        let expected = deviation(history, "EQ.FUND", last: 100) * 12.0.squareRoot()
        #expect(abs(try volatility(run, "EQ.FUND") / expected - 1) < 1e-12)
        #expect(run.dataIssues.contains { $0.rule == "frequency" && $0.severity == .warning })
        let stated = try folder.resolve("s.yaml", ["market.frequency=monthly"])
        #expect(!stated.dataIssues.contains { $0.rule == "frequency" && $0.severity == .warning })
        #expect(folder.complaints(["market.frequency=daily"]).contains { $0.contains("market.frequency is daily") })
        #expect(
            folder.complaints(["factors={EQ.FUND: {process: {kind: garch}}}"]).contains {
                $0.contains("its levels are monthly")
            })
        try folder.write("s.yaml", scenario(["EQ.FUND"], window: 100, simulation: "kind: historical, "))
        #expect(folder.complaints().contains { $0.contains("EQ.FUND are monthly") })
    }

    @Test("a fund with a level a month beside a share keeps the share's days, and correlates by months")
    func fundBesideShare() throws {
        let isMonthEnd: (CalendarDate, Int) -> Bool = { date, _ in date.adding(days: 1).components.day == 1 }
        let history = rows([("EQ.A", isWeekday), ("EQ.FUND", isMonthEnd)], days: 2000)
        let run = try ScratchFolder([
            "s.yaml": scenario(["EQ.A", "EQ.FUND"], window: 1000), "h.csv": history,
        ]).resolve()
        let expected = deviation(history, "EQ.A", last: 1000) * 252.0.squareRoot()
        #expect(abs(try volatility(run, "EQ.A") / expected - 1) < 1e-12)
        // 1000 business days are 47.6 months, so 48 changes; half of the variance is shared.
        let fund = deviation(history, "EQ.FUND", last: 48) * 12.0.squareRoot()
        #expect(abs(try volatility(run, "EQ.FUND") / fund - 1) < 1e-12)
        #expect(abs(run.correlation[0, 1] - 0.5) < 4 * 0.75 / 48.0.squareRoot())
    }

    @Test("Tokyo and London are closed on different days, which takes nothing from either")
    func closedDays() throws {
        let holidays: (Int) -> (CalendarDate, Int) -> Bool = { place in
            { date, ago in date.weekday < 5 && (ago * 7 + place) % 180 >= 6 }
        }
        let history = rows([("EQ.TOKYO", holidays(0)), ("EQ.LONDON", holidays(60))], days: 1000)
        let run = try ScratchFolder(["s.yaml": scenario(["EQ.TOKYO", "EQ.LONDON"]), "h.csv": history]).resolve()
        for id in ["EQ.TOKYO", "EQ.LONDON"] {
            let expected = deviation(history, id, last: 250) * 252.0.squareRoot()
            #expect(abs(try volatility(run, id) / expected - 1) < 1e-12, "\(id)")
        }
        #expect(abs(run.correlation[0, 1] - 0.5) < 4 * 0.75 / 250.0.squareRoot())
    }

    @Test("what the scenario states takes the place of a history that is too short")
    func newListing() throws {
        let history = rows([("EQ.A", isWeekday), ("EQ.NEW", { $0.weekday < 5 && $1 < 84 })], days: 900)
        let market = """
              volatilities: {EQ.NEW: 45%}
              correlations: [{between: [EQ.A, EQ.NEW], is: 0.6}]
            """
        let folder = try ScratchFolder([
            "s.yaml": scenario(["EQ.A", "EQ.NEW"], window: 500, market: market), "h.csv": history,
        ])
        let run = try folder.resolve()
        #expect(try volatility(run, "EQ.NEW") == 0.45)
        #expect(
            abs(try volatility(run, "EQ.A") / (deviation(history, "EQ.A", last: 500) * 252.0.squareRoot()) - 1) < 1e-12)
        #expect(run.correlation[0, 1] == 0.6)
        #expect(run.model.window?.changes == 500)
        try folder.write("s.yaml", scenario(["EQ.A", "EQ.NEW"], window: 500))
        let complaint = folder.complaints()
        #expect(complaint.count == 1 && complaint[0].contains("EQ.NEW has 59"))
    }

    @Test("a proxy gives volatility and correlations, by what is stated or by what the days in common say")
    func proxies() throws {
        let history = rows(
            [("EQ.A", isWeekday), ("EQ.B", isWeekday), ("EQ.NEW", { $0.weekday < 5 && $1 < 84 })], days: 900)
        func run(_ proxy: String, _ factors: [String] = ["EQ.A", "EQ.B", "EQ.NEW"]) throws -> ResolvedRun {
            let market = "  proxies: {EQ.NEW: \(proxy)}"
            return try ScratchFolder([
                "s.yaml": scenario(factors, window: 500, market: market), "h.csv": history,
            ]).resolve()
        }
        let stated = try run("{follows: EQ.A, beta: 1.3, residual: 25%}")
        let leader = try volatility(stated, "EQ.A")
        let own = (1.69 * leader * leader + 0.0625).squareRoot()
        #expect(abs(try volatility(stated, "EQ.NEW") - own) < 1e-14)
        let ids = stated.model.factors.map(\.id.name)
        let (a, b, new) = (ids.firstIndex(of: "EQ.A")!, ids.firstIndex(of: "EQ.B")!, ids.firstIndex(of: "EQ.NEW")!)
        let share = 1.3 * leader / own
        #expect(abs(stated.correlation[a, new] - share) < 1e-14)
        #expect(abs(stated.correlation[b, new] - share * stated.correlation[a, b]) < 1e-14)
        #expect(stated.notes.contains { $0.hasPrefix("EQ.NEW follows EQ.A with beta 1.3 and a residual of 0.25") })
        #expect(stated.model.factors[new].source == "proxy")
        // The leader is of the market even where no position has it.
        #expect(try run("{follows: EQ.A, beta: 1.3, residual: 25%}", ["EQ.NEW"]).model.factors.count == 2)

        let fitted = try run("{follows: EQ.A}")
        let note = try #require(fitted.notes.first { $0.hasPrefix("EQ.NEW follows EQ.A with beta") })
        #expect(note.contains("±") && note.contains("both fitted to 59 changes"))
        let truth = 2.0.squareRoot() * 0.03 / 12.0.squareRoot() * 252.0.squareRoot()
        #expect(abs(try volatility(fitted, "EQ.NEW") / truth - 1) < 0.4)
    }

    @Test("a proxy that leads nowhere is refused with its line")
    func wrongProxies() throws {
        let history = rows([("EQ.A", isWeekday)], days: 900)
        func complaints(_ proxies: String) throws -> [String] {
            let market = "  levels: {EQ.NEW: 10}\n  proxies: {\(proxies)}"
            return try ScratchFolder([
                "s.yaml": scenario(["EQ.A", "EQ.NEW"], window: 500, market: market), "h.csv": history,
            ]).complaints()
        }
        #expect(try complaints("EQ.NEW: {follows: EQ.B}").contains { $0.contains("no data names") })
        #expect(try complaints("EQ.NEW: {follows: EQ.NEW}").contains { $0.contains("cannot follow itself") })
        #expect(try complaints("EQ.NEW: {follows: EQ.A}").contains { $0.contains("without beta") })
        #expect(try complaints("EQ.NEW: {follows: EQ.A, beta: 1}").contains { $0.contains("without residual") })
        let whole = "EQ.NEW: {follows: EQ.A, beta: 1, residual: 10%}"
        #expect(try complaints(whole).isEmpty)
        let both = try complaints(whole + "}\n  volatilities: {EQ.NEW: 45%")
        #expect(both.contains { $0.contains("EQ.NEW follows EQ.A, and its volatility is stated too") }, "\(both)")
    }

    @Test("a correlation that a file states holds for a factor that follows another")
    func proxyInFile() throws {
        let market =
            "  levels: {EQ.NEW: 10}\n  proxies: {EQ.NEW: {follows: EQ.A, beta: 1, residual: 10%}}\n"
            + "  correlationFile: c.csv"
        let run = try ScratchFolder([
            "s.yaml": scenario(["EQ.A", "EQ.NEW"], window: 500, market: market),
            "h.csv": rows([("EQ.A", isWeekday)], days: 900), "c.csv": ",EQ.A,EQ.NEW\nEQ.A,1,0.1\nEQ.NEW,0.1,1\n",
        ]).resolve()
        #expect(run.correlation[0, 1] == 0.1)
    }

    @Test("a proxy moves with the days of the factor it follows in a historical simulation")
    func proxyInHistory() throws {
        let history = rows([("EQ.A", isWeekday)], days: 900)
        let market = "  levels: {EQ.NEW: 10}\n  proxies: {EQ.NEW: {follows: EQ.A, beta: 2, residual: 10%}}"
        let yaml = scenario(
            ["EQ.A", "EQ.NEW"], market: market, horizon: 1, simulation: "kind: historical, window: 200d, ")
        let run = try ScratchFolder(["s.yaml": yaml, "h.csv": history]).resolve()
        #expect(run.notes.contains { $0.contains("Historical scenarios move EQ.NEW by EQ.A alone") })
    }

    @Test("a mistyped year is left out with its row, and does not become the valuation date")
    func strayDate() throws {
        let history = rows([("EQ.A", isWeekday)]) + "2042-07-01,EQ.A,100\n"
        let run = try ScratchFolder(["s.yaml": scenario(["EQ.A"]), "h.csv": history]).resolve()
        #expect(run.run.asOf.description == "2024-06-28")
        let issue = try #require(run.dataIssues.first { $0.rule == "stray-date" })
        #expect(issue.date?.description == "2042-07-01" && issue.message.contains("h.csv, line 502"))
        #expect(issue.message.contains("18 years after the date before"))
    }

    @Test("a window of two changes is warned of")
    func twoObservations() throws {
        let history = rows([("EQ.A", isWeekday)])
        let run = try ScratchFolder(["s.yaml": scenario(["EQ.A"], window: 2), "h.csv": history]).resolve()
        #expect(run.dataIssues.contains { $0.rule == "few-changes" && $0.message.contains("71%") })
    }

    @Test("a deposit that grows evenly does not stop a fit of tails, and is named")
    func steadyGrowth() throws {
        var deposit = 100.0
        let shares = rows([("EQ.A", isWeekday)], days: 900)
        let lines = shares.split(separator: "\n").dropFirst().map { line -> String in
            deposit *= 1.0001
            return "\(line)\n\(line.prefix(10)),EQ.DEPOSIT,\(deposit)\n"
        }
        let text = "date,factor,value\n" + lines.joined()
        let yaml = scenario(["EQ.A", "EQ.DEPOSIT"], window: 500, extra: "dependence: {kind: student-t}")
        let run = try ScratchFolder(["s.yaml": yaml, "h.csv": text]).resolve()
        #expect(run.dataIssues.contains { $0.rule == "constant" && $0.factor?.name == "EQ.DEPOSIT" })
        #expect(try volatility(run, "EQ.DEPOSIT") == 0)
    }

    @Test("shares of several continents are remarked on where their daily correlations are used raw")
    func regions() throws {
        let history = rows([("EQ.TOKYO", isWeekday), ("EQ.NEWYORK", isWeekday)])
        let yaml = scenario(
            ["EQ.TOKYO", "EQ.NEWYORK"], market: "  levels: {FX.USDJPY: 150}\n  volatilities: {FX.USDJPY: 10%}"
        )
        .replacingOccurrences(of: "{id: EQ.TOKYO, ", with: "{id: EQ.TOKYO, currency: JPY, ")
        let folder = try ScratchFolder(["s.yaml": yaml, "h.csv": history])
        let issue = try #require(folder.resolve().dataIssues.first { $0.rule == "delayed-changes" })
        #expect(issue.message.contains("EQ.NEWYORK in America, EQ.TOKYO in Asia"))
        for kind in ["newey-west", "lead-lag", "overlapping"] {
            let run = try folder.resolve("s.yaml", ["calibration.covariance={kind: \(kind)}"])
            #expect(!run.dataIssues.contains { $0.rule == "delayed-changes" })
        }
    }
}
