import Instruments
import Kernels
import Market
import Settings

/// A portfolio compiled for one market layout: turns a block of markets into the value of every book.
///
/// There is one revaluation: simulated paths, today's market, and any other source of market states go through it.
/// Positions are grouped by kind and netted when it is made; a block costs plain loops.
public struct Revaluation: Sendable {
    private let layout: MarketLayout
    private let batches: [any ValuationBatch]
    private let sinks: [Sink]
    private let tree: BookTree

    private struct Sink: Hashable {
        var book: Int
        var currency: Currency
    }

    private let conversions: [CurrencyConversion]

    /// - Parameter run: valid, so every kind is in the catalog and every factor in the layout.
    public init(_ run: Run, layout: MarketLayout, tree: BookTree, models: ModelCatalog) {
        self.layout = layout
        self.tree = tree
        var indexes: [Sink: Int] = [:]
        var sinks: [Sink] = []
        var byKind: [(kind: String, items: [(position: Position, sink: Int)])] = []
        for position in run.positions {
            guard let book = tree.index(of: position.book) else {
                preconditionFailure("book \(position.book) is not in the tree")
            }
            let sink = Sink(book: book, currency: position.currency)
            let index = indexes[sink] ?? sinks.count
            if index == sinks.count {
                sinks.append(sink)
                indexes[sink] = index
            }
            if let group = byKind.firstIndex(where: { $0.kind == position.instrument.kind }) {
                byKind[group].items.append((position, index))
            } else {
                byKind.append((position.instrument.kind, [(position, index)]))
            }
        }
        self.sinks = sinks
        conversions = sinks.map { sink in
            guard
                let conversion = CurrencyConversion(
                    from: sink.currency, to: run.baseCurrency, factors: layout.factors)
            else { preconditionFailure("no exchange rate from \(sink.currency) to \(run.baseCurrency)") }
            return conversion
        }
        batches = byKind.map { group in
            guard let type = models.instrument(group.kind) else { preconditionFailure("unknown kind \(group.kind)") }
            return Self.compile(type, group.items, run: run, layout: layout)
        }
    }

    private static func compile<I: Instrument>(
        _ type: I.Type, _ items: [(position: Position, sink: Int)], run: Run, layout: MarketLayout
    ) -> any ValuationBatch {
        I.compile(
            items.map { item in
                do throws(InstrumentProblem) {
                    let instrument = try I(item.position.instrument, asOf: run.asOf)
                    return Holding(instrument: instrument, quantity: item.position.quantity, sink: item.sink)
                } catch { preconditionFailure("position \(item.position.id): \(error.message)") }
            }, layout: layout)
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

    /// Writes the value of every node of the book tree, in the base currency, cash received included.
    ///
    /// - Parameter values: nodes × paths.
    public func evaluate(_ market: MarketBlock, into values: MutableRows, _ workspace: Workspace) {
        let sums = workspace.sums.rows.prefix(paths: market.pathCount)
        let scratch = workspace.scratch.rows.prefix(paths: market.pathCount)
        sums.fill(0)
        for batch in batches { batch.addValues(market, to: sums, scratch: scratch) }
        values.fill(0)
        for index in sinks.indices {
            conversions[index].apply(to: sums[index], market, layout)
            Elementwise.accumulate(1, UnsafeBufferPointer(sums[index]), into: values[sinks[index].book])
        }
        for node in tree.nodes.indices.reversed() {
            guard let parent = tree.nodes[node].parent else { continue }
            Elementwise.accumulate(1, UnsafeBufferPointer(values[node]), into: values[parent])
        }
    }

    /// The value of every node on one market: the levels of the factors, in the layout's order.
    public func evaluate(levels: [Double]) -> [Double] {
        let market = RowStorage(rowCount: levels.count, pathCount: 1)
        for (row, level) in levels.enumerated() { market.rows[row, 0] = level }
        let values = RowStorage(rowCount: tree.nodes.count, pathCount: 1)
        let workspace = Workspace(self, pathCount: 1)
        withExtendedLifetime((market, values, workspace)) {
            evaluate(
                MarketBlock(rows: market.rows.readOnly, factorCount: layout.factors.count), into: values.rows,
                workspace)
        }
        return tree.nodes.indices.map { values.copy(row: $0)[0] }
    }
}
