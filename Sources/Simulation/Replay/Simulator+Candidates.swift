import Market

extension Simulator {
    /// The profit and loss of the first positions of the run together, and of each of the others by itself, on all paths:
    /// row 0, and a row for each of the others.
    ///
    /// - Parameters: as for `profitAndLoss`.
    public func candidateProfitAndLoss(
        heldCount: Int, workers: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) -> (today: [Double], gains: ProfitAndLoss) {
        let rows = run.positions.indices.map { max(0, $0 - heldCount + 1) }
        let parents = [Int?](repeating: nil, count: run.positions.count - heldCount + 1)
        func gains<Source: ScenarioSource>(_ source: Source) -> (today: [Double], gains: ProfitAndLoss) {
            let today = Revaluation(run, layout: source.layout.today, rows: rows, parents: parents, models: models)
                .evaluate(levels: run.market.factors.map(\.level))
            let revaluation = Revaluation(run, layout: source.layout, rows: rows, parents: parents, models: models)
            return (
                today,
                BlockLoop(source, revaluation).gains(
                    over: today, workers: workers, blockPaths: nil, progress: progress)
            )
        }
        return gains(source)
    }
}
