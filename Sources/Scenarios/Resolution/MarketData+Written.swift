import DataSources
import Market
import Settings

/// Single levels as the files have them, before any cleaning.
extension MarketData {
    /// The level of a factor on a date, or the last one up to so many days before it; nil where no file has one.
    func written(
        _ factor: FactorID, on date: CalendarDate, within days: Int, asQuoted: Bool = false
    ) -> (level: Double, date: CalendarDate, location: SourceLocation)? {
        var best: (level: Double, date: CalendarDate, location: SourceLocation)?
        for table in asQuoted ? quoted : tables {
            guard let column = table.factors.firstIndex(of: factor) else { continue }
            for (row, day) in table.dates.enumerated() where day <= date && date.days(since: day) <= days {
                let level = table[row, column]
                guard level.isFinite, best.map({ $0.date < day }) ?? true else { continue }
                best = (level, day, table.location(row: row, factor: column))
            }
        }
        return best
    }

    /// Where a file has the level of a factor on a date.
    func location(of factor: FactorID, on date: CalendarDate) -> SourceLocation? {
        written(factor, on: date, within: 0)?.location
    }
}
