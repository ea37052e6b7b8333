import Instruments
import Kernels
import LinearAlgebra

/// Market states that somebody states, level by level, all at one time: shocks, grids, candidates of a search.
public struct LevelStates: ScenarioSource {
    public let layout: MarketLayout
    /// States × factors, in the order of the layout.
    public let levels: Matrix

    /// - Parameters:
    ///   - layout: an instrument that looks at the market before the last of its times sees the same levels then.
    ///   - levels: states × factors.
    public init(layout: MarketLayout, levels: Matrix) {
        precondition(levels.columnCount == layout.factors.count, "a level for each factor")
        self.layout = layout
        self.levels = levels
    }

    public var pathCount: Int { levels.rowCount }
    public var blockUnit: Int { 1 }
    public var workingRowCount: Int { layout.rowCount }

    public func makeWorkspace(pathCount: Int) {}

    public func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths: Range<Int>, _ workspace: Void
    ) {
        for factor in factors {
            for place in layout.rows(of: factor) {
                let row = market[place]
                for (column, state) in paths.enumerated() { row[column] = levels[min(state, pathCount - 1), factor] }
            }
        }
    }
}
