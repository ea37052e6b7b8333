import Market

extension RawPriceTable {
    /// The same table with some of its factors and without the dates after one; nil where nothing
    /// is left.
    public func selecting(_ wanted: Set<FactorID>, until last: CalendarDate?) -> RawPriceTable? {
        let columns = factors.indices.filter { wanted.contains(factors[$0]) }
        guard !columns.isEmpty else { return nil }
        var table = RawPriceTable(
            file: file, factors: columns.map { factors[$0] }, factorPlaces: columns.map { factorPlaces[$0] })
        let rows = dates.indices.filter { row in last.map { dates[row] <= $0 } ?? true }
        guard !rows.isEmpty else { return nil }
        table.dates = rows.map { dates[$0] }
        table.levels.reserveCapacity(rows.count * columns.count)
        table.places.reserveCapacity(rows.count * columns.count)
        for row in rows {
            for column in columns {
                table.levels.append(levels[row * factors.count + column])
                table.places.append(places[row * factors.count + column])
            }
        }
        table.disorders = disorders.filter { disorder in
            disorder.factor.map { wanted.contains($0) } ?? true
        }
        return table
    }
}
