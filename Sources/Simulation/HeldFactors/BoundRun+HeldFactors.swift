import Market

extension BoundRun {
    /// The profit and loss of every book node where some factors stay at today's levels and the others move as ever, on the
    /// same draws.
    ///
    /// - Parameter held: positions in the run's list of factors.
    public func profitAndLoss(holding held: [Int], workers: Int) -> ProfitAndLoss {
        let levels = held.map { (factor: $0, level: market.factors[$0].level) }
        let revaluation = Revaluation(positions, base: run.baseCurrency, layout: source.layout, tree: tree)
        func gains<Source: ScenarioSource>(_ source: Source) -> ProfitAndLoss {
            BlockLoop(HeldFactors(source, held: levels), revaluation)
                .gains(over: valuesToday, workers: workers, blockPaths: nil, progress: nil)
        }
        return gains(source)
    }
}
