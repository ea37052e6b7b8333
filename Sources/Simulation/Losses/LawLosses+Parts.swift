import Market
import Measures
import Parametric

extension LawLosses {
    /// Steps that the figures of each position by itself may take without being asked for: a fraction of a second.
    private static let holdingLimit = 20_000_000

    /// Euler contributions to the figures of the quadratic loss.
    public func parts(
        of run: BoundRun, measures: [any RiskMeasure], wanted: WantedParts, workers: Int
    ) throws(LossModelError) -> LossParts {
        let wantsHoldings =
            switch wanted.holdings {
            case .none: false
            case .all: true
            case .ifCheap: run.parametricHoldingCost(method) <= Self.holdingLimit
            }
        guard
            let parts = try? run.parametricAttribution(
                method, measures: measures, wantsHoldings: wantsHoldings && wanted.positions, workers: workers)
        else { throw .notFinite }
        let present = Set(run.market.factors.map(\.id.factorClass))
        let classes = FactorClass.allCases.filter(present.contains)
        let figures = parts.figures.indices.map { index in
            Self.figure(
                FigureKey(measures[index]), parts.figures[index], run, wanted, classes,
                parts.holdings.map { (alone: $0.alone[index], without: $0.without[index]) })
        }
        let isLeftOut = wanted.positions && wanted.holdings != .none && !wantsHoldings
        return LossParts(
            figures: figures, classes: classes, principles: [principle],
            holdingsLeftOut: isLeftOut
                ? "Figures of each position alone, and of the portfolio without it, need a law each; decomposition:"
                    + " {incremental: all} computes them." : nil)
    }

    private static func figure(
        _ key: FigureKey, _ found: ParametricAttribution.Figure, _ run: BoundRun, _ wanted: WantedParts,
        _ classes: [FactorClass], _ holdings: [(alone: Double, without: Double)]
    ) -> LossParts.Figure {
        let total = found.positions.reduce(0, +)
        var figure = LossParts.Figure(key: key, total: total)
        if wanted.positions {
            figure.nodes = nodes(found.positions, run).map { .init($0) }
            figure.positions = found.positions.map { .init($0) }
            figure.holdings = holdings.map { .init(alone: .init($0.alone), saved: .init(total - $0.without)) }
        }
        if wanted.factors {
            let all = run.market.factors
            figure.factors = found.factors.map { .init($0) }
            figure.classes = classes.map { factorClass in
                let own = all.indices.filter { all[$0].id.factorClass == factorClass }
                return .init(own.reduce(0) { $0 + found.factors[$1] })
            }
            figure.time = .init(found.time)
        }
        figure.changes = found.changes
        return figure
    }

    /// The sums of positions over the book tree.
    private static func nodes(_ positions: [Double], _ run: BoundRun) -> [Double] {
        var sums = [Double](repeating: 0, count: run.tree.nodes.count)
        for (position, value) in zip(run.positions, positions) {
            var node = run.tree.index(of: position.book)
            while let place = node {
                sums[place] += value
                node = run.tree.nodes[place].parent
            }
        }
        return sums
    }

    private var principle: String {
        switch method {
        case .deltaNormal, .deltaGamma: "Components are Euler's, of a normal loss, in closed form."
        case .cornishFisher: "Components are Euler's: derivatives of the expansion by the size of a part."
        case .imhof:
            "Components are conditional expectations under the exact law of the quadratic loss; they have no sampling"
                + " error."
        }
    }
}
