import Instruments

/// Rows of values of every book node and every position, so many positions at a time.
///
/// A row a position for a million of them, times the paths of a block, is gigabytes: the paths are made again for each slice
/// instead. A row does not depend on which others there are, so its bits do not depend on the slices.
package struct DetailedRows {
    let run: BoundRun
    /// Positions; the rows of the first slice begin with the book nodes.
    let slices: [Range<Int>]

    /// So many that their rows take 34 MB a worker, and that most runs are one slice.
    package static let positionsAtOnce = 16_384

    init(_ run: BoundRun, positionsAtOnce: Int = Self.positionsAtOnce) {
        self.run = run
        let count = run.positions.count
        let starts = Array(stride(from: 0, to: max(1, count), by: positionsAtOnce))
        slices = starts.map { $0..<min(count, $0 + positionsAtOnce) }
    }

    /// The rows of one slice, and their values today.
    func revaluation(_ slice: Range<Int>) -> (revaluation: Revaluation, today: [Double]) {
        func make(_ layout: MarketLayout) -> Revaluation {
            slice.lowerBound == 0
                ? Revaluation(
                    detailed: run.positions, first: slice.count, base: run.run.baseCurrency, layout: layout,
                    tree: run.tree)
                : Revaluation(each: Array(run.positions[slice]), base: run.run.baseCurrency, layout: layout)
        }
        return (make(run.source.layout), make(run.source.layout.today).evaluate(levels: run.levels))
    }
}
