import Market

/// How rows of values are summed up: trees whose shape follows from the portfolio alone.
///
/// The cells of a book and currency are grouped by sixteen places of the first row that each reads, these groups by sixteen
/// again, and so on: one cell more or less, or one changed, leaves all sums but those above it as they are. Their sum is
/// converted; a book is the sum of its currencies in order of their codes, and of the books below it in order of their paths, as
/// a tree again.
struct SumPlan {
    /// Each comes after those it reads.
    private(set) var sums: [RowSum] = []

    private static let arity = 16

    /// How amounts in one currency become others: times a number, then times or over rates.
    struct Conversion {
        var scale: Double
        var rates: [RowSum.Rate]
    }

    /// A row of values.
    struct Owner {
        /// By which its sums are known.
        var id: Int
        /// Where its value goes.
        var row: Int
        /// By currency, in order of their codes; cells in their order.
        var cells: [(currency: Currency, cells: [Cell])]
        /// Rows of the owners below it, in order of their names.
        var children: [Int]
    }

    /// Adds the sums of one owner; those of its children come before.
    mutating func add(
        _ owner: Owner, conversions: [Currency: Conversion], slots: inout RowSlots
    ) {
        var terms: [RowTerm] = []
        for (currency, cells) in owner.cells {
            let entries = cells.map { (place: $0.key.place, term: $0.term) }
            guard var sum = tree(entries, of: owner.id, currency, slots: &slots) else { continue }
            let conversion = conversions[currency] ?? Conversion(scale: 1, rates: [])
            sum.weight *= conversion.scale
            guard !conversion.rates.isEmpty else {
                terms.append(sum)
                continue
            }
            let row = slots.row(.converted(owner: owner.id, currency: currency))
            sums.append(RowSum(row: row, of: [sum], rates: conversion.rates))
            terms.append(RowTerm(row: row, weight: 1))
        }
        let children = owner.children.enumerated().map { (place: $0, term: RowTerm(row: $1, weight: 1)) }
        if let below = tree(children, of: owner.id, nil, slots: &slots) { terms.append(below) }
        sums.append(RowSum(row: owner.row, of: terms))
    }

    /// - Parameter entries: by ascending places.
    private mutating func tree(
        _ entries: [(place: Int, term: RowTerm)], of owner: Int, _ currency: Currency?, slots: inout RowSlots
    ) -> RowTerm? {
        var (entries, level) = (entries, 0)
        while entries.count > 1 {
            var groups: [(place: Int, term: RowTerm)] = []
            var start = 0
            while start < entries.count {
                let group = entries[start].place / Self.arity
                let end = entries[start...].firstIndex { $0.place / Self.arity != group } ?? entries.count
                if end - start == 1 {
                    groups.append((group, entries[start].term))
                } else {
                    let row = slots.row(.sum(owner: owner, currency: currency, level: level, group: group))
                    sums.append(RowSum(row: row, of: entries[start..<end].map(\.term)))
                    groups.append((group, RowTerm(row: row, weight: 1)))
                }
                start = end
            }
            (entries, level) = (groups, level + 1)
        }
        return entries.first?.term
    }
}
