import TestSupport
import FoundationEssentials
import Measures
import Reports
import Risk
import Testing

@Suite struct JSONReportTests {
    private func node(_ report: RiskReport) throws -> JSONNode {
        try JSONDecoder().decode(JSONNode.self, from: Data(JSONReport().render(report).utf8))
    }

    @Test(arguments: 0..<ReportSample.all.count)
    func everyKeyOfTheInterfaceIsThere(sample: Int) throws {
        let root = try node(ReportSample.all[sample])
        #expect(root["schema"] == .text("market-twin.result/1"))
        #expect(
            root.keys.isSuperset(of: [
                "schema", "run", "engine", "timings", "portfolio", "measures", "dataIssues", "books", "histogram",
                "convergence", "model", "notes",
            ]))
        let run: Set = ["id", "title", "asOf", "seed", "paths", "horizonDays", "steps"]
        #expect(try #require(root["run"]).keys.isSuperset(of: run))
        #expect(root["engine"]?.keys == ["version", "blasCore", "simd", "workers", "precision", "kernels"])
        #expect(
            root["timings"]?.keys == [
                "start", "load", "calibrate", "simulate", "measure", "check", "attribute", "report",
            ])
        #expect(root["portfolio"]?.keys == ["currency", "value", "positions"])
        let measures = try #require(root["measures"]).elements
        #expect(measures.count == ReportSample.all[sample].figures.count)
        for measure in measures {
            let keys: Set = ["kind", "book", "value", "standardError", "low", "high", "estimator"]
            #expect(measure.keys.subtracting(["confidence"]) == keys)
        }
        for issue in try #require(root["dataIssues"]).elements {
            #expect(issue.keys == ["severity", "factor", "date", "rule", "message"])
        }
    }

    @Test func valuesAreThoseOfTheReport() throws {
        let root = try node(ReportSample.bank)
        #expect(root["run"]?["asOf"] == .text("2022-12-28"))
        #expect(root["run"]?["paths"] == .number(100_000))
        #expect(root["portfolio"]?["value"] == .number(412_345_678.25))
        let first = try #require(root["measures"]?.elements.first)
        #expect(first["confidence"] == .number(0.99))
        #expect(first["book"] == .text(""))
        #expect(root["measures"]?.elements[3]["confidence"] == nil)
        #expect(root["dataIssues"]?.elements.first?["factor"] == .null)
        #expect(root["model"]?["correlations"]?.elements.count == 25)
    }

    @Test func anOpenEndIsNull() throws {
        let first = try #require(try node(ReportSample.extreme)["measures"]?.elements.first)
        #expect(first["low"] == .null)
        #expect(first["high"] == .null)
    }

    @Test func keysKeepTheirOrder() throws {
        let text = try JSONReport().render(ReportSample.bank)
        let keys = ["schema", "run", "engine", "timings", "portfolio", "measures", "dataIssues"]
        let places = keys.map { key in text.range(of: "\n  \"\(key)\": ")?.lowerBound }
        #expect(text.hasPrefix("{\n  \"schema\": \"market-twin.result/1\",\n  \"run\": {\n    \"id\": "))
        for (earlier, later) in zip(places, places.dropFirst()) {
            #expect(try #require(earlier) < #require(later))
        }
    }

    @Test(arguments: 0..<ReportSample.all.count)
    func readingGivesTheSameReport(sample: Int) throws {
        let report = ReportSample.all[sample]
        let text = try JSONReport().render(report)
        let again = try JSONReport.decode(text, measures: ReportSample.measures)
        #expect(try JSONReport().render(again) == text)
        for (figure, other) in zip(report.figures, again.figures) { #expect(figure.estimate == other.estimate) }
        #expect(again.model.correlations == report.model.correlations)
        #expect(again.dataIssues == report.dataIssues)
    }

    @Test func anotherSchemaIsRefused() {
        #expect(throws: DecodingError.self) {
            try JSONReport.decode(#"{"schema": "market-twin.result/2"}"#, measures: ReportSample.measures)
        }
    }

    @Test func textIsEscaped() throws {
        var report = ReportSample.single
        report.run.title = "quote \" backslash \\ bell \u{7} line\nend \u{1F600}"
        #expect(try node(report)["run"]?["title"] == .text(report.run.title))
    }

    @Test func aFigureThatIsNotANumberIsNamed() {
        var report = ReportSample.single
        report.figures[2].estimate.standardError = .nan
        #expect(throws: ReportError.notFinite(field: "measures[2].standardError")) {
            try JSONReport().render(report)
        }
    }

    /// What a finding may hold.
    private struct Finding: Encodable {
        struct Part: Encodable {
            var name: String
            var gain: Double?
        }

        enum Side: String, Encodable { case left }

        var zulu = 1
        var alpha: Double?
        var side = Side.left
        var flag = true
        var rows: [[Double]] = [[1, 2], []]
        var parts = [Part(name: "a \"b\"", gain: nil), Part(name: "c", gain: -0.0)]
        var largest = UInt64.max
    }

    @Test func aFindingKeepsItsOrderAndSaysWhatIsNotKnown() throws {
        let expected = """
            {
              "zulu": 1,
              "alpha": null,
              "side": "left",
              "flag": true,
              "rows": [
                [1.0, 2.0],
                []
              ],
              "parts": [
                {"name": "a \\"b\\"", "gain": null},
                {"name": "c", "gain": 0.0}
              ],
              "largest": 18446744073709551615
            }

            """
        #expect(try FindingJSON().render(Finding()) == expected)
        var broken = Finding()
        broken.parts[1].gain = .infinity
        #expect(throws: ReportError.notFinite(field: "parts[1].gain")) { try FindingJSON().render(broken) }
    }
}
