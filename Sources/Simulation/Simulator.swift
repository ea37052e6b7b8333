import Instruments
import Market
import Processes

/// Runs a `Run`: paths in blocks, over Dispatch workers, through the one revaluation.
public struct Simulator: Sendable {
    public let run: Run
    public let tree: BookTree
    /// The value of every book node today.
    public let valuesToday: [Double]
    let source: any ScenarioSource
    let revaluation: Revaluation
    let models: ModelCatalog

    /// - Parameter run: valid, so every kind it names is in the catalog.
    public init(_ run: Run, models: ModelCatalog) {
        self.run = run
        self.models = models
        tree = BookTree(books: run.positions.map(\.book))
        source = Self.makeSource(run, models, paths: nil)
        revaluation = Revaluation(run, layout: source.layout, tree: tree, models: models)
        valuesToday = Revaluation(run, layout: source.layout.today, tree: tree, models: models)
            .evaluate(levels: run.market.factors.map(\.level))
    }

    /// Some of the run's paths, in any order, each with the bits that it has in the whole.
    ///
    /// - Parameter paths: at least one.
    func replaySource(_ paths: [Int]) -> any ScenarioSource { Self.makeSource(run, models, paths: paths) }

    /// - Parameter paths: nil for all.
    private static func makeSource(_ run: Run, _ models: ModelCatalog, paths: [Int]?) -> any ScenarioSource {
        func selected(_ source: some ScenarioSource) -> any ScenarioSource {
            guard let paths else { return source }
            return SelectedPaths(source, paths: paths)
        }
        let events = events(run, models)
        switch run.source {
        case nil:
            let timeline = Timeline(
                horizon: run.sampling.horizon, steps: run.sampling.steps, events: events,
                longestStep: longestStep(run, models))
            return MonteCarlo(run, timeline: timeline, models: models, paths: paths)
        case .historical(let scenarios):
            return selected(HistoricalMarkets(run, scenarios: scenarios, events: events))
        case .filtered(let history): return selected(FilteredMarkets(run, history: history, events: events))
        case .parametric:
            let times = Timeline(horizon: run.sampling.horizon, steps: 1, events: events).observationTimes
            let layout = MarketLayout(factors: run.market.factors.map(\.id), observationTimes: times)
            return BumpedMarkets(
                layout: layout, levels: run.market.factors.map(\.level), bumps: run.market.factors.map { _ in 0 },
                includesPairs: false)
        }
    }

    /// The times at which instruments look at the market.
    private static func events(_ run: Run, _ models: ModelCatalog) -> [Double] {
        run.positions.flatMap { position -> [Double] in
            guard let type = models.instrument(position.instrument.kind),
                let instrument = try? type.init(position.instrument, asOf: run.asOf)
            else { preconditionFailure("position \(position.id) is not valid") }
            return instrument.requirements.observationTimes
        }
    }

    /// The longest step that every process can be advanced over, in years.
    private static func longestStep(_ run: Run, _ models: ModelCatalog) -> Double {
        let curves = MarketLayout.curves(of: run.market.factors.map(\.id))
        return run.market.factors.indices.map { index in
            guard let type = models.process(run.market.factors[index].process.kind) else {
                preconditionFailure("unknown process \(run.market.factors[index].process.kind)")
            }
            return type.init(run.market.parameters(of: index, curves: curves)).longestStep
        }.min() ?? .infinity
    }

    /// The profit and loss of every book node on every path: value at the horizon, plus cash received, less value today.
    ///
    /// - Parameters:
    ///   - workers: how many blocks are worked on at a time; the result does not depend on it.
    ///   - blockPaths: rounded up to what the source needs; nil for a block that fits the cache. The result does not
    ///     depend on it either.
    ///   - progress: called now and then with the number of paths done, from one worker at a time.
    public func profitAndLoss(
        workers: Int, blockPaths: Int? = nil, progress: (@Sendable (Int) -> Void)? = nil
    ) -> ProfitAndLoss {
        revalue(source, workers: workers, blockPaths: blockPaths, progress: progress)
    }

    private func revalue<Source: ScenarioSource>(
        _ source: Source, workers: Int, blockPaths: Int?, progress: (@Sendable (Int) -> Void)?
    ) -> ProfitAndLoss {
        BlockLoop(source, revaluation).gains(
            over: valuesToday, workers: workers, blockPaths: blockPaths, progress: progress)
    }

    /// First and second derivatives of the gains of the first nodes, by revaluing bumped markets.
    ///
    /// - Parameters:
    ///   - nodeCount: 1 for the whole portfolio alone.
    ///   - crossLimit: positions × markets up to which pairs of factors are moved too.
    func sensitivities(
        of model: ParametricModel, nodeCount: Int, wantsGammas: Bool, crossLimit: Int, workers: Int
    ) -> Sensitivities {
        let levels = run.market.factors.map(\.level)
        let changes = model.bumps
        let hasPairs = wantsGammas && levels.count * levels.count * run.positions.count <= crossLimit
        let markets = BumpedMarkets(
            layout: source.layout, levels: levels, bumps: model.levelBumps(levels), includesPairs: hasPairs)
        return Sensitivities(
            revalue(markets, workers: workers, blockPaths: nil, progress: nil), bumps: changes, hasGammas: wantsGammas,
            hasCrossGammas: hasPairs, nodeCount: nodeCount)
    }
}
