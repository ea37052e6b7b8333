import Instruments

/// Rows of values of every book node and, where they are wanted, of every position, so many positions at a time.
///
/// A row a position for a million of them, times the paths of a block, is gigabytes: the paths are made again for each slice
/// instead. A row does not depend on which others there are, so its bits do not depend on the slices.
package struct DetailedRows {
    /// What is valued at a time.
    struct Slice {
        /// Whether the rows begin with those of the book nodes.
        var hasNodes: Bool
        var positions: Range<Int>
    }

    let slices: [Slice]
    private let run: BoundRun

    /// So many that their rows take 34 MB a worker, and that most runs are one slice.
    package static let positionsAtOnce = 16_384

    init(_ run: BoundRun, wantsPositions: Bool = true, positionsAtOnce: Int = Self.positionsAtOnce) {
        self.run = run
        let count = wantsPositions ? run.positions.count : 0
        slices =
            count <= positionsAtOnce
            ? [Slice(hasNodes: true, positions: 0..<count)]
            : [Slice(hasNodes: true, positions: 0..<0)]
                + stride(from: 0, to: count, by: positionsAtOnce).map {
                    Slice(hasNodes: false, positions: $0..<min(count, $0 + positionsAtOnce))
                }
    }

    /// The rows of one slice, and their values today.
    func revaluation(_ slice: Slice) -> (revaluation: Revaluation, today: [Double]) {
        if slice.hasNodes, slice.positions.isEmpty { return (run.revaluation, run.valuesToday) }
        let part = Array(run.positions[slice.positions])
        func make(_ layout: MarketLayout) -> Revaluation {
            slice.hasNodes
                ? Revaluation(detailed: part, base: run.run.baseCurrency, layout: layout, tree: run.tree)
                : Revaluation(each: part, base: run.run.baseCurrency, layout: layout)
        }
        return (make(run.source.layout), make(run.source.layout.today).evaluate(levels: run.levels))
    }
}
