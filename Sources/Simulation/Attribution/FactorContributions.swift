import Instruments
import Kernels

/// What each factor made of the gain on some paths, by Shapley values of the revaluation.
struct FactorContributions: Sendable {
    private let groups: [FactorGroup]
    private let factorCount: Int
    private let layout: MarketLayout
    private let levels: [Double]
    /// What the whole gains where no factor moves: the passing of time, and cash.
    let timeGain: Double
    /// Valuations of a position for one path.
    let cost: Int

    /// - Parameter valueToday: of the whole portfolio.
    init(_ groups: [FactorGroup], layout: MarketLayout, levels: [Double], valueToday: Double) {
        self.groups = groups
        self.levels = levels
        factorCount = layout.factors.count
        self.layout = layout
        timeGain = groups.reduce(0) { $0 + $1.unmovedValue } - valueToday
        cost = groups.reduce(0) { $0 + $1.cost }
    }

    /// - Parameters:
    ///   - market: rows of the layout.
    ///   - columns: of the market that are wanted.
    /// - Returns: factors × columns; with `timeGain` they add up to the gain.
    func gains(_ market: Rows, columns: [Int]) -> RowStorage {
        let moved = RowStorage(rowCount: market.rowCount, pathCount: columns.count)
        for row in 0..<market.rowCount {
            let (from, to) = (market[row], moved.rows[row])
            for (place, column) in columns.enumerated() { to[place] = from[column] }
        }
        let states = RowStorage(
            rowCount: groups.map(\.revaluation.blockRowCount).max() ?? market.rowCount, pathCount: columns.count)
        let value = RowStorage(rowCount: 1, pathCount: columns.count)
        let gains = RowStorage(rowCount: factorCount, pathCount: columns.count)
        for group in groups {
            let workspace = Revaluation.Workspace(group.revaluation, pathCount: columns.count)
            let state = states.rows[rows: 0..<group.revaluation.blockRowCount]
            for combination in group.plan.states {
                if combination.hasMoved.contains(true) {
                    for (place, factor) in group.factors.enumerated() {
                        for row in layout.rows(of: factor) {
                            if combination.hasMoved[place] {
                                _ = state[row].update(fromContentsOf: moved.rows[row])
                            } else {
                                state[row].update(repeating: levels[factor])
                            }
                        }
                    }
                    group.revaluation.evaluate(state, workspace)
                    _ = value.rows[0].update(fromContentsOf: group.revaluation.values(in: state)[0])
                } else {
                    value.rows[0].update(repeating: group.unmovedValue)
                }
                for (place, factor) in group.factors.enumerated() where combination.shares[place] != 0 {
                    Elementwise.accumulate(
                        combination.shares[place], UnsafeBufferPointer(value.rows[0]), into: gains.rows[factor])
                }
            }
            withExtendedLifetime(workspace) {}
        }
        withExtendedLifetime((moved, states, value)) {}
        return gains
    }
}
