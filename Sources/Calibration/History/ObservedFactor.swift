import Market

/// One factor of a history with the calendar of its levels.
struct ObservedFactor: Sendable {
    let id: FactorID
    let column: Int
    let convention: ChangeConvention
    /// Of the history, where it has a level up to the calibration date.
    let rows: [Int]
    let calendar: FactorCalendar

    /// - Parameter known: calendars of rows that were met already; most factors of a history have the same.
    init(
        _ history: PriceHistory, column: Int, convention: ChangeConvention, window: Int, asOf: CalendarDate,
        known: inout [[Int]: FactorCalendar]
    ) {
        id = history.factors[column]
        self.column = column
        self.convention = convention
        rows = history.rows(of: column, through: asOf)
        if let calendar = known[rows] {
            self.calendar = calendar
        } else {
            // As many dates as the window may take of the most frequent calendar.
            calendar = FactorCalendar(rows.map { history.dates[$0] }, judgedOn: window + window / 2 + 2)
            known[rows] = calendar
        }
    }

    /// The last changes that are together so long, or all where they are not.
    ///
    /// - Parameter span: in usual changes; at least two changes are taken where there are as many.
    func window(_ span: Double) -> (window: ChangeWindow, isWhole: Bool) {
        guard rows.count > 1 else { return (.none, false) }
        var first = rows.count - 1
        var isWhole = false
        while first > 0, !isWhole || rows.count - 1 - first < 2 {
            first -= 1
            isWhole = calendar.length(from: first, to: rows.count - 1) >= span - 1e-9
        }
        isWhole = isWhole && rows.count - 1 - first >= 2
        let lengths = (first..<rows.count - 1).map { calendar.length(from: $0, to: $0 + 1) }
        return (ChangeWindow(rows: Array(rows[first...]), lengths: lengths), isWhole)
    }

    /// The places of this factor's levels and of another's that were taken on the same day, the newest first.
    ///
    /// Daily levels pair on equal dates. Of slower levels each pairs with the other's last one in the four days before it,
    /// so that a fund's month that ends on a Sunday meets the share's Friday.
    func matches(_ other: ObservedFactor) -> LevelMatches {
        let isDaily = calendar.frequency.isDaily && other.calendar.frequency.isDaily
        let isSwapped = !isDaily && calendar.frequency.usualDays < other.calendar.frequency.usualDays
        return LevelMatches(
            dates: isSwapped ? other.calendar.dates : calendar.dates,
            others: isSwapped ? calendar.dates : other.calendar.dates, tolerance: isDaily ? 0 : Self.tolerance,
            isSwapped: isSwapped)
    }

    /// Calendar days between two levels that are still of one day's market.
    private static let tolerance = 4
}
