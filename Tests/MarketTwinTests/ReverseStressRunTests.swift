import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("Reverse stress of scenario files")
struct ReverseStressRunTests {

    private static func report(_ text: String, _ changes: [String] = []) throws -> ReverseStressReport {
        let folder = try ScratchFolder(["s.yaml": text])
        defer { folder.remove() }
        return try ReverseStressStudy().run(
            folder.path("s.yaml"), overrides: changes.compactMap { Override($0) }, in: .standard())
    }

    /// Amounts as positions in factors that start at 1 and move absolutely, one day ahead: daily deviations of 1.2, 1.8, 0.9,
    /// 2.5 and 1.5 %, annual here.
    private static let amounts = """
        version: 1
        title: Five amounts
        asOf: 2022-12-28
        market:
          levels: {EQ.A: 1, EQ.B: 1, EQ.C: 1, EQ.D: 1, EQ.E: 1}
          volatilities: {EQ.A: 0.19049409439665052, EQ.B: 0.28574114159497576, EQ.C: 0.14287057079748788,
            EQ.D: 0.39686269665968860, EQ.E: 0.23811761799581316}
          correlations:
            - {between: [EQ.A, EQ.B], is: 0.6}
            - {between: [EQ.A, EQ.C], is: 0.3}
            - {between: [EQ.A, EQ.D], is: -0.2}
            - {between: [EQ.A, EQ.E], is: 0.1}
            - {between: [EQ.B, EQ.C], is: 0.25}
            - {between: [EQ.B, EQ.E], is: 0.15}
            - {between: [EQ.C, EQ.D], is: 0.4}
            - {between: [EQ.C, EQ.E], is: -0.1}
            - {between: [EQ.D, EQ.E], is: 0.35}
        factors: {"EQ.*": {process: {kind: arithmetic-brownian-motion}}}
        portfolio:
          positions:
            - {id: a, book: One, quantity: 3M, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, book: One, quantity: -1.5M, instrument: {kind: equity, factor: EQ.B}}
            - {id: c, book: Two, quantity: 2M, instrument: {kind: equity, factor: EQ.C}}
            - {id: d, book: Two, quantity: 0.5M, instrument: {kind: equity, factor: EQ.D}}
            - {id: e, book: Two, quantity: 1M, instrument: {kind: equity, factor: EQ.E}}
        simulation: {paths: 20_000, horizon: 1d}
        reverse: {loss: 210558.78039160467}
        """

