import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("Limits agree with the figures, however these came about")
struct LimitContractTests {
    private static let scenario = Shipped.folder + "/limits.yaml"

    private func report(_ changes: [String]) throws -> RiskReport {
        var options = RiskRun.Options()
        options.overrides = changes.compactMap { Override($0) }
        options.workers = 2
        return try RiskRun().report(Self.scenario, options: options)
    }

    @Test(
        "Monte Carlo, history and law",
        arguments: [
            ["simulation.paths=3_000"], ["simulation={kind: historical, horizon: 1d, window: 500d}"],
            ["simulation={kind: filtered-historical, horizon: 2d, paths: 2_000}"],
            ["simulation={kind: parametric, horizon: 10d}"],
        ])
    func kinds(changes: [String]) throws {
        let report = try report(changes)
        #expect(report.limits.count == 5)
        for reading in report.limits {
            let limit = reading.limit
            let figure = try #require(report.figure(limit.key))
            #expect(figure.estimate == reading.estimate)
            #expect(reading.utilisation == figure.estimate.value / limit.breach)
            let (low, high) = (figure.estimate.low ?? -.infinity, figure.estimate.high ?? .infinity)
            switch reading.status {
            case .clear: #expect(high < limit.warn ?? limit.breach)
            case .warning: #expect(low >= limit.warn ?? .infinity && high < limit.breach)
            case .breach: #expect(low >= limit.breach)
            case .undecided:
                let levels = [limit.warn, limit.breach].compactMap(\.self)
                #expect(levels.contains { low < $0 && $0 <= high })
            }
            if report.run.scenarios?.isDrawn == false { #expect(reading.morePaths == nil) }
            if report.run.paths == 0 { #expect(reading.status != .undecided) }
        }
    }

    @Test("the limits survive being written and read")
    func roundTrip() throws {
        let report = try report(["simulation.paths=2_000"])
        #expect(
            try JSONReport.decode(JSONReport().render(report), measures: Catalog.standard.kinds.measures.members).limits
                == report.limits)
        let rows = try DocumentCSV().render(Document(report)).split(separator: "\r\n")
        #expect(rows[0].hasSuffix("estimator,warn,breach,utilisation,status"))
        #expect(
            rows.count {
                $0.hasSuffix("clear") || $0.hasSuffix("warning") || $0.hasSuffix("breach") || $0.hasSuffix("undecided")
            } == 5)
    }
}
