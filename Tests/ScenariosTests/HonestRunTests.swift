import Foundation
import MarketTwin
import TestSupport
import Testing

/// What a run says of itself before anybody trusts its figures.
@Suite("Runs say what they do not know and do not honour")
struct HonestRunTests {
    /// Independent changes of EQ.A and EQ.B, and of EQ.DEPOSIT by the same factor each day.
    private static func prices(days: Int = 300) -> String {
        var random = Sequence64(seed: 11)
        var (a, b, deposit) = (100.0, 50.0, 100.0)
        var text = "date,EQ.A,EQ.B,EQ.DEPOSIT\n"
        for day in 0...days {
            // From a Monday on, without weekends.
            let date = CalendarDate(dayNumber: 18_603).adding(days: day / 5 * 7 + day % 5)
            text += "\(date),\(a),\(b),\(deposit)\n"
            // Sums of uniforms are nearly normal.
            func change() -> Double { 0.01 * (0..<12).reduce(0) { sum, _ in sum + random.next() } }
            a *= 1 + change()
            b *= 1 + change()
            deposit *= 1.0001
        }
        return text
    }

    private static func scenario(
        window: Int = 250, factors: String = "", dependence: String = "{kind: gaussian}", quantity: Int = 10,
        simulation: String = "{paths: 2000, horizon: 10d}", second: String = "EQ.B"
    ) -> String {
        """
        version: 1
        title: Honest
        market:
          history: [{kind: csv, path: p.csv}]
        calibration: {window: \(window)d, covariance: {kind: sample}}
        factors: {\(factors)}
        dependence: \(dependence)
        portfolio:
          positions:
            - {id: a, book: X, quantity: \(quantity), instrument: {kind: equity, factor: EQ.A}}
            - {id: b, book: Y, quantity: 20, instrument: {kind: equity, factor: \(second)}}
        simulation: \(simulation)
        measures: [{kind: value-at-risk, confidence: 99%}, {kind: expected-shortfall, confidence: 97.5%}]

        """
    }

    private func resolve(_ yaml: String) throws -> ResolvedRun {
        let folder = try ScratchFolder(["s.yaml": yaml, "p.csv": Self.prices()])
        defer { folder.remove() }
        return try folder.resolve()
    }

    private func issues(_ yaml: String, _ rule: String) throws -> [String] {
        try resolve(yaml).dataIssues.filter { $0.rule == rule }.map(\.message)
    }

    @Test("two changes leave a volatility unknown to 71 %; a window of a year says nothing")
    func fewChanges() throws {
        let two = try issues(Self.scenario(window: 2), "few-changes")
        #expect(two.contains { $0.contains("EQ.A, EQ.B rest on 2 changes") && $0.contains("unknown by 71%") })
        // As many factors as changes: their correlation is ±1.
        #expect(two.contains { $0.contains("2 factors") && $0.contains("bear no risk") })
        #expect(try issues(Self.scenario(window: 250), "few-changes").isEmpty)
    }

