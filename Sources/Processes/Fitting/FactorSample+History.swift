import Market

extension FactorSample {
    /// The last moves of one factor up to a date, each of one business day: from one day on which it has a level to the
    /// next one.
    ///
    /// A weekend and a holiday are no missing days; a change over a hole is no day's move, and is left out. Of a factor that
    /// trades every day of the week the weekdays are taken. One whose levels are weekly or slower has no daily moves.
    ///
    /// - Parameter window: how many moves at most.
    public init(_ history: PriceHistory, factor: FactorID, window: Int, asOf: CalendarDate) {
        guard let column = history.index(of: factor) else {
            self.init(factor: factor, from: [], to: [], dates: [])
            return
        }
        var rows = history.rows(of: column, through: asOf, most: 3 * window + 20)
        var calendar = FactorCalendar(rows.map { history.dates[$0] }, judgedOn: window + window / 2 + 2)
        if case .daily(let days) = calendar.frequency, days == 7 {
            rows = rows.filter { history.dates[$0].weekday < 5 }
            calendar = FactorCalendar(rows.map { history.dates[$0] }, judgedOn: window + window / 2 + 2)
        }
        guard calendar.frequency.isDaily else {
            self.init(factor: factor, from: [], to: [], dates: [])
            return
        }
        let moves = rows.indices.dropFirst().filter { calendar.length(from: $0 - 1, to: $0) == 1 }.suffix(window)
        self.init(
            factor: factor, from: moves.map { history[factor: column, date: rows[$0 - 1]] },
            to: moves.map { history[factor: column, date: rows[$0]] }, dates: moves.map { history.dates[rows[$0]] })
    }
}
