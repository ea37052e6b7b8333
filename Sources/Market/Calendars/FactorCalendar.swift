/// The dates on which one factor has a level, and how long each of its changes is.
///
/// Lengths are counted in the factor's own usual changes: 1 is a day of a share, a month of a fund. They depend on the
/// factor's own dates alone, so that what another factor lacks, or has beside it, never moves this one's estimates. In a
/// five- or six-day week a closed day is no missing level: a change over a weekend or a holiday is one day's, as long as
/// the days that lack are as few as holidays are. Where more lack, or more than a week in a row, the days between count:
/// a change over a hole is as long as the hole.
public struct FactorCalendar: Sendable {
    /// Ascending.
    public let dates: [CalendarDate]
    public let frequency: LevelFrequency
    /// For each date how many usual changes lie between it and the first date.
    public let positions: [Double]

    /// Of the days of a five-day week, holidays are at most this share: Japan and China have 6 to 7 %.
    static let largestHolidayShare = 0.08
    /// Days of its week that a market may be closed in a row.
    static let longestClosure = 5

    /// - Parameters:
    ///   - dates: ascending.
    ///   - judged: how many of the last dates tell the frequency; a habit given up long ago is none.
    public init(_ dates: [CalendarDate], judgedOn judged: Int = .max) {
        self.dates = dates
        let recent = dates.suffix(max(3, judged == .max ? dates.count : judged))
        let gaps = zip(recent, recent.dropFirst()).map { Double($1.days(since: $0)) }
        let median = gaps.isEmpty ? 1 : gaps.sorted()[gaps.count / 2]
        guard median < 5 else {
            let frequency = LevelFrequency(slow: Self.spacing(gaps, median))
            self.frequency = frequency
            positions = Self.positions(dates) { earlier, later in
                let days = Double(later.days(since: earlier))
                return days <= 1.5 * frequency.usualDays ? 1 : days / frequency.usualDays
            }
            return
        }
        let week = TradingWeek(recent)
        frequency = .daily(daysAWeek: week.dayCount)
        let lacks = zip(recent, recent.dropFirst()).map { week.days(from: $0, to: $1) - 1 }
            .filter { $0 > 0 && $0 <= Self.longestClosure }.reduce(0, +)
        let share = Double(lacks) / Double(max(1, lacks + gaps.count))
        let hasHolidays = week.dayCount < 7 && share <= Self.largestHolidayShare
        positions = Self.positions(dates) { earlier, later in
            let days = max(1, week.days(from: earlier, to: later))
            return hasHolidays && days - 1 <= Self.longestClosure ? 1 : Double(days)
        }
    }

    /// The usual distance of slow dates: the mean of those near the median, since months are not all as long.
    private static func spacing(_ gaps: [Double], _ median: Double) -> Double {
        let usual = gaps.filter { $0 > 0.7 * median && $0 < 1.4 * median }
        return usual.isEmpty ? median : usual.reduce(0, +) / Double(usual.count)
    }

    private static func positions(
        _ dates: [CalendarDate], _ length: (CalendarDate, CalendarDate) -> Double
    ) -> [Double] {
        var positions: [Double] = []
        positions.reserveCapacity(dates.count)
        for (index, date) in dates.enumerated() {
            positions.append(index == 0 ? 0 : positions[index - 1] + length(dates[index - 1], date))
        }
        return positions
    }

    /// How many usual changes lie between two of its dates, given by their places.
    public func length(from earlier: Int, to later: Int) -> Double { positions[later] - positions[earlier] }
}
