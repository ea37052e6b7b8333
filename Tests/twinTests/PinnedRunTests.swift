import TestSupport
import Testing

/// Real runs of shipped scenarios in every format, whole: what a script reads and what a person sees.
@Suite("Pinned runs")
struct PinnedRunTests {
    static let runs = [
        "monte-carlo": [
            "where-it-comes-from", "--paths", "2000", "--set",
            "limits=[{measure: {kind: value-at-risk, confidence: 99%}, warn: 60k, breach: 90k},"
                + " {book: Equity, measure: {kind: expected-shortfall, confidence: 97.5%}, breach: 73k},"
                + " {book: Bonds, measure: {kind: value-at-risk, confidence: 95%}, breach: 10k},"
                + " {measure: {kind: probability-of-loss}, breach: 60%}]",
        ],
        "historical": ["backtest", "--set", "simulation={kind: historical, window: 250d, horizon: 1d}"],
        "parametric": ["reverse", "--set", "simulation={kind: parametric, method: imhof, horizon: 10d}"],
    ]

    @Test("JSON, tables, page, and the words of the page", arguments: runs.keys.sorted())
    func formats(name: String) throws {
        var arguments = try #require(Self.runs[name])
        arguments[0] = "Scenarios/\(arguments[0]).yaml"
        let output = try PinnedOutput(["run"] + arguments + ["--workers", "2"])
        #expect(
            output.names == ["components.csv", "report.csv", "report.html", "report.json", "report.txt"])
        for (file, record) in [
            ("report.json", "json"), ("report.csv", "csv"), ("components.csv", "components.csv"),
            ("report.html", "html"),
        ] {
            try expectRecorded(
                try output.text(file), as: "run-\(name).\(record)", tolerance: PinnedOutput.tolerance("run"))
        }
        let page = try output.text("report.html")
        try expectRecorded(PageText(page).text, as: "run-\(name).page.txt", tolerance: PinnedOutput.tolerance("run"))
    }
}

/// The other studies: JSON, tables and the words of the page of one of each, and the keys of several.
@Suite("Pinned studies")
struct PinnedStudyTests {
    /// The first run of each is recorded; the others may have keys that it lacks.
    static let studies: [(command: String, runs: [[String]])] = [
        (
            "run",
            PinnedRunTests.runs.sorted { $0.key < $1.key }.map(\.value) + [
                ["copula", "--paths", "2000"], ["grouped-t", "--paths", "2000"], ["several-steps", "--paths", "2000"],
                ["contradictory-correlations", "--paths", "2000"], ["mean-reversion", "--paths", "2000"],
                ["factor-model", "--paths", "2000"], ["dynamic-correlation", "--paths", "2000"],
                ["filtered-historical", "--paths", "2000"], ["historical-weighted"], ["historical-volatility-scaled"],
                [
                    "where-it-comes-from", "--paths", "2000", "--set",
                    "measures=[{kind: probability-of-loss}, {kind: probability-of-loss, above: 50k}]", "--set",
                    "limits=[{measure: {kind: probability-of-loss, above: 60k}, breach: 10%}]",
                ],
            ]
        ),
        ("stress", [["where-it-comes-from", "--paths", "2000"], ["stress", "--paths", "2000"]]),
        ("reverse", [["reverse", "--paths", "2000"], ["limits", "--paths", "2000", "--limit"], ["historical"]]),
        ("backtest", [["backtest", "--from", "2020-03-02", "--to", "2020-04-30"]]),
        (
            "calibrate",
            [
                ["stochastic-volatility"], ["mean-reversion"], ["clustered-volatility"], ["copula"], ["grouped-t"],
                ["dynamic-correlation"], ["factor-model"], ["jumps"], ["contradictory-correlations"],
            ]
        ),
        (
            "compare",
            [
                [
                    "where-it-comes-from", "where-it-comes-from", "--paths", "2000", "--set-second",
                    "market.levels.EQ.ACME=104",
                    "--set-second", "asOf=2022-12-29", "--set-second", "portfolio.positions.1.quantity=9_000",
                ],
                ["quickstart", "quickstart-tomorrow", "--paths", "2000"], ["historical", "historical-weighted"],
            ]
        ),
        (
            "replay",
            [
                ["where-it-comes-from", "--path", "7", "--path", "49"], ["historical", "--path", "2022-06-13"],
                ["clustered-volatility", "--path", "3"],
            ]
        ),
        (
            "whatif",
            [["where-it-comes-from", "--paths", "2000", "--trades", "Scenarios/portfolios/two-trades.csv"]]
        ),
    ]

    /// The command line of a run: scenarios by their names, then options.
    static func arguments(_ command: String, _ run: [String]) -> [String] {
        let files = run.prefix { !$0.hasPrefix("--") }
        return [command] + files.map { "Scenarios/\($0).yaml" } + run.dropFirst(files.count)
    }

    @Test("every key of every schema", arguments: studies.map(\.command))
    func keys(command: String) throws {
        let study = try #require(Self.studies.first { $0.command == command })
        let results = try study.runs.map { try PinnedOutput(Self.arguments(command, $0)).result }
        try expectRecorded(KeyPaths(results).text, as: "\(command).keys.txt")
    }

    @Test("JSON, tables, and the words of the page", arguments: studies.map(\.command).filter { $0 != "run" })
    func formats(command: String) throws {
        let study = try #require(Self.studies.first { $0.command == command })
        let output = try PinnedOutput(Self.arguments(command, study.runs[0]))
        let tables = command == "calibrate" ? ["correlations.csv", "model.yaml"] : ["report.csv"]
        let formats = ["report.csv", "report.html", "report.json", "report.txt"]
        #expect(output.names == Set(tables + formats).sorted())
        for file in tables + ["report.json"] {
            try expectRecorded(
                try output.text(file), as: "\(command).\(file.replacing("report.", with: ""))",
                tolerance: PinnedOutput.tolerance(command))
        }
        let page = try output.text("report.html")
        try expectRecorded(PageText(page).text, as: "\(command).page.txt", tolerance: PinnedOutput.tolerance(command))
    }
}
