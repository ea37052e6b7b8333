extension PriceHistory {
    /// The rows on which a factor has a level, up to a date.
    ///
    /// - Parameter most: how many of the last to take.
    public func rows(of column: Int, through last: CalendarDate, most: Int = .max) -> [Int] {
        guard let end = index(onOrBefore: last) else { return [] }
        let start = column * dates.count
        var rows: [Int] = []
        rows.reserveCapacity(min(most, end + 1))
        var row = end
        while row >= 0, rows.count < most {
            if levels[start + row].isFinite { rows.append(row) }
            row -= 1
        }
        rows.reverse()
        return rows
    }

    /// The history on the business days of all its factors.
    public var onBusinessDays: PriceHistory {
        guard let last = dates.last else { return self }
        return selecting(rows: businessRows(of: Array(factors.indices), through: last))
    }

    /// The rows that are business days of some factors together, up to a date.
    ///
    /// Days on which only those have a level who trade every day of the week are none, nor are weekends, unless no factor
    /// trades on Fridays: a change over a weekend is one business day's. Of factors that all trade every day, the weekdays.
    /// Of a history too short to tell a week, every day.
    public func businessRows(of columns: [Int], through last: CalendarDate) -> [Int] {
        guard let end = index(onOrBefore: last), !columns.isEmpty else { return [] }
        let recent = columns.map { column in rows(of: column, through: last, most: 400).map { dates[$0] } }
        guard recent.contains(where: { $0.count >= TradingWeek.fewestDates }) else { return Array(0...end) }
        let weeks = recent.map { TradingWeek($0[...]) }
        let ordinary = zip(columns, weeks).filter { $0.1.dayCount < 7 }.map(\.0)
        let deciding = ordinary.isEmpty ? columns : ordinary
        let hasFridays = weeks.contains { $0.trades(on: 4) }
        return (0...end).filter { row in
            (dates[row].weekday < 5 || !hasFridays)
                && deciding.contains { self[factor: $0, date: row].isFinite }
        }
    }
}

extension TradingWeek {
    fileprivate func trades(on weekday: Int) -> Bool {
        let monday = CalendarDate(dayNumber: 4)
        return days(from: monday.adding(days: weekday - 1), to: monday.adding(days: weekday)) == 1
    }
}
