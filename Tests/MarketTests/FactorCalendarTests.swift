import Market
import Testing

@Suite("The calendar of a factor")
struct FactorCalendarTests {
    private func date(_ iso: String) -> CalendarDate { CalendarDate(iso: iso)! }

    /// Days from a date on, one after another, that are wanted.
    private func days(_ count: Int, from iso: String = "2023-01-02", where isWanted: (CalendarDate) -> Bool)
        -> [CalendarDate]
    {
        var result: [CalendarDate] = []
        var day = date(iso)
        while result.count < count {
            if isWanted(day) { result.append(day) }
            day = day.adding(days: 1)
        }
        return result
    }

    private func lengths(_ calendar: FactorCalendar) -> [Double] {
        calendar.dates.indices.dropFirst().map { calendar.length(from: $0 - 1, to: $0) }
    }

    @Test("days of the week", arguments: [("1970-01-01", 3), ("2024-07-01", 0), ("2024-06-30", 6), ("1969-12-29", 0)])
    func weekdays(iso: String, weekday: Int) { #expect(date(iso).weekday == weekday) }

    @Test("a five-day week has 252 changes a year, over weekends and holidays too")
    func fiveDays() {
        let holidays: Set = ["2023-01-16", "2023-02-20", "2023-04-07", "2023-05-29", "2023-07-04"]
        let calendar = FactorCalendar(days(250) { $0.weekday < 5 && !holidays.contains($0.description) })
        #expect(calendar.frequency == .businessDaily && calendar.frequency.changesPerYear == 252)
        #expect(lengths(calendar).allSatisfy { $0 == 1 })
    }

    @Test("a week of seven days has no closed ones: what lacks is missing")
    func sevenDays() {
        let calendar = FactorCalendar(days(200) { $0.description != "2023-03-01" })
        #expect(calendar.frequency == .daily(daysAWeek: 7) && calendar.frequency.changesPerYear == 365)
        #expect(lengths(calendar).filter { $0 != 1 } == [2])
    }

    @Test("a week from Sunday to Thursday is one of five days")
    func sundayToThursday() {
        let calendar = FactorCalendar(days(200) { $0.weekday != 4 && $0.weekday != 5 })
        #expect(calendar.frequency == .businessDaily)
        #expect(lengths(calendar).allSatisfy { $0 == 1 })
    }

    @Test("a hole counts by its business days, and so do days that lack more often than holidays")
    func holes() {
        let halt = date("2023-06-01")..<date("2023-09-01")
        let halted = FactorCalendar(days(250) { $0.weekday < 5 && !halt.contains($0) })
        // From Wednesday 31 May to Friday 1 September.
        #expect(lengths(halted).filter { $0 != 1 } == [67])
        let sparse = FactorCalendar(days(250) { $0.weekday < 5 && $0.weekday != 2 })
        #expect(sparse.frequency == .businessDaily)
        #expect(Set(lengths(sparse)) == [1, 2])
    }

    @Test(
        "slow levels tell their rhythm, and a level left out makes a change twice as long",
        arguments: [(7, LevelFrequency.weekly, 52.0), (14, .fortnightly, 26), (91, .quarterly, 4), (365, .yearly, 1)])
    func slow(step: Int, frequency: LevelFrequency, perYear: Double) {
        let first = date("1990-01-05")
        let dates = (0..<30).filter { $0 != 20 }.map { first.adding(days: $0 * step) }
        let calendar = FactorCalendar(dates)
        #expect(calendar.frequency == frequency && frequency.changesPerYear == perYear)
        let long = lengths(calendar).filter { $0 != 1 }
        #expect(long.count == 1 && abs(long[0] - 2) < 0.01)
    }

    @Test("months are not all as long, and neither is a quarter of a year")
    func months() {
        let dates = (0..<60).map { date("2019-01-31").adding(months: $0) }
        let calendar = FactorCalendar(dates)
        #expect(calendar.frequency == .monthly && lengths(calendar).allSatisfy { $0 == 1 })
    }

    @Test("what a factor did long ago does not tell how it trades")
    func recentHabits() {
        let monthly = (0..<120).map { date("2000-01-31").adding(months: $0) }
        let daily = days(300, from: "2010-01-04") { $0.weekday < 5 }
        #expect(FactorCalendar(monthly + daily, judgedOn: 200).frequency == .businessDaily)
    }

    @Test("two weeks are no habit: with few dates a week is one of five days")
    func fewDates() {
        let calendar = FactorCalendar(days(9) { _ in true })
        #expect(calendar.frequency == .businessDaily && lengths(calendar).allSatisfy { $0 == 1 })
    }

    @Test("business days of a share and a coin are the share's")
    func businessRows() {
        let all = days(200) { _ in true }
        let history = PriceHistory(
            dates: all, factors: [FactorID("EQ.A")!, FactorID("CM.COIN")!],
            levels: all.map { $0.weekday < 5 && $0.description != "2023-04-07" ? 1 : .nan } + all.map { _ in 2 })
        let shares = all.indices.filter { !history[factor: 0, date: $0].isNaN }
        #expect(history.businessRows(of: [0, 1], through: all[199]) == shares)
        #expect(history.businessRows(of: [1], through: all[199]) == all.indices.filter { all[$0].weekday < 5 })
        #expect(history.onBusinessDays.dates == shares.map { all[$0] })
    }
}
