import Foundation
import MarketTwin
import TestSupport
import Testing

/// Twenty equally weighted shares over 2008 to 2022, a million in all: figures of all historical kinds recomputed from the
/// same prices with NumPy (order statistic ⌈(1 − α)·n⌉ from the top, Acerbi–Tasche shortfall).
///
/// Over 1990 to 2022 the same code gives the figures of skfolio 1.12.2 for these shares to 1e-12.
@Suite("Historical simulation of real prices")
struct HistoricalRunTests {
    private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/data/us-equities-2008-2022.csv").path

    /// Each share's quantity is 50,000 over its last close.
    private static func scenario(_ simulation: String) throws -> String {
        let lines = try String(contentsOfFile: data, encoding: .utf8).split(separator: "\n")
        let names = lines[0].split(separator: ",").dropFirst().prefix(20)
        let last = lines[lines.count - 1].split(separator: ",").dropFirst().prefix(20)
        let positions = zip(names, last).map { name, price in
            "    - {id: \(name), quantity: \(50_000 / (Double(price) ?? .nan)), instrument: {kind: equity, factor: \(name)}}"
        }
        return """
            version: 1
            title: Twenty shares
            market:
              history: [{kind: csv, path: \(data)}]
            portfolio:
              positions:
            \(positions.joined(separator: "\n"))
            simulation: \(simulation)
            measures:
              - {kind: value-at-risk, confidence: [95%, 99%]}
              - {kind: expected-shortfall, confidence: [95%, 99%]}
            """
    }

    @Test(
        "figures recomputed from the prices",
        arguments: [
            (
                "{kind: historical, horizon: 1d, window: 3_704d}",
                [18794.054748553306, 37878.07529323505, 31729.620009247126, 56519.1179372983]
            ),
            (
                "{kind: historical, horizon: 10d, window: 1_000d}",
                [59201.14894189195, 119300.61970317087, 97148.89554282086, 158110.97051819295]
            ),
            (
                "{kind: historical-weighted, horizon: 1d, window: 500d}",
                [18751.55129802236, 27327.918200176904, 24954.199837671687, 34983.24621861977]
            ),
            (
                "{kind: historical-volatility-scaled, horizon: 1d, window: 1_000d}",
                [18633.795181892005, 31726.034736633505, 26035.94029709226, 39522.26245898221]
            ),
            (
                "{kind: historical-volatility-scaled, horizon: 1d, window: 1_000d, returns: simple}",
                [18827.63093549696, 31833.65761091936, 26067.73364529048, 39386.29147353175]
            ),
            (
                "{kind: historical-volatility-scaled, horizon: 10d, window: 1_000d}",
                [57904.101479680394, 97416.63296977199, 80961.15946267918, 112223.74462794236]
            ),
        ])
    func figures(simulation: String, known: [Double]) throws {
        let folder = try ScratchFolder(["s.yaml": try Self.scenario(simulation)])
        let report = try RiskStudy().run(folder.url.appendingPathComponent("s.yaml").path, in: .standard())
        let asked = [("value-at-risk", 0.95), ("value-at-risk", 0.99), ("expected-shortfall", 0.95)]
        for ((kind, confidence), value) in zip(asked + [("expected-shortfall", 0.99)], known) {
            let figure = try #require(report.figure(kind, confidence: confidence))
            #expect(abs(figure.estimate.value / value - 1) < 1e-9, "\(kind) \(confidence): \(figure.estimate.value)")
            #expect(figure.estimate.standardError > 0)
        }
        #expect(report.convergence.isEmpty)
        #expect(report.parametric == nil)
        // Every format takes it, and JSON gives it back.
        for format in Catalog.documentFormats { #expect(!(try format.files(of: Document(report))).isEmpty) }
        let again = try JSONReport.decode(
            try JSONReport().render(report), measures: Catalog.standard.kinds.measures.members)
        #expect(again.run.scenarios == report.run.scenarios)
        #expect(DocumentText().render(Document(again)) == DocumentText().render(Document(report)))
    }

    @Test("ten-day scenarios that overlap have the errors of a tenth as many")
    func effectiveCount() throws {
        let folder = try ScratchFolder(["s.yaml": try Self.scenario("{kind: historical, horizon: 10d, window: 1_000d}")]
        )
        let report = try RiskStudy().run(folder.url.appendingPathComponent("s.yaml").path, in: .standard())
        let title = try #require(report.run.scenarios?.title)
        #expect(title.contains("they tell as much as 100 independent, equal ones"))
        let figure = try #require(report.figure("mean-loss"))
        let deviation = try #require(report.figure("standard-deviation")).estimate.value
        #expect(abs(figure.estimate.standardError / (deviation / 10) - 1) < 1e-9)
        #expect(figure.estimator.hasSuffix("1000 losses, overlapping 10 days, err like 100 independent ones"))
    }
}
