import Market
import Measures
import Parametric
import Scenarios
import Simulation

extension RunAttribution {
    /// The same for a run by a parametric method: Euler contributions to the figures of the quadratic loss.
    func parametricAttribution(
        _ measures: [any RiskMeasure], workers: Int
    ) throws(RiskRunError) -> RiskAttribution? {
        guard let method = run.parametricMethod else { return nil }
        let wantsHoldings =
            switch settings.incremental {
            case .none: false
            case .all: true
            case .auto: run.parametricHoldingCost(method) <= Self.parametricLimit
            }
        guard
            let parts = try? run.parametricAttribution(
                method, measures: measures, wantsHoldings: wantsHoldings && settings.hasPositions, workers: workers)
        else { throw RiskRunError(run) }
        var components: [RiskComponent] = []
        let splits = zip(measures, parts.figures).map { Split(measure: $0, figure: $1) }
        if settings.hasPositions {
            for (index, split) in splits.enumerated() {
                let own = parts.holdings.map { (alone: $0.alone[index], without: $0.without[index]) }
                components += books(split) + positions(split, own)
            }
        }
        if settings.hasFactors { components += splits.flatMap { factors($0) } }
        try check(components)
        let moves = FactorMoves(run)
        return RiskAttribution(
            components: components,
            tail: TailSummary(
                diversification: measures.flatMap {
                    diversification(of: FigureKey($0), components)
                },
                scenarios: zip(measures, parts.figures).map {
                    TailScenario(
                        key: FigureKey($0),
                        moves: moves.moves(
                            changes: $1.changes, losses: settings.hasFactors ? $1.factors : nil))
                }, worst: [], remarks: remarks(method, wantsHoldings: wantsHoldings)))
    }

    /// Steps that the figures of each position by itself may take without being asked for: a fraction of a second.
    private static let parametricLimit = 20_000_000

    /// A figure and what it is made of.
    private struct Split {
        let key: FigureKey
        let figure: ParametricAttribution.Figure
        let total: Double

        init(measure: any RiskMeasure, figure: ParametricAttribution.Figure) {
            key = FigureKey(measure)
            self.figure = figure
            total = figure.positions.reduce(0, +)
        }

        func component(_ by: RiskComponent.Part, _ name: String, _ value: Double) -> RiskComponent {
            RiskComponent(
                key: key, by: by, name: name, value: value,
                standardError: 0, share: RunAttribution.ratio(value, to: total))
        }
    }

    private func books(_ split: Split) -> [RiskComponent] {
        let nodes = run.tree.nodes
        var sums = [Double](repeating: 0, count: nodes.count)
        for (position, value) in zip(run.positions, split.figure.positions) {
            var node = run.tree.index(of: position.book)
            while let place = node {
                sums[place] += value
                node = nodes[place].parent
            }
        }
        return nodes.indices.dropFirst().map { node in
            var book = split.component(.book, nodes[node].path, sums[node])
            book.marginal = Self.ratio(book.value, to: run.valuesToday[node])
            book.standAlone =
                measured.measurement.figures.first { $0.key == book.key.of(book: nodes[node].path) }?.estimate.value
            book.standAloneError = book.standAlone.map { _ in 0 }
            return book
        }
    }

    private func positions(_ split: Split, _ own: [(alone: Double, without: Double)]) -> [RiskComponent] {
        return run.positions.indices.map { index in
            var position = split.component(.position, run.positions[index].id, split.figure.positions[index])
            position.marginal = Self.ratio(position.value, to: worths[index])
            if own.indices.contains(index) {
                position.standAlone = own[index].alone
                position.standAloneError = 0
                position.incremental = split.total - own[index].without
                position.incrementalError = 0
            }
            return position
        }
    }

    private func factors(_ split: Split) -> [RiskComponent] {
        let all = run.market.factors
        let byFactor = zip(all, split.figure.factors).map { split.component(.factor, $0.id.name, $1) }
        let byClass = FactorClass.allCases.compactMap { wanted -> RiskComponent? in
            let own = all.indices.filter { all[$0].id.factorClass == wanted }
            guard !own.isEmpty else { return nil }
            return split.component(.factorClass, wanted.title, own.reduce(0) { $0 + split.figure.factors[$1] })
        }
        func time(_ by: RiskComponent.Part) -> RiskComponent {
            split.component(by, RiskComponent.time, split.figure.time)
        }
        return byFactor + [time(.factor)] + byClass + [time(.factorClass)]
    }

    private func remarks(_ method: ParametricMethod, wantsHoldings: Bool) -> [String] {
        let law =
            switch method {
            case .deltaNormal, .deltaGamma: "Components are Euler's, of a normal loss, in closed form."
            case .cornishFisher: "Components are Euler's: derivatives of the expansion by the size of a part."
            case .imhof:
                "Components are conditional expectations under the exact law of the quadratic loss; they have no sampling"
                    + " error."
            }
        return [law]
            + (wantsHoldings || settings.incremental == .none || !settings.hasPositions
                ? []
                : [
                    "Figures of each position alone, and of the portfolio without it, need a law each; decomposition:"
                        + " {incremental: all} computes them."
                ])
    }
}
