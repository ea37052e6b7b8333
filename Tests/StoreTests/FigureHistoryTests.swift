import FoundationEssentials
import Market
import Store
import TestSupport
import Testing

@Suite("figures from date to date")
struct FigureHistoryTests {
    @Test("a line has the newest run of each date, and outcomes count as exceptions where they exceed the forecast")
    func line() throws {
        let fixture = try StoreFixture(runs: [])
        let first = try fixture.add(["asOf=2022-12-27"])
        let second = try fixture.add(["asOf=2022-12-28"])
        try fixture.add(["asOf=2022-12-28", "simulation.seed=2"])
        let store = try Store(fixture.folder)
        let later = try #require(CalendarDate(iso: "2022-12-29"))
        try store.commit { db in
            for (record, gain) in [(first, -1e6), (second, 1.0)] {
                let fact = OutcomeFact(record: record, asOf: later, profitAndLoss: gain)
                let entry = try store.append(OutcomeFact.kind, fact, in: db)
                try fact.insert(number: entry.number, in: db)
            }
        }
        let history = try store.read { try FigureHistory(RunQuery(), book: "", in: $0) }
        try store.close()
        let scenario = try #require(history.scenarios.first)
        #expect(scenario.lines.map(\.kind) == ["value-at-risk", "expected-shortfall"])
        #expect(scenario.lines[0].points.map(\.asOf) == ["2022-12-27", "2022-12-28"])
        // The outcome of the run that a newer one of its date replaced is not of this line.
        #expect(scenario.outcomes.count == 1)
        #expect(scenario.exceptions == 1)
        // One exception of one forecast at 99 %: as rare as 1 %, by the binomial itself.
        #expect(abs(try #require(scenario.pValue) - 0.01) < 1e-12)
        #expect(try fixture.verified().isRight)
    }
}
