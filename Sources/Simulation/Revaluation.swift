import Instruments
import Kernels
import Market

/// A portfolio compiled for one market layout: turns a block of markets into the value of every book, or of every position.
///
/// There is one revaluation: simulated paths, today's market, and any other source of market states go through it.
/// Positions are grouped by kind and netted when it is made; a block costs plain loops.
public struct Revaluation: Sendable {
    private let layout: MarketLayout
    private let batches: [any ValuationBatch]
    private let sinks: [Sink]
    /// The row that each row of values adds to, too; nil for those that add to none. A row comes before those that add to it.
    private let parents: [Int?]

    private struct Sink: Hashable {
        /// Of the values.
        var row: Int
        var currency: Currency
    }

    private let conversions: [CurrencyConversion]

    /// A row of values for each node of the book tree.
    ///
    /// - Parameters:
    ///   - positions: each in a book of the tree, and valued on factors of the layout.
    ///   - base: the currency of the values.
    public init(_ positions: [BoundPosition], base: Currency, layout: MarketLayout, tree: BookTree) {
        let rows = positions.map { position -> Int in
            guard let book = tree.index(of: position.book) else {
                preconditionFailure("book \(position.book) is not in the tree")
            }
            return book
        }
        self.init(positions, base: base, layout: layout, rows: rows, parents: tree.nodes.map(\.parent))
    }

    /// A row of values for each position.
    public init(each positions: [BoundPosition], base: Currency, layout: MarketLayout) {
        self.init(
            positions, base: base, layout: layout, rows: Array(positions.indices), parents: positions.map { _ in nil })
    }

    /// - Parameters:
    ///   - rows: the row of each position.
    ///   - parents: see the property.
    public init(
        _ positions: [BoundPosition], base: Currency, layout: MarketLayout, rows: [Int], parents: [Int?]
    ) {
        self.layout = layout
        self.parents = parents
        var indexes: [Sink: Int] = [:]
        var sinks: [Sink] = []
        // In the order in which each type comes first.
        var byType: [[(position: BoundPosition, sink: Int)]] = []
        var groups: [ObjectIdentifier: Int] = [:]
        for (position, row) in zip(positions, rows) {
            let sink = Sink(row: row, currency: position.currency)
            let index = indexes[sink] ?? sinks.count
            if index == sinks.count {
                sinks.append(sink)
                indexes[sink] = index
            }
            let type = ObjectIdentifier(type(of: position.held))
            if let group = groups[type] {
                byType[group].append((position, index))
            } else {
                groups[type] = byType.count
                byType.append([(position, index)])
            }
        }
        self.sinks = sinks
        var known: [Currency: CurrencyConversion] = [:]
        for currency in Set(sinks.map(\.currency)) {
            known[currency] = CurrencyConversion(from: currency, to: base, factors: layout.factors)
        }
        conversions = sinks.map { sink in
            guard let conversion = known[sink.currency] else {
                preconditionFailure("no exchange rate from \(sink.currency) to \(base)")
            }
            return conversion
        }
        batches = byType.map { Self.compile($0[0].position.held, $0, layout: layout) }
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

    /// The memory one worker needs, made once.
    public struct Workspace {
        let sums: RowStorage
        let scratch: RowStorage

        public init(_ revaluation: Revaluation, pathCount: Int) {
            sums = RowStorage(rowCount: revaluation.sinks.count, pathCount: pathCount)
            scratch = RowStorage(
                rowCount: revaluation.batches.map(\.scratchRowCount).max() ?? 0, pathCount: pathCount)
        }
    }

    /// Rows of values: book nodes, or positions.
    public var rowCount: Int { parents.count }

    /// Writes the value of every row, in the base currency, cash received included.
    ///
    /// - Parameter values: `rowCount` × paths.
    public func evaluate(_ market: MarketBlock, into values: MutableRows, _ workspace: Workspace) {
        let sums = workspace.sums.rows.prefix(paths: market.pathCount)
        let scratch = workspace.scratch.rows.prefix(paths: market.pathCount)
        sums.fill(0)
        for batch in batches { batch.addValues(market, to: sums, scratch: scratch) }
        values.fill(0)
        for index in sinks.indices {
            conversions[index].apply(to: sums[index], market, layout)
            Elementwise.accumulate(1, UnsafeBufferPointer(sums[index]), into: values[sinks[index].row])
        }
        for row in parents.indices.reversed() {
            guard let parent = parents[row] else { continue }
            Elementwise.accumulate(1, UnsafeBufferPointer(values[row]), into: values[parent])
        }
    }

    /// The value of every row on one market: the levels of the factors, in the layout's order, at all its times.
    public func evaluate(levels: [Double]) -> [Double] {
        let market = RowStorage(rowCount: layout.rowCount, pathCount: 1)
        for (row, place) in layout.rows.enumerated() { market.rows[row, 0] = levels[place.factor] }
        let values = RowStorage(rowCount: rowCount, pathCount: 1)
        let workspace = Workspace(self, pathCount: 1)
        withExtendedLifetime((market, values, workspace)) {
            evaluate(MarketBlock(rows: market.rows.readOnly), into: values.rows, workspace)
        }
        return (0..<rowCount).map { values.copy(row: $0)[0] }
    }
}
