import Foundation
import MarketTwin
import Simulation
import Testing

@Suite("The pipeline")
struct RiskRunTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let quickstart = root.appendingPathComponent("Scenarios/quickstart.yaml").path

    private func report(_ changes: [String] = [], workers: Int = 2) throws -> RiskReport {
        try RiskStudy().run(
            Self.quickstart, overrides: (["simulation.paths=3000"] + changes).compactMap { Override($0) },
            in: .standard(workers: workers))
    }

    @Test("the identity is that of the inputs: workers do not change it, anything else does")
    func identity() throws {
        let known = try report()
        #expect(known.run.id.count == 64)
        #expect(try report(workers: 3).run.id == known.run.id)
        for change in [
            "simulation.seed=43", "simulation.paths=3001", "portfolio.positions.0.quantity=901",
            "market.levels.IR.USD.1Y=4.8%", "calibration.window=499d", "simulation.precision=single",
            "market.correlations.0.is=0.84", "simulation.steps=2", "asOf=2022-12-27",
        ] {
            #expect(try report([change]).run.id != known.run.id, "\(change)")
        }
    }

    @Test("every measure is given for every book, with an error and a fitting interval")
    func figures() throws {
        let report = try report()
        let kinds = Set(report.figures.map { "\($0.kind) \($0.confidence ?? 0)" })
        #expect(report.figures.count == kinds.count * report.books.count)
        #expect(kinds.count == 7)
        for figure in report.figures {
            let estimate = figure.estimate
            #expect(estimate.standardError > 0, "\(figure.kind) \(figure.book)")
            #expect((estimate.low ?? -.infinity) <= estimate.value && estimate.value <= (estimate.high ?? .infinity))
        }
        for book in report.books {
            let shortfall = try #require(report.figure("expected-shortfall", confidence: 0.975, book: book.path))
            let valueAtRisk = try #require(report.figure("value-at-risk", confidence: 0.95, book: book.path))
            #expect(shortfall.estimate.value > valueAtRisk.estimate.value)
        }
        #expect(report.books[0].positions == 23)
        #expect(report.histogram.counts.reduce(0, +) + report.histogram.below + report.histogram.above == 3_000)
    }

    @Test("a hedge lowers the risk of the book it hedges")
    func hedge() throws {
        let report = try report()
        let hedged = try #require(report.figure("value-at-risk", confidence: 0.99, book: "Equity"))
        let bare = try #require(report.figure("value-at-risk", confidence: 0.99, book: "Equity/US"))
        #expect(hedged.estimate.value < bare.estimate.value - 4 * bare.estimate.standardError)
    }

    @Test("convergence ends with the figure itself")
    func convergence() throws {
        let report = try report()
        for series in report.convergence {
            let figure = try #require(report.figure(series.kind, confidence: series.confidence))
            #expect(series.points.last?.estimate == figure.estimate)
            #expect(series.points.last?.paths == 3_000)
        }
    }

    @Test("more memory than the machine has is refused before any path is drawn")
    func memory() {
        #expect { try report(["simulation.paths=1_000_000_000"]) } throws: { error in
            (error as? Issues)?.all.first?.message.contains("MB, and ") == true
        }
    }
}
