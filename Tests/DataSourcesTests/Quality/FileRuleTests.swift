import DataSources
import Market
import Settings
import Testing

@Suite struct FileRuleTests {
    private let unsorted = "date,EQ.A\n2020-01-02,1\n2020-01-06,3\n2020-01-03,2\n"

    @Test func refusesDatesOutOfOrder() throws {
        let table = try priceTable(unsorted)
        #expect(refusals([table]) == ["4:1: 2020-01-03 stands below 2020-01-06"])
    }

    @Test func sortsDatesWhereAsked() throws {
        let clean = try DataQuality([rule(UnsortedDates.self, .report)]).clean([priceTable(unsorted)])
        #expect(clean.history.dates == ["2020-01-02", "2020-01-03", "2020-01-06"])
        #expect(clean.levels == [1, 2, 3])
        #expect(clean.lines == ["unsorted-dates - 2020-01-03: 2020-01-03 stands below 2020-01-06; sorted by date"])
    }

    @Test func saysOnceThatAFileRunsBackwards() throws {
        var text = "date,EQ.A\n"
        for day in (1...100).reversed() {
            text += "\(CalendarDate(iso: "2020-01-01")!.adding(days: day)),\(1_000 + day)\n"
        }
        let table = try priceTable(text)
        #expect(
            refusals([table]) == ["3:1: the dates go back 99 times; the first: 2020-04-09 stands below 2020-04-10"])
        let clean = try DataQuality([rule(UnsortedDates.self, .report)]).clean([table])
        #expect(clean.issues.count == 1)
        #expect(clean.levels == (1_001...1_100).map { Double($0) })
    }

    private let repeated =
        "date,EQ.A,EQ.B\n2020-01-02,1,1\n2020-01-03,2,2\n2020-01-03,2,9\n2020-01-06,3,3\n2020-01-06,3,3\n"

    @Test func refusesRepeatedDates() throws {
        #expect(
            try refusals([priceTable(repeated)]) == [
                "4:1: 2020-01-03 is in line 3 already, with other levels",
                "6:1: 2020-01-06 is in line 5 already, with the same levels",
            ])
    }

    @Test func keepsTheFirstOfRepeatedDates() throws {
        let clean = try DataQuality([rule(DuplicateDate.self, .exclude)]).clean([priceTable(repeated)])
        #expect(Array(clean.history.column(1)) == [1, 2, 3])
        #expect(
            clean.lines == [
                "duplicate-date - 2020-01-03: 2020-01-03 is in line 3 already, with other levels; the first is kept",
                "duplicate-date - 2020-01-06: 2020-01-06 is in line 5 already, with the same levels; the first is kept",
            ])
    }

    @Test func namesTheFactorThatALongFileRepeats() throws {
        let text = "date,factor,value\n2020-01-02,EQ.A,1\n2020-01-02,EQ.B,2\n2020-01-02,EQ.B,3\n"
        #expect(
            try refusals([priceTable(text)]) == [
                "4:1: EQ.B on 2020-01-02: 2020-01-02 is in line 3 already, with other levels"
            ])
        let clean = try DataQuality([rule(DuplicateDate.self, .exclude)]).clean([priceTable(text)])
        #expect(clean.history.levels == [1, 2])
        #expect(clean.issues.map(\.factor) == ["EQ.B"])
    }
}
