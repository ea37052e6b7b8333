import MarketTwin
import TestSupport
import Testing

/// What is wrong with a scenario, whichever command finds it, is said with the file, the line and the column.
@Suite("Every mistake has a place")
struct PlacedIssueTests {
    private static let prices =
        "date,EQ.A,EQ.B\n"
        + (1...28).map { "2022-01-\($0 < 10 ? "0" : "")\($0),\(100 + $0 % 5),\(50 + $0 % 3)" }.joined(separator: "\n")
        + "\n"

    /// A scenario on a short history; what is appended is wrong.
    private static let historical = """
        version: 1
        title: History
        market:
          history: [{kind: csv, path: h.csv}]
        calibration: {window: 20d}
        portfolio:
          positions:
            - {id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, quantity: 10, instrument: {kind: equity, factor: EQ.B}}
        simulation: {paths: 2_000}

        """

    private func folder(_ yaml: String) throws -> ScratchFolder {
        try ScratchFolder(["s.yaml": yaml, "h.csv": Self.prices, "empty.csv": "", "head.csv": "id,kind,quantity\n"])
    }

    private func check(_ body: () throws -> Void) throws {
        do {
            try body()
            Testing.Issue.record("nothing was found wrong")
        } catch let issues as Issues {
            #expect(!issues.all.isEmpty)
            for issue in issues.all { #expect(issue.location != nil, "\(issue.path): \(issue.message)") }
        }
    }

    @Test(
        "of a scenario that is checked",
        arguments: [
            "", "[1]", "version: 1\ntitle: Nothing\n", "version: 1\ntitle: x\nmarket: {}\nportfolio: {}\n",
            inlineScenario.replacing("asOf: 2022-12-28\n", with: ""),
            inlineScenario.replacing("EQ.A: 100, ", with: ""), inlineScenario.replacing("EQ.A: 30%, ", with: ""),
            inlineScenario + "dependence: {kind: factor-model, factors: 7}\n",
            inlineScenario + "dependence: {kind: student-t}\n",
            inlineScenario + "factors: {\"EQ.*\": {process: {kind: heston}}}\n",
            inlineScenario + "simulation: {kind: historical}\n",
            inlineScenario + "simulation: {paths: 50}\nmeasures: [{kind: value-at-risk, confidence: 99.9%}]\n",
            inlineScenario.replacing("levels: {", with: "model: nowhere.yaml\n  levels: {"),
            inlineScenario.replacing("levels: {", with: "correlationFile: nowhere.csv\n  levels: {"),
            inlineScenario.replacing("portfolio:\n", with: "portfolio:\n  file: empty.csv\n"),
            inlineScenario.replacing("portfolio:\n", with: "portfolio:\n  file: head.csv\n"),
            inlineScenario + "limits: [{book: Z, measure: {kind: value-at-risk, confidence: 99%}, breach: 5}]\n",
            inlineScenario + "reverse: {loss: limit}\n", inlineScenario + "reverse: {book: Z}\n",
            inlineScenario + "stress: [{name: a, shocks: {EQ.Z: -20%}}, {name: b, shocks: {\"IR.*\": 20%}}]\n",
            inlineScenario
                + "stress: [{name: a, replay: {from: 2020-01-01, to: 2020-02-01}}, {name: w, worst: {window: 5d}}]\n",
            inlineScenario + "stress: [{name: a, liquidity: {EQ: 1d}}, {name: c, conditional: {\"EQ.*\": -99.999%}}]\n",
            Self.historical.replacing("20d", with: "500d"), Self.historical.replacing("h.csv", with: "nowhere.csv"),
            "asOf: 2021-01-01\n" + Self.historical,
        ])
    func checked(yaml: String) throws { try check { _ = try folder(yaml).resolve() } }

    @Test(
        "of a backtest",
        arguments: [
            inlineScenario, inlineScenario + "backtest: {step: 1d}\n", Self.historical.replacing("20d", with: "40d"),
            Self.historical.replacing("calibration: {window: 20d}\n", with: ""),
            Self.historical + "backtest: {from: 1999-01-01}\n",
            Self.historical + "backtest: {from: 2022-01-03, to: 2022-01-10}\n",
            "asOf: 2021-01-01\n" + Self.historical, Self.historical + "backtest: {profitAndLoss: {file: empty.csv}}\n",
            Self.historical.replacing("quantity: 10,", with: "quantity: 1e308,"),
        ])
    func backtested(yaml: String) throws {
        let folder = try folder(yaml)
        defer { folder.remove() }
        try check { _ = try BacktestStudy().run(folder.path("s.yaml"), in: .standard()) }
    }

    @Test(
        "of more paths than a machine has memory for", .enabled(if: Machine.physicalMemory < 48_000_000_000))
    func memory() throws {
        let folder = try folder(inlineScenario + "simulation: {paths: 1_000_000_000}\n")
        defer { folder.remove() }
        let path = folder.path("s.yaml")
        try check { _ = try RiskStudy().run(path, in: .standard()) }
        try check { _ = try StressStudy().run(path, in: .standard()) }
        try check { _ = try ReverseStressStudy().run(path, in: .standard()) }
        try check {
            _ = try ComparisonStudy().run(.init(path, path), in: .standard())
        }
    }

    @Test("of a loss that nobody can lose, and of a stress that leads to no number")
    func losses() throws {
        let short = try folder(inlineScenario.replacing("quantity: ", with: "quantity: -") + "reverse: {loss: 10%}\n")
        defer { short.remove() }
        try check { _ = try ReverseStressStudy().run(short.path("s.yaml"), in: .standard()) }
        let none = try folder(
            inlineScenario.replacing("quantity: 10", with: "quantity: 0").replacing("quantity: 20", with: "quantity: 0")
        )
        defer { none.remove() }
        try check { _ = try ReverseStressStudy().run(none.path("s.yaml"), in: .standard()) }
        let huge = try folder(inlineScenario + "stress: [{name: a, shocks: {EQ.A: {level: 1e308}}}]\n")
        defer { huge.remove() }
        try check { _ = try StressStudy().run(huge.path("s.yaml"), in: .standard()) }
    }

    @Test("of two scenarios in two currencies")
    func currencies() throws {
        let folder = try ScratchFolder([
            "a.yaml": inlineScenario, "b.yaml": inlineScenario.replacing("title:", with: "baseCurrency: EUR\ntitle:"),
        ])
        defer { folder.remove() }
        try check {
            _ = try ComparisonStudy().run(
                .init(folder.path("a.yaml"), folder.path("b.yaml")), in: .standard())
        }
    }
}
