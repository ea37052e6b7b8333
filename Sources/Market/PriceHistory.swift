/// Daily levels of several risk factors: one row a date, ascending, one column a factor.
///
/// A missing level is not a number (`Double.nan`). Columns are stored one after another, dates contiguous.
public struct PriceHistory: Sendable, Equatable {
    public let dates: [CalendarDate]
    public let factors: [FactorID]
    /// Column-major: the level of factor `f` on date `d` is `levels[f * dates.count + d]`.
    public private(set) var levels: [Double]

    /// - Parameters:
    ///   - dates: strictly ascending.
    ///   - levels: `factors.count × dates.count`, factor by factor.
    public init(dates: [CalendarDate], factors: [FactorID], levels: [Double]) {
        precondition(levels.count == dates.count * factors.count, "levels must be factors × dates")
        precondition(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 }, "dates must ascend strictly")
        self.dates = dates
        self.factors = factors
        self.levels = levels
    }

    public static let empty = PriceHistory(dates: [], factors: [], levels: [])

    public subscript(factor factor: Int, date date: Int) -> Double {
        get { levels[factor * dates.count + date] }
        set { levels[factor * dates.count + date] = newValue }
    }

    /// The levels of one factor, date by date.
    public func column(_ factor: Int) -> ArraySlice<Double> {
        levels[factor * dates.count..<(factor + 1) * dates.count]
    }

    public func index(of factor: FactorID) -> Int? { factors.firstIndex(of: factor) }

    /// The last date on or before a date, as an index.
    public func index(onOrBefore date: CalendarDate) -> Int? {
        var low = 0
        var high = dates.count
        while low < high {
            let middle = (low + high) / 2
            if dates[middle] <= date { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// The history on some of its dates, given as rows in ascending order.
    public func selecting(rows: [Int]) -> PriceHistory {
        guard rows.count < dates.count else { return self }
        return PriceHistory(
            dates: rows.map { dates[$0] }, factors: factors,
            levels: factors.indices.flatMap { factor in rows.map { self[factor: factor, date: $0] } })
    }

    /// The history of some of the factors, in the order given, on a range of dates.
    public func slice(factors chosen: [Int], dates range: Range<Int>) -> PriceHistory {
        PriceHistory(
            dates: Array(dates[range]), factors: chosen.map { factors[$0] },
            levels: chosen.flatMap { column in self.column(column).dropFirst(range.lowerBound).prefix(range.count) })
    }
}
