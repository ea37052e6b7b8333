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
        MonteCarlo(
            market, sampling: sampling, timeline: Self.timeline(market, sampling, fixings), fixings: fixings,
            paths: paths)
    }

    /// The steps of the paths: those asked for, and what fixings add to them.
    private static func timeline(_ market: BoundMarket, _ sampling: Sampling, _ fixings: [Fixing]) -> Timeline {
        Timeline(
            horizon: sampling.horizon, steps: sampling.steps, events: fixings.map(\.time),
            longestStep: market.longestStep)
    }

    /// Means that do not exist, and the law that the steps of a heavy-tailed dependence add up to.
    public func remarks(on run: BoundRun) -> [DataIssue] {
        let fixings = run.positions.flatMap(\.held.requirements.fixings)
        let steps = Self.timeline(run.market, run.sampling, fixings).stages.count
        let dependence = run.market.dependence
        let words = dependence.type.horizonWords(of: dependence.specification, steps: steps)
        return run.farTailRemarks
            + (words.map { [DataIssue(severity: .information, date: run.asOf, rule: "law-at-horizon", message: $0)] }
                ?? [])
    }
}
