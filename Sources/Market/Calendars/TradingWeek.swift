/// The days of the week on which a market trades, as dates tell.
struct TradingWeek {
    /// Monday first.
    private let isOpen: [Bool]
    /// For each day of the week, Monday first, how many open days come before it in the week.
    private let openBefore: [Int]
    let dayCount: Int

    /// Fewer dates tell no other week than Monday to Friday.
    static let fewestDates = 20

    /// A day is one of trading where at least a quarter as many dates fall on it as on the most frequent one. Of less than
    /// five days a week a week of Monday to Friday is made: what lacks there is missing.
    init(_ dates: ArraySlice<CalendarDate>) {
        var counts = [Int](repeating: 0, count: 7)
        for date in dates { counts[date.weekday] += 1 }
        let most = counts.max() ?? 0
        var open = counts.map { 4 * $0 >= most && $0 > 0 }
        if dates.count < Self.fewestDates { open = (0..<7).map { $0 < 5 } }
        if open.count(where: \.self) < 5 {
            for day in 0..<5 { open[day] = true }
        }
        isOpen = open
        openBefore = (0..<7).map { day in open[..<day].count(where: \.self) }
        dayCount = open.count(where: \.self)
    }

    /// Days of trading after one date up to another.
    func days(from earlier: CalendarDate, to later: CalendarDate) -> Int { ordinal(later) - ordinal(earlier) }

    /// Days of trading up to a date, itself included, since a Monday long ago.
    private func ordinal(_ date: CalendarDate) -> Int {
        let week = (Int(date.dayNumber) + 3 - date.weekday) / 7
        return week * dayCount + openBefore[date.weekday] + (isOpen[date.weekday] ? 1 : 0)
    }
}

extension CalendarDate {
    /// 0 for a Monday, 6 for a Sunday: 1970-01-01 was a Thursday.
    public var weekday: Int { ((Int(dayNumber) + 3) % 7 + 7) % 7 }
}
