import Instruments
import Kernels
import Market

/// A portfolio compiled for one market layout: turns a block of markets into the value of every book, or of every position.
///
/// There is one revaluation: simulated paths, today's market, and any other source of market states go through it. Positions
/// fall into cells by what they read; what is above cells are sums (`SumPlan`). Positions of a cell are netted, and those of one
/// kind share what they have in common; the value of a cell does not depend on which other cells there are, nor on the order in
/// which positions are given: they are taken in order of id.
public struct Revaluation: Sendable {
    public let layout: MarketLayout
    /// A position for each row of values it adds to.
    let entries: [Entry]
    let cells: [Cell]
    let sums: [RowSum]
    /// Where the values are.
    let valueRows: [Int]
    /// Where all else is.
    let slots: RowSlots
    /// All that there is to be valued and summed up.
    let whole: RevaluationWork

    struct Entry: Sendable {
        var position: BoundPosition
        /// Of the values.
        var row: Int
        /// Of the market, that the position reads; nil where nobody has asked yet.
        var reads: [Int]?
    }

    /// A row of values for each node of the book tree.
    ///
    /// - Parameters:
    ///   - positions: each in a book of the tree, and valued on factors of the layout.
    ///   - base: the currency of the values.
    public init(_ positions: [BoundPosition], base: Currency, layout: MarketLayout, tree: BookTree) {
        self.init(Self.entries(positions, tree), base: base, layout: layout, owners: Owners(tree))
    }

    /// A row of values for each position.
    public init(each positions: [BoundPosition], base: Currency, layout: MarketLayout) {
        self.init(
            positions.enumerated().map { Entry(position: $1, row: $0) }, base: base, layout: layout,
            owners: Owners(count: positions.count))
    }

    /// Rows of values that do not add to each other.
    ///
    /// - Parameter rows: the row of each position, below `rowCount`.
    public init(
        _ positions: [BoundPosition], base: Currency, layout: MarketLayout, rows: [Int], rowCount: Int
    ) {
        self.init(
            zip(positions, rows).map { Entry(position: $0, row: $1) }, base: base, layout: layout,
            owners: Owners(count: rowCount))
    }

    /// A row of values for each node of the book tree, then one for each position.
    init(detailed positions: [BoundPosition], base: Currency, layout: MarketLayout, tree: BookTree) {
        let books = tree.nodes.count
        self.init(
            Self.entries(positions, tree)
                + positions.enumerated().map { Entry(position: $1, row: books + $0) },
            base: base, layout: layout, owners: Owners(tree, further: positions.count))
    }

    static func entries(_ positions: [BoundPosition], _ tree: BookTree) -> [Entry] {
        positions.map { position in
            guard let book = tree.index(of: position.book) else {
                preconditionFailure("book \(position.book) is not in the tree")
            }
            return Entry(position: position, row: book)
        }
    }

    /// The rows of values, and which add to which.
    struct Owners {
        /// By which the sums of each row are known.
        var ids: [Int]
        /// The rows that each sums up, in order of their names; a row comes before them.
        var children: [[Int]]

        init(count: Int) {
            ids = Array(0..<count)
            children = [[Int]](repeating: [], count: count)
        }

        /// - Parameters:
        ///   - further: rows after those of the books.
        ///   - ids: of the books; nil for their places.
        init(_ tree: BookTree, further: Int = 0, ids: [Int]? = nil) {
            self.init(count: tree.nodes.count + further)
            if let ids { self.ids = ids }
            for (row, node) in tree.nodes.enumerated() {
                children[row] = node.children.sorted { tree.nodes[$0].path < tree.nodes[$1].path }
            }
        }
    }

    /// - Parameters:
    ///   - earlier: slots of rows that are to stay where they are.
    ///   - isCompiled: whether all of it will be valued at once; else `whole` is empty.
    init(
        _ given: [Entry], base: Currency, layout: MarketLayout, owners: Owners, keeping earlier: RowSlots? = nil,
        isCompiled: Bool = true
    ) {
        var slots = earlier ?? RowSlots(marketRows: layout.rowCount, isKept: false)
        let entries = given.map { entry in
            entry.reads == nil
                ? Entry(position: entry.position, row: entry.row, reads: entry.position.held.rows(in: layout)) : entry
        }
        self.layout = layout
        self.entries = entries
        valueRows = owners.ids.map { slots.row(.values(owner: $0)) }
        cells = Self.cells(entries, layout, owners, &slots)
        let conversions = Self.conversions(Set(cells.map(\.key.currency)), to: base, layout)
        var byOwner = [[(currency: Currency, cells: [Cell])]](repeating: [], count: owners.ids.count)
        let places = Dictionary(uniqueKeysWithValues: owners.ids.enumerated().map { ($1, $0) })
        // Ordered by owner, currency and rows.
        for cell in cells {
            let row = places[cell.key.owner] ?? 0
            if byOwner[row].last?.currency != cell.key.currency { byOwner[row].append((cell.key.currency, [])) }
            byOwner[row][byOwner[row].count - 1].cells.append(cell)
        }
        var plan = SumPlan()
        for row in owners.ids.indices.reversed() {
            plan.add(
                .init(
                    id: owners.ids[row], row: valueRows[row], cells: byOwner[row],
                    children: owners.children[row].map { [valueRows] in valueRows[$0] }),
                conversions: conversions, slots: &slots)
        }
        sums = plan.sums
        slots.release(
            allBut: Set(valueRows + cells.filter(\.isValued).map(\.term.row) + plan.sums.map(\.row)))
        self.slots = slots
        let valued = isCompiled ? cells.filter(\.isValued) : []
        whole = RevaluationWork(
            cells: valued.map(\.term.row), batches: Self.batches(valued, entries, layout: layout),
            sums: isCompiled ? plan.sums : [])
    }

