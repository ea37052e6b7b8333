import Foundation
import Market
import MarketTwin
import Simulation
import TestSupport
import Testing

@Suite("Runs of a scenario as of many dates")
struct RunSeriesTests {
    private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/data/crisis-2006-2009.csv").path

    /// Oil has two gaps, and a spike rule that is told to leave levels out looks ahead.
    private static func scenario(_ sections: String) -> String {
        """
        version: 1
        title: Series
        market: {history: [{kind: csv, path: \(data)}]}
        calibration: {window: 100d}
        portfolio:
          positions:
            - {id: oil, quantity: 1, instrument: {kind: commodity, factor: CM.WTI}}
            - {id: index, quantity: 1, instrument: {kind: equity, factor: EQ.SP500}}
        \(sections)
        """
    }

    private static func series(_ folder: ScratchFolder) throws -> RunSeries {
        let file = folder.url.appendingPathComponent("s.yaml").path
        let last = try #require(CalendarDate(iso: "2009-12-31"))
        return try RunSeries(
            try ScenarioResolver(catalog: .standard).prepare(file),
            confidences: [.init(content: 0.9)], through: last)
    }

    private static func text(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(value)
    }

    @Test(
        "a run of the series is the run that the scenario gives as of the date",
        arguments: [
            "", "dataQuality: {spike: {action: exclude, threshold: 6}}\nsimulation: {kind: historical}",
            "simulation: {kind: filtered-historical}",
            "factors: {EQ.*: {process: {kind: garch}}}\ndependence: {kind: student-t}",
        ])
    func sameRun(sections: String) throws {
        let folder = try ScratchFolder(["s.yaml": Self.scenario(sections)])
        let series = try Self.series(folder)
        for date in ["2006-08-01", "2007-03-06", "2008-10-15"] {
            let own = try series.run(asOf: try #require(CalendarDate(iso: date)))
            let whole = try folder.resolve("s.yaml", ["asOf=\(date)"]).run
            #expect(try Self.text(own.market.model) == Self.text(whole.market.model), "\(date)")
            #expect(own.simulation == whole.simulation && own.states.record == whole.states.record, "\(date)")
            #expect(own.asOf == whole.asOf && own.sampling.paths == whole.sampling.paths)
            #expect(own.sampling.seed != whole.sampling.seed)
        }
    }

    @Test("what was fitted is kept on request, while levels and states move on")
    func keptFits() throws {
        let folder = try ScratchFolder([
            "s.yaml": Self.scenario("factors: {EQ.*: {process: {kind: garch}}}\ndependence: {kind: student-t}")
        ])
        let series = try Self.series(folder)
        func run(_ date: String, _ earlier: BoundRun? = nil) throws -> Run {
            try series.run(asOf: try #require(CalendarDate(iso: date)), keepingFitsOf: earlier).run
        }
        let bound = try series.run(asOf: try #require(CalendarDate(iso: "2008-08-01")))
        let first = bound.run
        let anew = try run("2008-10-15")
        let kept = try run("2008-10-15", bound)
        func garch(_ run: Run) throws -> Specification {
            try #require(run.market.factors.first { $0.process.kind == "garch" }).process
        }
        #expect(try garch(kept).number("omega") == garch(first).number("omega"))
        #expect(try garch(kept).number("omega") != garch(anew).number("omega"))
        #expect(try garch(kept).number("nextVariance") > 4 * garch(first).number("nextVariance"))
        #expect(kept.market.dependence == first.market.dependence && kept.market.dependence != anew.market.dependence)
        #expect(kept.market.factors.map(\.level) == anew.market.factors.map(\.level))
        #expect(try run("2008-08-01", bound).market.factors.map(\.process) == first.market.factors.map(\.process))
    }

    @Test("levels are known on dates without gaps only")
    func levels() throws {
        let folder = try ScratchFolder(["s.yaml": Self.scenario("")])
        let series = try Self.series(folder)
        let date = try #require(CalendarDate(iso: "2006-07-03"))
        let gap = try #require(series.history.index(onOrBefore: date))
        #expect(series.levels(date: gap) == nil)
        #expect(series.levels(date: gap + 1)?.count == 2)
        #expect(series.changeCount == 100 && series.horizonDays == 10)
    }
}
