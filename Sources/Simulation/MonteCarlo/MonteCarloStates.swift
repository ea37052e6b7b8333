import Instruments

/// Paths of the model: all that they are made of is the model's own.
public struct MonteCarloStates: MarketStates {
    public init() {}

    public var isDrawn: Bool { true }
    public var usesModel: Bool { true }
    public var record: StatesRecord { StatesRecord() }

    public func source(
        on market: BoundMarket, sampling: Sampling, fixings: [Fixing], paths: [Int]?
    ) -> any ScenarioSource {
        let timeline = Timeline(
            horizon: sampling.horizon, steps: sampling.steps, events: fixings.map(\.time),
            longestStep: market.longestStep)
        return MonteCarlo(market, sampling: sampling, timeline: timeline, fixings: fixings, paths: paths)
    }
}