    private static func cells(
        _ entries: [Entry], _ layout: MarketLayout, _ owners: Owners, _ slots: inout RowSlots
    ) -> [Cell] {
        // Names are compared a thousand times each, so as texts of their own.
        let names = entries.map(\.position.id)
        let order = entries.indices.sorted { a, b in names[a] == names[b] ? a < b : names[a] < names[b] }
        var members: [CellKey: [Int]] = [:]
        for index in order {
            let (position, row) = (entries[index].position, entries[index].row)
            members[
                CellKey(
                    owner: owners.ids[row], currency: position.currency, rows: entries[index].reads ?? []),
                default: []
            ].append(index)
        }
        let keys = members.keys.sorted { a, b in
            if a.owner != b.owner { return a.owner < b.owner }
            return a.currency == b.currency ? CellKey.isBefore(a, b) : a.currency < b.currency
        }
        return keys.map { key in
            let own = members[key] ?? []
            var weight: Double? = 0
            for index in own {
                let position = entries[index].position
                weight = weight.flatMap { sum in
                    position.held.multiple(in: layout).map { sum + position.quantity * $0 }
                }
            }
            if let weight, key.rows.count == 1 {
                return Cell(
                    key: key, members: own, term: RowTerm(row: key.rows[0], weight: weight), isValued: false)
            }
            return Cell(
                key: key, members: own, term: RowTerm(row: slots.row(.cell(key)), weight: 1), isValued: true)
        }
    }

    private static func conversions(
        _ currencies: Set<Currency>, to base: Currency, _ layout: MarketLayout
    ) -> [Currency: SumPlan.Conversion] {
        var conversions: [Currency: SumPlan.Conversion] = [:]
        for currency in currencies {
            guard let conversion = CurrencyConversion(from: currency, to: base, factors: layout.factors) else {
                preconditionFailure("no exchange rate from \(currency) to \(base)")
            }
            conversions[currency] = .init(
                scale: conversion.scale,
                rates: conversion.links.map { .init(row: layout.row($0.factor), isInverse: $0.isInverse) })
        }
        return conversions
    }

    /// What values some cells, kind by kind in order of their names.
    static func batches(
        _ cells: [Cell], _ entries: [Entry], layout: MarketLayout
    ) -> [any ValuationBatch] {
        var byType: [[(position: BoundPosition, sink: Int)]] = []
        var groups: [ObjectIdentifier: Int] = [:]
        for cell in cells {
            for index in cell.members {
                let position = entries[index].position
                let type = ObjectIdentifier(type(of: position.held))
                let group = groups[type] ?? byType.count
                if group == byType.count {
                    groups[type] = group
                    byType.append([])
                }
                byType[group].append((position, cell.term.row))
            }
        }
        return byType.map { (kind: Swift.type(of: $0[0].position.held).kind, items: $0) }
            .sorted { $0.kind < $1.kind }
            .map { group in open(group.items[0].position.held, group.items, layout) }
    }

    private static func open(
        _ first: any Instrument, _ items: [(position: BoundPosition, sink: Int)], _ layout: MarketLayout
    ) -> any ValuationBatch {
        compile(first, items, layout: layout)
    }

    /// - Parameters:
    ///   - first: tells the type.
    ///   - items: all of that type.
    private static func compile<Held: Instrument>(
        _ first: Held, _ items: [(position: BoundPosition, sink: Int)], layout: MarketLayout
    ) -> any ValuationBatch {
        let holdings = items.compactMap { item in
            (item.position.held as? Held).map {
                Holding(instrument: $0, quantity: item.position.quantity, sink: item.sink)
            }
        }
        precondition(holdings.count == items.count, "positions of one type")
        return Held.compile(holdings, layout: layout)
    }
}