    /// 61 closes, of which the share falls by 10 % over two days twice, apart, and rises otherwise by a little.
    @Test("the history tells how often it saw such a loss, beside the model's probability")
    func past() throws {
        var lines = ["date,EQ.A"]
        var level = 100.0
        for day in 0...60 {
            let date = CalendarDate(iso: "2022-01-03")!.adding(days: day / 5 * 7 + day % 5)
            lines.append("\(date),\(level)")
            level *= [20, 21, 40, 41].contains(day) ? 0.95 : 1.001 + 0.001 * Double(day % 3)
        }
        func report(_ loss: String) throws -> ReverseStressReport {
            let folder = try ScratchFolder([
                "h.csv": lines.joined(separator: "\n") + "\n",
                "s.yaml": """
                version: 1
                title: Twice
                market: {history: [{kind: csv, path: h.csv}]}
                calibration: {window: 50d}
                portfolio:
                  positions:
                    - {id: a, quantity: 100, instrument: {kind: equity, factor: EQ.A}}
                simulation: {paths: 2_000, horizon: 2d}
                reverse: {loss: \(loss)}
                """,
            ])
            defer { folder.remove() }
            return try ReverseStressStudy().run(folder.path("s.yaml"), in: .standard())
        }
        let found = try report("9%")
        let past = try #require(found.past)
        #expect(past.windows == 59 && past.days == 2 && past.losing == 2 && past.times == 2 && past.still.isEmpty)
        #expect(abs(past.largest / found.bookValue - (1 - 0.95 * 0.95)) < 1e-9)
        func words(_ report: ReverseStressReport) -> String {
            DocumentText().render(Document(report)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(words(found).contains("saw as much 2 times: on 2 of 59 windows"), "\(words(found))")
        // Of three windows that hold one of the two days, two do not overlap.
        let often = try #require(try report("4%").past)
        #expect(often.losing == 6 && often.times == 4)
        let never = try report("20%")
        #expect(never.past?.losing == 0 && never.past?.times == 0)
        #expect(words(never).contains("has no window of 2 business days"))
        #expect(try Self.report(Self.amounts).past == nil)
    }

    /// Five amounts with a known covariance: x* = −L·Σw/(wᵀΣw), evaluated with Lagrange's conditions outside this engine.
    @Test("five amounts: the published scenario, five standard deviations away")
    func closedForm() throws {
        let report = try Self.report(Self.amounts)
        let scenario = try #require(report.scenarios.first)
        let known = [
            -0.03447968299634713, -0.0028851800854381377, -0.027302352289979407, -0.052687187774204676,
            -0.030499203063659327,
        ]
        for (move, change) in zip(scenario.moves, known) { #expect(abs(move.change / change - 1) < 1e-8) }
        #expect(abs(scenario.distance / 5 - 1) < 1e-8)
        #expect(report.search.isLinear && report.scenarios.count == 1 && report.law.isExact)
        #expect(abs(scenario.probabilityAlong / 2.866515718791939e-7 - 1) < 1e-6)
        #expect(abs(scenario.books.first { $0.path == "" }!.gain + 210_558.78039160467) < 1e-6)
    }

    @Test("an amount, a share, a limit and twice the value-at-risk")
    func targets() throws {
        #expect(try Self.report(Self.amounts, ["reverse.loss=10%"]).target.loss == 500_000)
        let limits =
            Self.amounts + """

                limits:
                  - {measure: {kind: expected-shortfall, confidence: 97.5%}, breach: 150k}
                  - {measure: {kind: value-at-risk, confidence: 99%}, breach: 120k}
                  - {measure: {kind: probability-of-loss}, breach: 60%}
                """
        let limited = try Self.report(limits, ["reverse.loss=limit"]).target
        #expect(limited == ReverseTarget(loss: 120_000, origin: .limit(FigureKey(ValueAtRisk(confidence: 0.99)))))
        let silent = Self.amounts.replacingOccurrences(of: "reverse: {loss: 210558.78039160467}", with: "")
        let usual = try Self.report(silent)
        // The book is normal with a deviation of a fifth of 210,558.78, up to the error of 20,000 paths.
        let twice = 2 * 2.3263478740408408 * 210_558.78039160467 / 5
        #expect(usual.target.origin == .multiple(2, of: FigureKey(ValueAtRisk(confidence: 0.99))))
        #expect(abs(usual.target.loss / twice - 1) < 0.04)
    }

    @Test("one book loses alone, and the others show what the move does to them")
    func book() throws {
        let report = try Self.report(Self.amounts, ["reverse.book=One", "reverse.loss=100k"])
        let scenario = try #require(report.scenarios.first)
        let gains = Dictionary(uniqueKeysWithValues: scenario.books.map { ($0.path, $0.gain) })
        #expect(abs((gains["One"] ?? 0) + 100_000) < 1e-6)
        #expect(abs((gains[""] ?? 0) - (gains["One"] ?? 0) - (gains["Two"] ?? 0)) < 1e-6)
        #expect(Set(scenario.positions.map(\.id)) == ["a", "b"])
    }

    @Test("probabilities that the model does not have are told as a yardstick, with the reason")
    func inexact() throws {
        let steps = "simulation: {paths: 20_000, horizon: 1d"
        let t = "dependence: {kind: student-t, degreesOfFreedom: 4}\n"
        let single = try Self.report(Self.amounts + "\n" + t)
        #expect(single.law.isExact && single.law.degreesOfFreedom == 4 && single.simulated == nil)
        let several = try Self.report(
            Self.amounts.replacingOccurrences(of: steps, with: "simulation: {paths: 20_000, horizon: 10d, steps: 5")
                + "\n" + t)
        #expect(several.law.reason == "the sum of 5 Student-t steps has no closed form")
        let heston =
            "EQ.A: {process: {kind: heston, initialVariance: 0.04, longVariance: 0.04, meanReversion: 2,"
            + " volatilityOfVariance: 0.3, correlation: -0.5}}"
        let moving = try Self.report(
            Self.amounts.replacingOccurrences(
                of: "{process: {kind: arithmetic-brownian-motion}}}",
                with: "{process: {kind: arithmetic-brownian-motion}}, \(heston)}"))
        #expect(moving.law.reason?.contains("EQ.A follows heston") == true)
        // One step of many days' law: the paths' share of losses is the probability along the only direction.
        let copula = try Self.report(
            Self.amounts + "\ndependence: {kind: t-copula, degreesOfFreedom: 4}\n", ["reverse.loss=60k"])
        let found = try #require(copula.simulated)
        let normal = try #require(copula.scenarios.first).probabilityAlong
        #expect(found.paths == 20_000 && abs(found.share - normal) < 4 * found.standardError + 0.02)
        for kind in ["gaussian-copula", "factor-model, factors: 5"] {
            #expect(try Self.report(Self.amounts + "\ndependence: {kind: \(kind)}\n").law.isExact, "\(kind)")
        }
        for report in [several, moving] {
            let text = DocumentText().render(Document(report))
            #expect(text.contains("cannot be stated") && text.contains("if normal") && !text.contains("how often"))
        }
    }

    @Test("a factor without volatility is no direction")
    func still() throws {
        let text = Self.amounts.replacingOccurrences(of: "EQ.C: 0.14287057079748788", with: "EQ.C: 0")
        let report = try Self.report(text)
        #expect(report.law.factors == 5 && report.law.directions == 4)
        let scenario = try #require(report.scenarios.first)
        #expect(scenario.moves[2].change == 0)
        // Of χ² with 4 degrees of freedom: e^(−x/2)·(1 + x/2).
        let half = scenario.distance * scenario.distance / 2
        #expect(abs(scenario.probabilityBeyond / (exp(-half) * (1 + half)) - 1) < 1e-9)
    }

    @Test("what is owned outright cannot lose more than it is worth, and the report says so")
    func bounded() throws {
        let shares = Self.amounts.replacingOccurrences(
            of: "{kind: arithmetic-brownian-motion}", with: "{kind: geometric-brownian-motion}"
        )
        .replacingOccurrences(of: "quantity: -1.5M", with: "quantity: 1.5M")
        let report = try Self.report(shares, ["reverse.loss=150%", "simulation.horizon=250d"])
        #expect(report.scenarios.isEmpty)
        let text = DocumentText().render(Document(report))
        #expect(text.replacingOccurrences(of: "\n  ", with: " ").contains("all that it is worth, USD 8M"), "\(text)")
    }

    private static func complaint(_ changes: [String]) -> (message: String, hint: String)? {
        do { _ = try report(amounts, changes) } catch let issues as Issues {
            return issues.all.first.map { ($0.message, $0.hint ?? "") }
        } catch {}
        return nil
    }

    @Test("what cannot be lost is said, with what would be right")
    func mistakes() throws {
        #expect(Self.complaint(["reverse.loss=lots"])?.message == "“lots” is no loss")
        #expect(Self.complaint(["reverse.loss=-5M"])?.hint == "losses are positive: write 5M")
        #expect(Self.complaint(["reverse.book=Won"])?.hint.contains("One") == true)
        #expect(Self.complaint(["reverse.loss=limit"])?.message.contains("no limit says how much") == true)
        #expect(Self.complaint(["reverse.starts=0"]) != nil)
        #expect(
            Self.complaint(["portfolio.positions.0.quantity=-9M", "reverse.loss=5%"])?.message.contains("share") == true
        )
    }

    @Test("the shipped scenario, in words")
    func golden() throws {
        let report = try ReverseStressStudy().run(Shipped.folder + "/reverse.yaml", in: .standard())
        let document = Document(report)
        try expectPresentable(document, .reverse)
        let text = DocumentText().render(document).components(separatedBy: "\nHow it was found")[0] + "\n"
        try expectRecorded(text, as: "reverse-stress")
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(report.scenarios.count == 2 && report.scenarios.allSatisfy(\.isConverged))
        for scenario in report.scenarios {
            #expect(abs(scenario.loss / 3e6 - 1) < 1e-6)
            #expect(abs(scenario.classes.reduce(scenario.timeLoss) { $0 + $1.loss } / 3e6 - 1) < 1e-6)
        }
        // Every format can be written.
        let json = try JSONSerialization.jsonObject(with: Data(FindingJSON().render(report).utf8))
        #expect((json as? [String: Any])?["schema"] as? String == "market-twin.reverse/1")
        #expect(try DocumentCSV().render(document).hasPrefix("scenario,what,name,from,to,deviations,loss"))
        #expect(DocumentPage().render(document).contains("standard deviations</text>"))
    }
}