    @Test("a deposit that grows evenly has no volatility, whatever fits the tails of the others")
    func steadyGrowth() throws {
        for (dependence, factors) in [
            ("{kind: gaussian}", ""), ("{kind: student-t}", ""), ("{kind: grouped-t}", ""),
            ("{kind: gaussian-copula}", "\"EQ.*\": {marginal: {kind: generalised-pareto-tails}}"),
            ("{kind: t-copula, degreesOfFreedom: 5}", "\"EQ.*\": {marginal: {kind: student-t}}"),
        ] {
            let resolved = try resolve(
                Self.scenario(factors: factors, dependence: dependence, second: "EQ.DEPOSIT"))
            let deposit = try #require(resolved.run.market.factors.first { $0.id.name == "EQ.DEPOSIT" })
            #expect(deposit.volatility == 0, "\(dependence)")
            #expect(
                resolved.dataIssues.contains { $0.rule == "constant" && $0.factor?.name == "EQ.DEPOSIT" },
                "\(dependence)")
            let share = try #require(resolved.run.market.factors.first { $0.id.name == "EQ.A" })
            #expect(abs(share.volatility / 0.16 - 1) < 0.2)
        }
    }

    @Test("a process with settings of its own is not fitted to rounding: the factor is named")
    func noFitOfRounding() throws {
        for kind in ["garch", "ewma", "vasicek", "merton-jump-diffusion", "heston", "regime-switching", "schwartz"] {
            let yaml = Self.scenario(factors: "EQ.DEPOSIT: {process: {kind: \(kind)}}", second: "EQ.DEPOSIT")
            let folder = try ScratchFolder(["s.yaml": yaml, "p.csv": Self.prices()])
            defer { folder.remove() }
            #expect(
                folder.complaints().contains { $0.contains("fitted to EQ.DEPOSIT") && $0.contains("grows evenly") },
                "\(kind): \(folder.complaints())")
        }
    }

    @Test("a t copula of one factor that moves names the one that does not")
    func noPair() throws {
        let folder = try ScratchFolder([
            "s.yaml": Self.scenario(dependence: "{kind: t-copula}", second: "EQ.DEPOSIT"), "p.csv": Self.prices(),
        ])
        defer { folder.remove() }
        #expect(folder.complaints().contains { $0.contains("EQ.DEPOSIT never moves") }, "\(folder.complaints())")
    }

    @Test("a parametric run says what it takes as normal")
    func parametric() throws {
        let method = "{kind: parametric, horizon: 10d}"
        func said(_ factors: String, _ dependence: String) throws -> String {
            try issues(
                Self.scenario(factors: factors, dependence: dependence, simulation: method), "not-honoured"
            ).joined()
        }
        #expect(try said("", "{kind: gaussian}").isEmpty)
        #expect(try said("", "{kind: student-t, degreesOfFreedom: 4}").contains("the dependence student-t"))
        #expect(try said("", "{kind: t-copula, degreesOfFreedom: 4}").contains("the dependence t-copula"))
        #expect(try said("EQ.A: {process: {kind: garch}}", "{kind: gaussian}").contains("volatility that clusters"))
        let jumps =
            "EQ.B: {process: {kind: merton-jump-diffusion, volatility: 20%, jumpIntensity: 5, jumpMean: -5%,"
            + " jumpVolatility: 5%}}"
        let words = try said(jumps, "{kind: gaussian}")
        #expect(words.contains("the jumps of merton-jump-diffusion (EQ.B)"), "\(words)")
        let marginal = "EQ.A: {marginal: {kind: student-t, degreesOfFreedom: 4}}"
        #expect(try said(marginal, "{kind: gaussian-copula}").contains("the marginal student-t (EQ.A)"))
        // The simulation honours all of it.
        #expect(
            try issues(Self.scenario(dependence: "{kind: student-t, degreesOfFreedom: 4}"), "not-honoured").isEmpty)
    }

    @Test(
        "a run on a history says what of the model has no part in it", arguments: ["historical", "filtered-historical"])
    func history(kind: String) throws {
        let simulation = "{kind: \(kind), horizon: 1d}"
        let heard = try issues(
            Self.scenario(
                factors: "EQ.A: {process: {kind: garch}}", dependence: "{kind: student-t}", simulation: simulation),
            "not-honoured")
        #expect(
            heard.count == 1 && heard[0].contains("student-t") && heard[0].contains("of garch (EQ.A)"), "\(heard)")
        #expect(try issues(Self.scenario(simulation: simulation), "not-honoured").isEmpty)
    }

    @Test("a short share with a power tail has no expected shortfall; a long one has")
    func infiniteMean() throws {
        let heavy: [(String, String)] = [
            ("", "{kind: student-t, degreesOfFreedom: 4}"), ("", "{kind: grouped-t}"),
            ("EQ.A: {marginal: {kind: student-t, degreesOfFreedom: 4}}", "{kind: gaussian-copula}"),
            (
                "EQ.A: {process: {kind: garch, innovations: student-t, omega: 0.000002, alpha: 0.05, beta: 0.9,"
                    + " degreesOfFreedom: 5}}", "{kind: gaussian}"
            ),
        ]
        for (factors, dependence) in heavy {
            func told(_ quantity: Int) throws -> (warnings: [String], others: [String]) {
                let yaml = Self.scenario(factors: factors, dependence: dependence, quantity: quantity)
                let found = try resolve(yaml).dataIssues.filter { $0.rule == "infinite-mean" }
                return (
                    found.filter { $0.severity == .warning }.map(\.message),
                    found.filter { $0.severity == .information }.map(\.message)
                )
            }
            let short = try told(-10).warnings
            #expect(short.count == 1 && short[0].contains("EQ.A") && short[0].contains("X"), "\(dependence): \(short)")
            #expect(short[0].contains("expected shortfall, mean and standard deviation do not exist"))
            let long = try told(10)
            #expect(long.warnings.isEmpty && long.others.count == 1, "\(dependence): \(long)")
            #expect(long.others.first?.hasPrefix("the gain of the whole portfolio, X") == true)
            #expect(
                long.others.first?.contains("value-at-risk and expected shortfall of what it may lose do exist") == true
            )
        }
        for dependence in ["{kind: gaussian}", "{kind: gaussian-copula}", "{kind: t-copula, degreesOfFreedom: 4}"] {
            #expect(try issues(Self.scenario(dependence: dependence, quantity: -10), "infinite-mean").isEmpty)
        }
    }

    @Test("the law of several Student-t steps is told, and that over the horizon is none of them")
    func steps() throws {
        func said(_ over: String, _ steps: Int) throws -> [String] {
            try issues(
                Self.scenario(
                    dependence: "{kind: student-t, degreesOfFreedom: 5\(over)}",
                    simulation: "{paths: 2000, horizon: 10d, steps: \(steps)}"), "law-at-horizon")
        }
        #expect(try said("", 1).isEmpty)
        #expect(
            try said("", 10).first?.contains("a t with 14 ") == true
                || said("", 10).first?.contains("a t with 14;") == true)
        #expect(try said(", over: horizon", 10).isEmpty)
    }

    @Test("tails too heavy to fit name the factor")
    func namedTails() throws {
        var lines = Self.prices().split(separator: "\n").map(String.init)
        // EQ.B trades on one day in twelve, the day of a month.
        var last = ""
        for (place, line) in lines.enumerated().dropFirst() {
            var cells = line.split(separator: ",").map(String.init)
            if place % 12 == 1 { last = cells[2] } else { cells[2] = last }
            lines[place] = cells.joined(separator: ",")
        }
        let folder = try ScratchFolder([
            "s.yaml": Self.scenario(dependence: "{kind: grouped-t, groups: {EQ.A: {}, EQ.B: {}}}"),
            "p.csv": lines.joined(separator: "\n") + "\n",
        ])
        defer { folder.remove() }
        #expect(
            folder.complaints().contains { $0.contains("EQ.B has tails so heavy") && !$0.contains("EQ.A") },
            "\(folder.complaints())")
    }
}
