import Market

/// The levels of two factors that were taken on the same day, the newest first.
struct LevelMatches: Sequence, IteratorProtocol {
    private let dates: [CalendarDate]
    private let others: [CalendarDate]
    private let tolerance: Int
    private let isSwapped: Bool
    private var place: Int
    private var otherPlace: Int

    /// - Parameters:
    ///   - dates: of the slower factor, ascending; each pairs with at most one of the others.
    ///   - others: ascending.
    ///   - tolerance: calendar days by which the other's level may be older.
    ///   - isSwapped: whether the others are the first factor's.
    init(dates: [CalendarDate], others: [CalendarDate], tolerance: Int, isSwapped: Bool) {
        self.dates = dates
        self.others = others
        self.tolerance = tolerance
        self.isSwapped = isSwapped
        place = dates.count - 1
        otherPlace = others.count - 1
    }

    /// Places of two levels.
    mutating func next() -> (own: Int, other: Int)? {
        while place >= 0, otherPlace >= 0 {
            let date = dates[place]
            if others[otherPlace] > date {
                otherPlace -= 1
            } else if date.days(since: others[otherPlace]) > tolerance {
                place -= 1
            } else {
                defer {
                    place -= 1
                    otherPlace -= 1
                }
                return isSwapped ? (otherPlace, place) : (place, otherPlace)
            }
        }
        return nil
    }
}
