import Foundation
import MarketTwin
import Randomness
import TestSupport
import Testing

@Suite("What the interval leaves out")
struct UncertaintyTests {
    private static let days = 250

    /// A year of two shares, nearly normal, with volatilities of about 20 % and 30 % and a correlation of a half.
    private static let history: String = {
        var stream = UniformStream(seed: 5)
        func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + stream.next() } }
        var lines = ["date,EQ.A,EQ.B"]
        var (a, b) = (100.0, 50.0)
        let monday = CalendarDate(iso: "2022-01-03")!
        for number in 0...days {
            let day = monday.adding(days: number / 5 * 7 + number % 5)
            lines.append("\(day),\(a),\(b)")
            let (x, y) = (normal(), normal())
            a *= exp(0.2 / 252.0.squareRoot() * x)
            b *= exp(0.3 / 252.0.squareRoot() * (0.5 * x + 0.75.squareRoot() * y))
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    private static let scenario = """
        version: 1
        title: Two shares
        market: {history: [{kind: csv, path: h.csv}]}
        calibration: {window: 250d}
        portfolio:
          positions:
            - {id: a, quantity: 100, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, book: X, quantity: 100, instrument: {kind: equity, factor: EQ.B}}
        simulation: {paths: 2_000, horizon: 1d}
        measures:
          - {kind: value-at-risk, confidence: [95%, 99%]}
          - {kind: expected-shortfall, confidence: 97.5%}

        """

    private func report(_ rest: String, _ changes: String...) throws -> RiskReport {
        let folder = try ScratchFolder(["h.csv": Self.history, "s.yaml": Self.scenario + rest])
        defer { folder.remove() }
        return try RiskStudy().run(
            folder.path("s.yaml"), overrides: changes.compactMap { Override($0) }, in: .standard())
    }

    @Test("a window of n normal days leaves a volatility unknown to 1/√(2n), and so every figure of a linear book")
    func estimation() throws {
        let report = try report(
            "uncertainty: {estimation: bootstrap, replications: 400, block: 1d}\n",
            "simulation={kind: parametric, method: delta-normal, horizon: 1d}")
        let uncertainty = try #require(report.uncertainty)
        #expect(uncertainty.days == Self.days && uncertainty.failed == 0 && uncertainty.meanBlock == 1)
        let known = 1 / (2 * Double(Self.days)).squareRoot()
        for figure in report.figures where figure.key.measure.isQuantile || figure.key.measure.isTailMean {
            let estimated = try #require(uncertainty.figure(figure.key))
            let share = estimated.standardError / figure.estimate.value
            // A standard deviation of 400 replications is known to 3.5 %, and the kurtosis of these days to some more.
            #expect(abs(share / known - 1) < 0.25, "\(figure.key) \(share) \(known)")
            #expect(estimated.low < figure.estimate.value && figure.estimate.value < estimated.high)
        }
    }

    @Test(
        "in closed form it is what the bootstrap of independent days finds, and for one share the kurtosis of its days")
    func analytic() throws {
        let parametric = "simulation={kind: parametric, method: delta-normal, horizon: 1d}"
        let closed = try report("uncertainty: {estimation: analytic}\n", parametric)
        let drawn = try report("uncertainty: {estimation: bootstrap, replications: 1_000, block: 1d}\n", parametric)
        let uncertainty = try #require(closed.uncertainty)
        #expect(uncertainty.figures.count == 3 * closed.books.count && uncertainty.days == Self.days)
        for figure in uncertainty.figures {
            let other = try #require(drawn.uncertainty?.figure(figure.key))
            // A standard deviation of a thousand replications is known to 2.2 %.
            #expect(abs(other.standardError / figure.standardError - 1) < 0.12, "\(figure.key)")
        }
        let levels = Self.history.split(separator: "\n").dropFirst().compactMap { line in
            Double(line.split(separator: ",")[2])
        }
        let moves = zip(levels, levels.dropFirst()).map { log($1 / $0) }
        let mean = moves.reduce(0, +) / Double(moves.count)
        let (second, fourth) = moves.reduce((0.0, 0.0)) { sums, move in
            let square = (move - mean) * (move - mean)
            return (sums.0 + square, sums.1 + square * square)
        }
        let kurtosis = fourth / second * Double(moves.count) / second
        let known = ((kurtosis - 1) / Double(moves.count)).squareRoot() / 2
        let own = try #require(closed.figure("value-at-risk", confidence: 0.99, book: "X"))
        let found = try #require(uncertainty.figure(own.key))
        #expect(abs(found.standardError / own.estimate.value / known - 1) < 1e-2)
    }

    @Test("months are drawn as months, those that end on a weekend among them")
    func months() throws {
        var stream = UniformStream(seed: 9)
        let start = CalendarDate(iso: "2012-01-31")!
        var (level, lines) = (100.0, ["date,EQ.FUND"])
        for month in 0...120 {
            lines.append("\(start.adding(months: month)),\(level)")
            level *= exp(0.04 * (0..<12).reduce(-6.0) { sum, _ in sum + stream.next() })
        }
        let folder = try ScratchFolder([
            "h.csv": lines.joined(separator: "\n") + "\n",
            "s.yaml": """
            version: 1
            title: Fund
            market: {history: [{kind: csv, path: h.csv}]}
            calibration: {window: 100d}
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.FUND}}]}
            simulation: {kind: parametric, method: delta-normal, horizon: 1d}
            measures: [{kind: value-at-risk, confidence: 99%}]
            uncertainty: {estimation: bootstrap, replications: 400, block: 1d}

            """,
        ])
        defer { folder.remove() }
        let report = try RiskStudy().run(folder.path("s.yaml"), in: .standard())
        let uncertainty = try #require(report.uncertainty)
        let figure = try #require(report.figure("value-at-risk"))
        let estimated = try #require(uncertainty.figure(figure.key))
        #expect(uncertainty.days == 100 && uncertainty.failed == 0)
        #expect(abs(estimated.standardError / figure.estimate.value * 200.0.squareRoot() - 1) < 0.3)
    }

    @Test("the intervals do not hold the noise of the draws, which are common")
    func commonDraws() throws {
        let asked = "uncertainty: {estimation: bootstrap, replications: 100, block: 1d}\n"
        let drawn = try report(asked, "simulation={paths: 400, horizon: 1d}")
        let law = try report(asked, "simulation={kind: parametric, method: delta-normal, horizon: 1d}")
        func share(_ report: RiskReport) throws -> Double {
            let figure = try #require(report.figure("value-at-risk", confidence: 0.95))
            return try #require(report.uncertainty?.figure(figure.key)).standardError / figure.estimate.value
        }
        // 400 draws leave a value-at-risk at 95 % unknown to 7 %, the window to 4.5 %: with draws of its own for each history
        // the first would be 1.8 times the second.
        #expect(abs(try share(drawn) / share(law) - 1) < 0.15)
    }

    @Test("a book whose factors have levels on different days is refused, and so is what nothing is estimated of")
    func refused() throws {
        let lines = Self.history.split(separator: "\n").enumerated().map { index, line in
            index == 0 || index % 21 == 1
                ? String(line) : line.split(separator: ",").prefix(2).joined(separator: ",") + ","
        }
        func complaint(_ history: String, _ rest: String) throws -> String? {
            let folder = try ScratchFolder(["h.csv": history, "s.yaml": Self.scenario + rest])
            defer { folder.remove() }
            do {
                _ = try RiskStudy().run(
                    folder.path("s.yaml"),
                    overrides: [Override(path: "calibration.window", value: "200d")], in: .standard())
                return nil
            } catch let issues as Issues { return issues.all.first?.message }
        }
        let monthly = try complaint(lines.joined(separator: "\n") + "\n", "uncertainty: {estimation: bootstrap}\n")
        #expect(monthly?.contains("EQ.B has one on") == true, "\(monthly ?? "no complaint")")
        let law = "simulation={kind: parametric, method: delta-normal, horizon: 1d}"
        let stated = "market.volatilities={EQ.A: 20%, EQ.B: 30%}"
        let refusal = #expect(throws: Issues.self) {
            try report("uncertainty: {estimation: analytic}\n", law, stated)
        }
        #expect(refusal?.all.first?.message.contains("all volatilities and correlations are estimated") == true)
    }

    @Test("other models are measured as if each were the scenario, and nothing of them changes its own figures")
    func models() throws {
        let plain = try report("")
        let asked = try report(
            """
            models:
              - {name: fat tails, dependence: {kind: student-t, degreesOfFreedom: 4}}
              - {name: days, simulation: {kind: historical, window: 249d}}

            """)
        #expect(asked.figures.map(\.estimate) == plain.figures.map(\.estimate) && asked.run.id == plain.run.id)
        #expect(asked.finding != plain.finding && plain.models.isEmpty)
        let alone = try [
            report("", "dependence={kind: student-t, degreesOfFreedom: 4}"),
            report("", "simulation={kind: historical, window: 249d, horizon: 1d}"),
        ]
        #expect(asked.models.map(\.name) == ["fat tails", "days"])
        for (model, alone) in zip(asked.models, alone) {
            let whole = alone.figures.filter(\.key.isOfWhole)
            #expect(model.figures.map(\.key) == whole.map(\.key))
            #expect(model.figures.map(\.estimate) == whole.map(\.estimate))
        }
    }

    @Test("the report tells them apart in words, and JSON gives them back")
    func told() throws {
        let report = try report(
            """
            uncertainty: {estimation: bootstrap, replications: 40}
            models: [{name: fat tails, dependence: {kind: student-t, degreesOfFreedom: 4}}]

            """)
        let text = DocumentText().render(RiskStudy().document(of: report))
        let words = text.replacingOccurrences(of: "\n    ", with: " ").replacingOccurrences(of: "\n  ", with: " ")
        #expect(words.contains("How far to trust it"))
        let told = #/VaR 99% [\d,.]+ \(simulation ±[\d.]+%, estimation ±[\d.]+%, 2 models [\d,.]+ to [\d,.]+\)/#
        #expect(words.contains(told))
        #expect(words.contains("fat tails"))
        let page = DocumentPage().render(RiskStudy().document(of: report))
        #expect(page.contains("How far to trust it") && page.contains("Estimation, 95%"))
        let read = try JSONReport.decode(
            RiskStudy().json(of: report) { 0 }, measures: Catalog.standard.kinds.measures.members)
        #expect(read.uncertainty?.figures.map(\.low) == report.uncertainty?.figures.map(\.low))
        #expect(read.models.first?.figures.map(\.estimate) == report.models.first?.figures.map(\.estimate))
    }

    @Test(
        "what cannot be answered is told where it is asked",
        arguments: [
            (
                "uncertainty: {estimation: bootstrap}",
                ["asOf=2022-12-30", "market={levels: {EQ.A: 1, EQ.B: 2}, volatilities: {EQ.A: 20%, EQ.B: 20%}}"],
                "uncertainty", "nothing of this run is estimated from a history"
            ),
            (
                "models: [{name: a, dependence: {kind: student-t, degreesOfFreedom: 4}}, {name: a, calibration: {window: 99d}}]",
                [], "models[1]", "two models are named “a”"
            ),
            (
                "models: [{name: long, calibration: {window: 900d}}]", [], "calibration.window",
                "the model “long”: window of 900 changes asked for"
            ),
            (
                "uncertainty: {estimation: analytic}", [], "uncertainty",
                "has a closed form for a delta-normal run with covariances of the sample alone"
            ),
            ("uncertainty: {estimation: delta}", [], "uncertainty.estimation", "unknown value “delta”"),
        ])
    func mistakes(rest: String, changes: [String], path: String, message: String) throws {
        let folder = try ScratchFolder(["h.csv": Self.history, "s.yaml": Self.scenario + rest + "\n"])
        defer { folder.remove() }
        let found = #expect(throws: Issues.self) {
            try RiskStudy().run(
                folder.path("s.yaml"), overrides: changes.compactMap { Override($0) }, in: .standard())
        }
        let issue = try #require(found?.all.first)
        #expect(issue.message.contains(message) && issue.path.contains(path), "\(issue)")
        #expect(issue.location != nil)
    }
}
