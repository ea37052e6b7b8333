import Market
import Measures

extension SampledLosses {
    /// Positions times paths up to which every position is measured by itself without being asked for.
    private static let holdingLimit = 2_000_000

    /// The paths of the tail are made again with every position and factor.
    public func parts(
        of run: BoundRun, measures: [any RiskMeasure], wanted: WantedParts, workers: Int
    ) throws(LossModelError) -> LossParts {
        let weights = sample.withNode(0) { gains in
            measures.compactMap { $0.tailWeights(gains, design: design) }
        }
        let replay = run.attribute(weights, wantsFactors: wanted.factors, workers: workers)
        let isCheap = run.positions.count * pathCount <= Self.holdingLimit
        var holdings: [[PositionFigures.Figures]] = []
        switch wanted.holdings {
        case .ifCheap where isCheap && wanted.positions, .all where wanted.positions:
            holdings =
                PositionFigures(run, whole: sample, measures: measures, workers: workers).positions
        default: break
        }
        let figures = weights.indices.map { index in
            Self.figure(weights[index], replay.measures[index], wanted, holdings.map { $0[index] })
        }
        let isLeftOut = wanted.positions && wanted.holdings == .ifCheap && !isCheap
        return LossParts(
            figures: figures, classes: replay.classes,
            holdingsLeftOut: isLeftOut
                ? "Figures of each position alone, and of the portfolio without it, need every position on every path;"
                    + " decomposition: {incremental: all} computes them." : nil)
    }

    private static func figure(
        _ weights: TailWeights, _ sums: TailReplay.Sums, _ wanted: WantedParts, _ holdings: [PositionFigures.Figures]
    ) -> LossParts.Figure {
        var figure = LossParts.Figure(key: weights.key, total: weights.figure.value)
        if wanted.positions {
            figure.nodes = sums.nodes.map { .init(weights.estimate($0)) }
            figure.positions = sums.positions.map { .init(weights.estimate($0)) }
            figure.holdings = holdings.map { .init(alone: .init($0.standAlone), saved: .init($0.incremental)) }
        }
        if wanted.factors {
            figure.factors = sums.factors.map { .init(sums.factorWeights.estimate($0)) }
            figure.classes = sums.classes.map { .init(sums.factorWeights.estimate($0)) }
            figure.time = .init(sums.factorWeights.estimate(sums.time))
        }
        figure.changes = sums.moves
        figure.neighbours = weights.key.measure.isQuantile ? weights.neighbours : nil
        if sums.isThinned { figure.thinning = (sums.factorWeights.paths.count, weights.paths.count) }
        return figure
    }
}
