import Market

/// What the positions of a cell have in common: where their value goes, its currency, and the rows of the market they read.
struct CellKey: Hashable, Sendable {
    /// Of the row of values that the cell adds to.
    var owner: Int
    var currency: Currency
    /// Ascending.
    var rows: [Int]

    /// Cells of one owner and currency are summed in this order.
    static func isBefore(_ a: CellKey, _ b: CellKey) -> Bool { a.rows.lexicographicallyPrecedes(b.rows) }

    /// Where the cell stands among those of its owner: by the first row it reads, before all others if it reads none. It does
    /// not depend on which other cells there are, so one more cell leaves the sums of the others as they are.
    var place: Int { rows.first.map { $0 + 1 } ?? 0 }
}
