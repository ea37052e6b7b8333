import Market

extension FactorSample {
    /// The last moves of one factor up to a date: each between two consecutive dates on which it has a level.
    ///
    /// - Parameter window: how many moves at most.
    public init(_ history: PriceHistory, factor: FactorID, window: Int, asOf: CalendarDate) {
        var rows: [Int] = []
        if let column = history.index(of: factor), let last = history.index(onOrBefore: asOf) {
            func hasLevel(_ row: Int) -> Bool { history[factor: column, date: row].isFinite }
            for row in stride(from: last, to: 0, by: -1) where hasLevel(row) && hasLevel(row - 1) {
                rows.append(row)
                if rows.count == window { break }
            }
            rows.reverse()
            self.init(
                factor: factor, from: rows.map { history[factor: column, date: $0 - 1] },
                to: rows.map { history[factor: column, date: $0] }, dates: rows.map { history.dates[$0] })
        } else {
            self.init(factor: factor, from: [], to: [], dates: [])
        }
    }
}
