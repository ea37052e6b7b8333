/// Positions of one book and currency that read the same rows of the market: valued together, in a row of a block.
struct Cell: Sendable {
    var key: CellKey
    /// Of the entries of the revaluation, in order of id.
    var members: [Int]
    /// What stands for it in a sum: a row of values of its own, or for positions that are multiples of one market row that row
    /// itself.
    var term: RowTerm
    /// Whether `term` is a row of values of its own.
    var isValued: Bool
}

/// A multiple of a row of a block.
struct RowTerm: Hashable, Sendable {
    var row: Int
    var weight: Double
}
