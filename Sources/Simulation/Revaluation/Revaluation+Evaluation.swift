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
        let workspace = Workspace(self, pathCount: 1)
        return withExtendedLifetime((block, workspace)) {
            for (row, place) in layout.rows.enumerated() { block.rows[row, 0] = levels[place.factor] }
            evaluate(block.rows, workspace)
            return valueRows.map { block.rows[$0, 0] }
        }
    }
}
