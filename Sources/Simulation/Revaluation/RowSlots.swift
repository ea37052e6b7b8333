import Market

/// Which row of a block holds what: the market first, then values and sums.
///
/// Who keeps blocks while positions come and go keeps the slots too, so that what stays has the row it had.
struct RowSlots: Sendable {
    enum Key: Hashable, Sendable {
        case values(owner: Int)
        case cell(CellKey)
        case sum(owner: Int, currency: Currency?, level: Int, group: Int)
        case converted(owner: Int, currency: Currency)
    }

    /// Rows so far.
    private(set) var count: Int
    /// Nil where nobody will ask for a row a second time.
    private var rows: [Key: Int]?
    private var free: [Int] = []

    /// - Parameters:
    ///   - marketRows: how many rows the market has.
    ///   - isKept: whether what is asked for again has the row it had.
    init(marketRows: Int, isKept: Bool) {
        count = marketRows
        rows = isKept ? [:] : nil
    }

    mutating func row(_ key: Key) -> Int {
        if let known = rows?[key] { return known }
        let row = free.popLast() ?? count
        if row == count { count += 1 }
        rows?[key] = row
        return row
    }

    /// Gives the rows of all else to whoever asks next.
    mutating func release(allBut used: Set<Int>) {
        guard let known = rows else { return }
        let idle = known.filter { !used.contains($0.value) }
        for key in idle.keys { rows?[key] = nil }
        free += idle.values.sorted(by: >)
    }
}
