import Instruments
import Kernels

extension Revaluation {
    /// The memory one worker needs beside a block, made once.
    public struct Workspace {
        let scratch: RowStorage

        public init(_ revaluation: Revaluation, pathCount: Int) {
            scratch = RowStorage(rowCount: revaluation.whole.scratchRowCount, pathCount: pathCount)
        }
    }

    /// Rows of values: book nodes, or positions.
    public var rowCount: Int { valueRows.count }

    /// Rows of a block: those of the layout, then those that values and sums need.
    public var blockRowCount: Int { slots.count }

    /// Writes the value of every row, in the base currency, cash received included.
    ///
    /// - Parameter block: `blockRowCount` rows, those of the layout filled.
    public func evaluate(_ block: MutableRows, _ workspace: Workspace) {
        whole.run(
            on: block, marketRows: layout.rowCount, scratch: workspace.scratch.rows.prefix(paths: block.pathCount))
    }

    /// The rows of values of a block; of a revaluation whose rows are its own they lie side by side.
    public func values(in block: MutableRows) -> MutableRows {
        let first = valueRows.first ?? layout.rowCount
        precondition((valueRows.last ?? first) - first + 1 == max(1, valueRows.count), "rows of values side by side")
        return block[rows: first..<first + valueRows.count]
    }

    /// The value of every row on one market: the levels of the factors, in the layout's order, at all its times.
    public func evaluate(levels: [Double]) -> [Double] {
        let block = RowStorage(rowCount: blockRowCount, pathCount: 1)
        return withExtendedLifetime(block) {
            layout.write(levels: levels, into: block.rows)
            return evaluate(filled: block.rows)
        }
    }

    /// The value of every row on a block of one path whose rows of the layout are filled.
    func evaluate(filled block: MutableRows) -> [Double] {
        let workspace = Workspace(self, pathCount: 1)
        return withExtendedLifetime(workspace) {
            evaluate(block, workspace)
            return valueRows.map { block[$0, 0] }
        }
    }
}

extension MarketLayout {
    /// Writes one level a factor, in the layout's order, to the first path of all its rows.
    func write(levels: [Double], into block: MutableRows) {
        for (row, place) in rows.enumerated() { block[row, 0] = levels[place.factor] }
    }
}
