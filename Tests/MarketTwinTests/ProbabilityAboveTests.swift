import Foundation
import MarketTwin
import Settings
import TestSupport
import Testing

/// A measure with a setting, from the scenario to every format.
@Suite("The probability of losing more than an amount, end to end")
struct ProbabilityAboveTests {
    private static let scenario = """
        version: 1
        title: Above
        asOf: 2022-12-28
        market:
          levels: {EQ.A: 100, EQ.B: 50}
          volatilities: {EQ.A: 30%, EQ.B: 20%}
          correlations:
            - {between: [EQ.A, EQ.B], is: 0.5}
        portfolio:
          positions:
            - {id: a, book: X/Y, quantity: 10_000, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, book: X/Z, quantity: 20_000, instrument: {kind: equity, factor: EQ.B}}
        simulation: {kind: monte-carlo, horizon: 10d, paths: 20_000, seed: 7}
        measures:
          - {kind: value-at-risk, confidence: 99%}
          - {kind: probability-of-loss, above: 0.1M}
        limits:
          - {book: "", measure: {kind: probability-of-loss, above: 100k}, warn: 5%, breach: 60%}
          - {book: X/Y, measure: {kind: probability-of-loss, above: 50k}, breach: 99%}
          - {measure: {kind: probability-of-loss, above: 0}, breach: 99%}

        """

    private func report(_ simulation: String? = nil) throws -> (report: RiskReport, folder: ScratchFolder) {
        let folder = try ScratchFolder(["s.yaml": Self.scenario])
        let overrides: [Override] = simulation.map { [.init(path: "simulation", value: $0)] } ?? []
        return (try RiskStudy().run(folder.path("s.yaml"), overrides: overrides, in: .standard()), folder)
    }

    @Test("it stands beside its default, which every report shows, and a limit holds the one that it names")
    func figures() throws {
        let (report, _) = try report()
        let measures = Set(report.figures.map(\.key.measure.specification).filter { $0.kind == ProbabilityOfLoss.kind })
        #expect(measures == Set([0, 50_000, 100_000].map { ProbabilityOfLoss(above: $0).specification }))
        for threshold in [50_000.0, 100_000] {
            let figure = try #require(report.figure(FigureKey(ProbabilityOfLoss(above: threshold))))
            let whole = try #require(report.figure(FigureKey(ProbabilityOfLoss())))
            #expect(figure.estimate.value < whole.estimate.value && figure.estimate.value > 0)
        }
        #expect(report.limits.map(\.limit.book) == ["", "X/Y", ""])
        for (reading, threshold) in zip(report.limits, [100_000.0, 50_000, 0]) {
            #expect(reading.limit.key == FigureKey(ProbabilityOfLoss(above: threshold), book: reading.limit.book))
            #expect(reading.estimate == report.figure(reading.limit.key)?.estimate)
        }
    }

    @Test("a law, a sample and a file agree")
    func formats() throws {
        let (sample, _) = try report()
        let (law, _) = try report("{kind: parametric, method: delta-normal, horizon: 10d}")
        let key = FigureKey(ProbabilityOfLoss(above: 100_000))
        let (drawn, exact) = (try #require(sample.figure(key)).estimate, try #require(law.figure(key)).estimate)
        // Simulated levels are lognormal, those of the law normal: a difference of a few hundredths of the figure.
        #expect(abs(drawn.value / exact.value - 1) < 0.15, "\(drawn) \(exact)")
        let text = try JSONReport().render(sample)
        #expect(text.contains(#""settings": {"above": 100000.0}"#))
        let again = try JSONReport.decode(text, measures: Catalog.standard.kinds.measures.members)
        #expect(again.figures.map(\.key) == sample.figures.map(\.key) && again.limits == sample.limits)
        #expect(DocumentText().render(Document(sample)).contains("Probability of loss above 100,000"))
        #expect(DocumentPage().render(Document(sample)).contains("Probability of loss above 100,000"))
    }

    @Test("two results are compared figure by figure, and two scenarios")
    func comparison() throws {
        let (report, folder) = try report()
        try folder.write("r.json", JSONReport().render(report))
        for other in ["r.json", "s.yaml"] {
            let result = try ComparisonStudy().run(
                .init(folder.path("s.yaml"), folder.path(other)), in: .standard())
            let changes = result.changes.filter { $0.kind == ProbabilityOfLoss.kind && $0.key.isOfWhole }
            #expect(changes.count == 3 && Set(changes.map(\.key)).count == 3)
            #expect(changes.allSatisfy { $0.total.value == 0 })
        }
    }
}
