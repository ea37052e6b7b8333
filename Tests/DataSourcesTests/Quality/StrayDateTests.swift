import DataSources
import Market
import Settings
import Testing

@Suite struct StrayDateTests {
    /// Thirty days of 2024 and what comes after or before them.
    private func table(before: [String] = [], after: [String] = []) throws -> RawPriceTable {
        let first: CalendarDate = "2024-03-01"
        let days = before + (0..<30).map { first.adding(days: $0).description } + after
        return try priceTable("date,EQ.A\n" + days.map { "\($0),100\n" }.joined())
    }

    @Test func leavesOutARowYearsAfterTheOthers() throws {
        let (table, issues) = try DataQuality().withoutStrays(table(after: ["2042-03-31"]), today: nil)
        #expect(table.dates.count == 30 && table.dates.last == "2024-03-30" && table.levels.count == 30)
        #expect(
            issues.map(\.message) == [
                "p.csv, line 32: 2042-03-31 lies 18 years after the date before, 2024-03-30; is a year mistyped?; left out"
            ])
        #expect(issues.first?.severity == .warning && issues.first?.date == "2042-03-31")
    }

    @Test func leavesOutRowsYearsBeforeTheOthers() throws {
        let (table, issues) = try DataQuality().withoutStrays(
            table(before: ["1924-02-27", "1924-02-28"]), today: nil)
        #expect(table.dates.count == 30 && issues.count == 2)
        #expect(issues[1].message.contains("line 3: 1924-02-28 lies 100 years before the next date, 2024-03-01"))
    }

    @Test func aFewMonthsAreAHaltUnlessTheyLieAhead() throws {
        let table = try table(after: ["2024-09-02"])
        #expect(DataQuality().withoutStrays(table, today: "2024-10-01").issues.isEmpty)
        #expect(DataQuality().withoutStrays(table, today: "2024-04-01").issues.count == 1)
    }

    @Test func aHistoryThatGoesOnAfterYearsHasAHole() throws {
        let next: CalendarDate = "2027-01-01"
        let table = try table(after: (0..<8).map { next.adding(days: $0).description })
        #expect(DataQuality().withoutStrays(table, today: nil).issues.isEmpty)
    }

    @Test func yearlyLevelsAreNotStray() throws {
        let text = "date,EQ.A\n" + (1980..<2010).map { "\($0)-12-31,100\n" }.joined()
        #expect(try DataQuality().withoutStrays(priceTable(text), today: nil).issues.isEmpty)
    }

    @Test func isKeptOrRefusedWhereTheScenarioSaysSo() throws {
        let table = try table(after: ["2042-03-31"])
        let kept = DataQuality([rule(StrayDate.self, .report)])
        #expect(kept.withoutStrays(table, today: nil).table.dates.count == 31)
        #expect(try kept.clean([table]).lines.contains { $0.hasPrefix("stray-date") })
        #expect(throws: Issues.self) { try DataQuality([rule(StrayDate.self, .refuse)]).clean([table]) }
    }
}
