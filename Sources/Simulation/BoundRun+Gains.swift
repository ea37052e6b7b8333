import Instruments
import Market
import Parallelism
import Processes

extension BoundRun {
    /// Some of the run's paths, in any order, each with the bits that it has in the whole.
    ///
    /// - Parameter paths: at least one.
    func replaySource(_ paths: [Int]) -> any RunSource {
        states.source(
            on: market, sampling: run.sampling, fixings: positions.flatMap(\.held.requirements.fixings), paths: paths)
    }

    /// The profit and loss of every book node on every path: value at the horizon, plus cash received, less value today.
    ///
    /// - Parameters:
    ///   - workers: how many blocks are worked on at a time; the result does not depend on it.
    ///   - blockPaths: rounded up to what the source needs; nil for a block that fits the cache. The result does not
    ///     depend on it either.
    ///   - cancellation: where it is cancelled, what is returned is not to be used.
    ///   - progress: called now and then with the number of paths done, from one worker at a time.
    public func profitAndLoss(
        workers: Int, blockPaths: Int? = nil, cancellation: Cancellation? = nil,
        progress: (@Sendable (Int) -> Void)? = nil
    ) -> ProfitAndLoss {
        revalue(source, workers: workers, blockPaths: blockPaths, cancellation: cancellation, progress: progress)
    }

    /// The same, with what an earlier process finished of it where that is kept.
    public func profitAndLoss(by work: SimulationWork) -> ProfitAndLoss {
        guard let keeper = work.keeper else {
            return profitAndLoss(workers: work.workers, cancellation: work.cancellation, progress: work.progress)
        }
        return resume(source, keeper: keeper, work)
    }

    private func resume<Source: ScenarioSource>(
        _ source: Source, keeper: any GainKeeper, _ work: SimulationWork
    ) -> ProfitAndLoss {
        BlockLoop(source, revaluation).gains(over: valuesToday, keeper: keeper, work: work)
    }

    private func revalue<Source: ScenarioSource>(
        _ source: Source, workers: Int, blockPaths: Int?, cancellation: Cancellation? = nil,
        progress: (@Sendable (Int) -> Void)?
    ) -> ProfitAndLoss {
        BlockLoop(source, revaluation).gains(
            over: valuesToday, workers: workers, blockPaths: blockPaths, cancellation: cancellation, progress: progress)
    }

    /// First and second derivatives of the gains of the first nodes, by revaluing bumped markets.
    ///
    /// - Parameters:
    ///   - nodeCount: 1 for the whole portfolio alone.
    ///   - crossLimit: positions × markets up to which pairs of factors are moved too.
    func sensitivities(
        of model: ParametricModel, nodeCount: Int, wantsGammas: Bool, crossLimit: Int, workers: Int
    ) -> Sensitivities {
        let levels = levels
        let changes = model.bumps
        let hasPairs = wantsGammas && levels.count * levels.count * positions.count <= crossLimit
        let markets = BumpedMarkets(
            layout: source.layout, levels: levels, bumps: model.levelBumps(levels), includesPairs: hasPairs)
        return Sensitivities(
            revalue(markets, workers: workers, blockPaths: nil, progress: nil), bumps: changes, hasGammas: wantsGammas,
            hasCrossGammas: hasPairs, nodeCount: nodeCount)
    }
}
