import Instruments
import Kernels
import Market
import Measures

/// The second pass over a simulation: the paths that figures of a tail are made of, made again with every position and
/// factor, and summed up with their weights.
///
/// Memory is that of the sums and of a block of paths: it grows with the positions, not with positions times paths.
public struct TailReplay: Sendable {
    /// Of each measure: what is summed up of every book node, position, factor, class and of the passing of time.
    public struct Sums: Sendable {
        public var nodes: [TailMoments]
        public var positions: [TailMoments]
        /// Empty where factors were not asked for.
        public var factors: [TailMoments] = []
        public var classes: [TailMoments] = []
        /// What moves no factor: the passing of time, and cash.
        public var time = TailMoments()
        /// The weighted mean of each factor's change: relative where changes are logarithmic, absolute else.
        public var moves: [Double]
        /// Under which the factors were summed up, and how many paths there were.
        public var factorWeights: TailWeights
        public var isThinned = false
    }

    public let measures: [Sums]
    /// The classes of the factors, in their order.
    public let classes: [FactorClass]
}

extension BoundRun {
    /// Valuations of positions that a decomposition by factor may take; beyond, paths are left out evenly.
    public static let factorBudget = 300_000_000

    /// Makes the paths of some figures again, and sums up what each part lost on them.
    ///
    /// - Parameters:
    ///   - weights: of the figures.
    ///   - wantsFactors: whether to revalue with some factors moved and others not.
    ///   - positionsAtOnce: whose rows are in memory; the result does not depend on it, nor on the workers.
    package func attribute(
        _ weights: [TailWeights], wantsFactors: Bool, factorBudget: Int = BoundRun.factorBudget,
        positionsAtOnce: Int = DetailedRows.positionsAtOnce, workers: Int
    ) -> TailReplay {
        let paths = Set(weights.flatMap(\.paths)).sorted()
        let contributions = wantsFactors ? factorContributions() : nil
        var thin = weights
        if let contributions, contributions.cost * paths.count > factorBudget {
            let limit = max(400, factorBudget / max(1, contributions.cost) / max(1, weights.count))
            thin = weights.map { $0.thinned(to: limit) }
        }
        let pass = TailPass(
            weights: weights.map { LoadTable($0, paths: paths) },
            factorWeights: contributions == nil ? [] : thin.map { LoadTable($0, paths: paths) },
            contributions: contributions, layout: source.layout, levels: levels,
            isRelative: market.factors.map { $0.convention == .logarithmic })
        let sums = run(pass, over: replaySource(paths), workers: workers, positionsAtOnce: positionsAtOnce)
        return result(sums, pass, thin, counts: (weights.map(\.paths.count)))
    }

    /// Shapley values of the revaluation of the run's positions.
    func factorContributions() -> FactorContributions {
        FactorContributions(
            factorGroups(), layout: source.layout, levels: levels, valueToday: valuesToday[0])
    }

    private func run<Source: ScenarioSource>(
        _ pass: TailPass, over source: Source, workers: Int, positionsAtOnce: Int
    ) -> TailPass.Sums {
        let rows = DetailedRows(self, positionsAtOnce: positionsAtOnce)
        var result = pass.emptySums(rowCount: 0)
        for slice in rows.slices {
            let (revaluation, today) = rows.revaluation(slice)
            let isFirst = slice.hasNodes
            let sum = TreeSum<TailPass.Sums> { $0.add($1) }
            BlockLoop(source, revaluation).forEach(workers: workers, blockPaths: BlockLoop<Source>.summedPaths) {
                block, range, market, values in
                var sums = pass.sums(range, values, today: today)
                if isFirst { pass.addMarket(range, market, to: &sums) }
                sum.insert(sums, number: block)
            }
            result.append(sum.value ?? pass.emptySums(rowCount: today.count), isFirst: isFirst)
        }
        return result
    }

    private func result(
        _ sums: TailPass.Sums, _ pass: TailPass, _ thin: [TailWeights], counts: [Int]
    ) -> TailReplay {
        let nodeCount = tree.nodes.count
        let classes = pass.classes
        let measures = thin.indices.map { index -> TailReplay.Sums in
            let rows = sums.rows[index]
            var result = TailReplay.Sums(
                nodes: Array(rows[..<nodeCount]), positions: Array(rows[nodeCount...]), moves: sums.moves[index],
                factorWeights: thin[index], isThinned: thin[index].paths.count < counts[index])
            if let contributions = pass.contributions {
                result.factors = Array(sums.factors[index][..<source.layout.factors.count])
                result.classes = Array(sums.factors[index][source.layout.factors.count...])
                // The same on every path: every mean is it, and no slope.
                let loss = -contributions.timeGain
                result.time = TailMoments(linear: SIMD4(loss, loss, 0, loss), square: loss * loss)
            }
            return result
        }
        return TailReplay(measures: measures, classes: classes)
    }
}

/// The weights of one figure, for each path of a list that holds those of others too.
struct LoadTable: Sendable {
    let loads: [SIMD4<Double>]
    let spreads: [Double]
    /// Whether the path carries any weight.
    let isLoaded: [Bool]

    init(_ weights: TailWeights, paths: [Int]) {
        var loads = [SIMD4<Double>](repeating: .zero, count: paths.count)
        var spreads = [Double](repeating: 0, count: paths.count)
        var isLoaded = [Bool](repeating: false, count: paths.count)
        var place = 0
        for (index, path) in weights.paths.enumerated() {
            while paths[place] < path { place += 1 }
            loads[place] = weights.loads[index]
            spreads[place] = weights.spreads[index]
            isLoaded[place] = true
        }
        self.loads = loads
        self.spreads = spreads
        self.isLoaded = isLoaded
    }
}
