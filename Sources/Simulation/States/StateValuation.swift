import Instruments
import LinearAlgebra
import Market

/// What one book gains on stated market states: its positions compiled once, to be asked often, as a search does.
public struct StateValuation: Sendable {
    private let layout: MarketLayout
    private let revaluation: Revaluation
    /// The book's value today, in the base currency.
    public let valueToday: Double

    /// - Parameter node: of the run's book tree; 0 for the whole portfolio.
    public init(_ run: BoundRun, node: Int = 0, at time: ValuationTime = .today) {
        let tree = run.tree
        let held = run.positions.filter { position in
            var book = tree.index(of: position.book)
            while let index = book, index != node { book = tree.nodes[index].parent }
            return book == node
        }
        func compiled(_ layout: MarketLayout) -> Revaluation {
            Revaluation(held, base: run.baseCurrency, layout: layout, rows: held.map { _ in 0 }, rowCount: 1)
        }
        layout = run.layout(at: time)
        revaluation = compiled(layout)
        valueToday = compiled(run.layout(at: .today)).evaluate(levels: run.levels)[0]
    }

    /// - Parameter levels: states × factors, in the order of the run's factors.
    /// - Returns: a gain for each state, in the base currency.
    public func gains(levels: Matrix, workers: Int = 1) -> [Double] {
        guard levels.rowCount > 0 else { return [] }
        return BlockLoop(LevelStates(layout: layout, levels: levels), revaluation).gains(
            over: [valueToday], workers: workers, blockPaths: min(levels.rowCount, 256), progress: nil
        ).withNode(0) { Array($0) }
    }
}
