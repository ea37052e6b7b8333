import Instruments
import Kernels

/// Cells to be valued and sums to be made anew on a block: all of a revaluation, or what a change reaches.
struct RevaluationWork: Sendable {
    /// Rows of the cells.
    let cells: [Int]
    let batches: [any ValuationBatch]
    /// Each comes after those it reads.
    let sums: [RowSum]
    let scratchRowCount: Int

    init(cells: [Int], batches: [any ValuationBatch], sums: [RowSum]) {
        self.cells = cells
        self.batches = batches
        self.sums = sums
        scratchRowCount = batches.map(\.scratchRowCount).max() ?? 0
    }

    /// - Parameters:
    ///   - block: the market, then rows of values and sums.
    ///   - marketRows: how many rows the market has.
    ///   - scratch: at least `scratchRowCount` rows, with anything in them.
    func run(on block: MutableRows, marketRows: Int, scratch: MutableRows) {
        for row in cells { block[row].update(repeating: 0) }
        let market = MarketBlock(rows: block[rows: 0..<marketRows].readOnly)
        for batch in batches { batch.addValues(market, to: block, scratch: scratch) }
        for sum in sums { sum.evaluate(block) }
    }
}
