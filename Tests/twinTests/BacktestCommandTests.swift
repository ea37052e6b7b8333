import Foundation
import TestSupport
import Testing

@Suite("twin backtest")
struct BacktestCommandTests {
    private static let files = ["report.csv", "report.html", "report.json", "report.txt"]

    /// 160 days of a share that rises by 1 % and falls by 1 %, and by 10 % on the 141st.
    private static let prices: String = {
        var level = 100.0
        // The first twenty weekdays of each month; the first of January 2022 was a Saturday.
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31]
        var weekday = 5
        let days = lengths.enumerated().flatMap { month, length in
            let open = (1...length).filter { (weekday + $0 - 1) % 7 < 5 }
            weekday += length
            return open.prefix(20).map { String(format: "2022-%02d-%02d", month + 1, $0) }
        }
        return "date,EQ.A\n"
            + days.enumerated().map { index, day in
                level *= index == 140 ? 0.9 : index.isMultiple(of: 2) ? 1.01 : 0.99
                return "\(day),\(level)\n"
            }.joined()
    }()

    private static let scenario = """
        version: 1
        title: Up and down
        market: {history: [{kind: csv, path: p.csv}]}
        calibration: {window: 100d}
        portfolio: {positions: [{id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}]}
        simulation: {kind: historical, horizon: 1d}
        backtest:
          confidence: 95%
          models:
            - {name: days}
            - {name: "normal, <drawn>", simulation: {kind: monte-carlo, paths: 500}}

        """

    private func folder(_ scenario: String = scenario) throws -> ScratchFolder {
        try ScratchFolder(["s.yaml": scenario, "p.csv": Self.prices])
    }

    @Test("it writes a report in every form, with a row for each day and model")
    func files() throws {
        let folder = try folder()
        let run = try folder.twin("backtest", "s.yaml")
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(
            folder.contents.filter { $0.hasPrefix("reports/s-backtest/") }
                == Self.files.map { "reports/s-backtest/" + $0 })
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.url.appendingPathComponent("reports/s-backtest/\(name)"), encoding: .utf8)
        }
        #expect(run.output == (try text("report.txt")) + "\nReport: reports/s-backtest/report.html\n")
        let rows = try text("report.csv").split(whereSeparator: \.isNewline)
        #expect(rows.count == 1 + 2 * 59)
        #expect(
            rows[0]
                == "date,forecast on,model,pnl,value-at-risk,expected-shortfall,exception,pit,shortfall-value-at-risk")
        // Of the days before, none fell by more than 1 %.
        let crash = try #require(rows.first { $0.hasPrefix("2022-08-01,2022-07-28,days,") })
        #expect(crash.split(separator: ",")[6] == "1")
        let page = try text("report.html")
        #expect(page.contains("normal, &lt;drawn&gt;") && !page.contains("<drawn>"))
    }

    @Test("with --json it prints one object and writes nothing; the period comes from the command line too")
    func json() throws {
        let folder = try folder()
        let run = try folder.twin(
            "backtest", "s.yaml", "--json", "--from", "2022-07-01", "--to", "2022-07-28", "--workers", "1")
        #expect(run.code == 0, "\(run.errors)")
        #expect(folder.contents == ["p.csv", "s.yaml"])
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(report["schema"] as? String == "market-twin.backtest/1")
        let dates = try #require(report["dates"] as? [String])
        #expect(dates.first == "2022-07-01" && dates.last == "2022-07-28" && dates.count == 20)
        let models = try #require(report["models"] as? [[String: Any]])
        #expect(Set(models.compactMap { $0["name"] as? String }) == ["days", "normal, <drawn>"])
        for model in models {
            #expect((model["valueAtRisk"] as? [Double])?.count == 20)
            #expect((model["tests"] as? [[String: Any]])?.count == 17)
        }
    }

    @Test("a mistake is 65, told with its place, and leaves nothing behind")
    func mistakes() throws {
        let folder = try folder(Self.scenario.replacing("window: 100d", with: "window: 300d"))
        let run = try folder.twin("backtest", "s.yaml")
        #expect(run.code == 65)
        #expect(
            run.errors.contains("s.yaml:4:23: error: calibration.window: there is nothing to judge"), "\(run.errors)")
        #expect(folder.contents == ["p.csv", "s.yaml"])
        #expect(try folder.twin("backtest", "s.yaml", "--workers", "0").code == 64)
    }
}
