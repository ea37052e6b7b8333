import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("One run, every format")
struct ReportFormatsTests {
    private static let scenario = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scenarios/quickstart.yaml")
        .path

    private func report() throws -> RiskReport {
        try RiskStudy().run(
            Self.scenario, overrides: [Override(path: "simulation.paths", value: "2_000")], in: .standard())
    }

    @Test("JSON decodes to the report it was made of, to the bit")
    func roundTrip() throws {
        let report = try report()
        let text = try JSONReport().render(report)
        let decoded = try JSONReport.decode(text, measures: Catalog.standard.kinds.measures.members)
        #expect(try JSONReport().render(decoded) == text)
        #expect(decoded.run.id == report.run.id)
        #expect(decoded.figures.map(\.estimate) == report.figures.map(\.estimate))
        #expect(decoded.model.correlations == report.model.correlations)
        #expect(decoded.dataIssues == report.dataIssues)
    }

    @Test("text and HTML show the figures of the JSON, and a decoded report shows them again")
    func figures() throws {
        let report = try report()
        let decoded = try JSONReport.decode(
            JSONReport().render(report), measures: Catalog.standard.kinds.measures.members)
        for format in Catalog.documentFormats {
            #expect(try format.files(of: Document(decoded)) == format.files(of: Document(report)))
        }
        let rows = try DocumentCSV().render(Document(report))
        for figure in report.figures {
            #expect(rows.contains("\(figure.estimate.value)"), "\(figure.kind) \(figure.book)")
        }
    }

    @Test("two runs of the same file differ in nothing but their timings")
    func reproducible() throws {
        var (first, second) = (try report(), try report())
        first.timings = Timings(start: 0, load: 0, calibrate: 0, simulate: 0, measure: 0)
        second.timings = first.timings
        #expect(try JSONReport().render(first) == JSONReport().render(second))
    }
}

@Suite("Figures that overflow")
struct OverflowTests {
    private func run(_ changes: [String]) throws -> RiskReport {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let yaml = """
            version: 1
            title: Overflow
            asOf: 2022-12-28
            market: {levels: {EQ.A: 100}, volatilities: {EQ.A: 20%}}
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}]}
            simulation: {paths: 2_000}
            """
        let file = try folder.write("s.yaml", yaml)
        return try RiskStudy().run(
            file, overrides: changes.compactMap { Override($0) }, in: .standard())
    }

    @Test(
        "are an error, never a crash and never a figure",
        arguments: [
            "market.levels.EQ.A=1e308", "portfolio.positions.0.quantity=-1e307", "portfolio.positions.0.quantity=1e155",
        ])
    func overflow(change: String) { #expect(throws: Issues.self) { try run([change]) } }

    @Test(
        "large ones that still fit are figures",
        arguments: ["market.levels.EQ.A=1e18", "portfolio.positions.0.quantity=1e18"])
    func large(change: String) throws {
        let report = try run([change])
        #expect(report.figures.allSatisfy { $0.estimate.value.isFinite && $0.estimate.standardError.isFinite })
        for format in Catalog.documentFormats { #expect(try !format.files(of: Document(report)).isEmpty) }
    }

    @Test("a handful of paths has a report in every format", arguments: [2, 3, 5])
    func fewPaths(paths: Int) throws {
        let report = try run(["simulation.paths=\(paths)", "measures=[{kind: expected-shortfall, confidence: 1%}]"])
        for format in Catalog.documentFormats { #expect(try !format.files(of: Document(report)).isEmpty) }
        let median = try run(["simulation.paths=\(paths + 1)", "measures=[{kind: value-at-risk, confidence: 50%}]"])
        for format in Catalog.documentFormats { #expect(try !format.files(of: Document(median)).isEmpty) }
    }

    @Test("a quantity of zero risks nothing")
    func nothing() throws {
        let report = try run(["portfolio.positions.0.quantity=0"])
        #expect(report.figures.allSatisfy { $0.estimate.value == 0 })
        for format in Catalog.documentFormats { #expect(try !format.files(of: Document(report)).isEmpty) }
    }
}
