import Instruments
import Market

extension BoundRun {
    /// What the first positions gain together, and each of the further ones, on every path: one row and those.
    ///
    /// - Parameters:
    ///   - heldCount: how many of the run's positions make the first row.
    ///   - further: how many of those after them get rows of their own.
    public func gains(
        heldAsOne heldCount: Int, further: Int, workers: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) -> ProfitAndLoss {
        gains(heldCount, further, over: source, workers: workers, progress: progress)
    }

    private func gains<Source: ScenarioSource>(
        _ heldCount: Int, _ further: Int, over source: Source, workers: Int, progress: (@Sendable (Int) -> Void)?
    ) -> ProfitAndLoss {
        let part = Array(positions[..<(heldCount + further)])
        let rows = part.indices.map { max(0, $0 - heldCount + 1) }
        func make(_ layout: MarketLayout) -> Revaluation {
            Revaluation(
                part, base: run.baseCurrency, layout: layout, rows: rows, rowCount: further + 1)
        }
        return BlockLoop(source, make(source.layout)).gains(
            over: make(source.layout.today).evaluate(levels: levels), workers: workers,
            blockPaths: nil, progress: progress)
    }
}
