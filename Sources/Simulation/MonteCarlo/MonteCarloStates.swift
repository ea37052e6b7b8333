import Instruments
import Market

/// Paths of the model: all that they are made of is the model's own.
public struct MonteCarloStates: MarketStates {
    public init() {}

    public var isDrawn: Bool { true }
    public var usesModel: Bool { true }
    public var record: StatesRecord { StatesRecord() }

    public func source(
        on market: BoundMarket, sampling: Sampling, fixings: [Fixing], paths: [Int]?
    ) -> any RunSource {
        let timeline = Timeline(
            horizon: sampling.horizon, steps: sampling.steps, events: fixings.map(\.time),
            longestStep: market.longestStep)
        return MonteCarlo(market, sampling: sampling, timeline: timeline, fixings: fixings, paths: paths)
    }

    /// Means that do not exist, and the law that the steps of a heavy-tailed dependence add up to.
    public func remarks(on run: BoundRun) -> [DataIssue] {
        let steps = Timeline(
            horizon: run.sampling.horizon, steps: run.sampling.steps, events: [], longestStep: run.market.longestStep
        ).stages.count
        let dependence = run.market.dependence
        let words = dependence.type.horizonWords(of: dependence.specification, steps: steps)
        return run.farTailRemarks
            + (words.map { [DataIssue(severity: .information, date: run.asOf, rule: "law-at-horizon", message: $0)] }
                ?? [])
    }
}
