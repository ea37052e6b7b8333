import LinearAlgebra
import Market
import Measures
import Parallelism
import Parametric

/// Figures of a parametric run taken apart: what positions, factors and time add to each, by Euler's principle under the
/// quadratic loss.
package struct ParametricAttribution: Sendable {
    /// One figure: losses, which add up to it by positions, and by factors with time.
    package struct Figure: Sendable {
        package var positions: [Double] = []
        /// Of a pair that acts together each factor gets half.
        package var factors: [Double]
        /// The loss where no factor moves.
        package var time: Double
        /// The mean change of each factor behind the figure: relative where changes are logarithmic, absolute else.
        package var changes: [Double]
    }

    /// The figures of a position by itself, and of the portfolio without it, one a measure.
    package struct Holding: Sendable {
        package var alone: [Double]
        package var without: [Double]
    }

    package var figures: [Figure]
    /// One a position; empty where they were not asked for.
    package var holdings: [Holding] = []
}

extension BoundRun {
    /// What finding the laws of each position alone, and of the portfolio without it, takes: about as many steps.
    func parametricHoldingCost(_ method: ParametricMethod) -> Int {
        let count = market.factors.count
        // A characteristic function that vanishes slowly fills its table for every law.
        let inversion = method == .imhof ? 2 * 16_384 * count : 0
        return positions.count * (count * count * count + inversion + 50_000)
    }

    /// The figures of the run by the parametric method it states, taken apart.
    ///
    /// - Parameters:
    ///   - measures: figures of the tail.
    ///   - wantsHoldings: whether each position is looked at by itself.
    ///   - chunk: numbers of sensitivities that are kept at a time: 160 MB. The figures do not depend on it.
    package func parametricAttribution(
        _ method: ParametricMethod, measures: [any RiskMeasure], wantsHoldings: Bool, workers: Int,
        chunk: Int = 20_000_000
    ) throws(FactorizationError) -> ParametricAttribution {
        let model = ParametricModel(self)
        let whole = sensitivities(
            of: model, nodeCount: 1, wantsGammas: method.usesGamma, crossLimit: Self.crossLimit, workers: workers)
        let gamma = method.usesGamma ? whole.gammas[0] : nil
        let delta = Array(whole.deltas.row(0))
        let axes = try model.axes(gain: whole.gains[0], delta: delta, gamma: gamma)
        let moments = measures.compactMap { measure in
            measure.tailFigure.map { axes.factorMoments(method.axisMoments(of: axes.loss, for: $0)) }
        }
        precondition(moments.count == measures.count, "figures of the tail")
        var result = ParametricAttribution(
            figures: moments.map {
                .init(
                    factors: $0.factorContributions(delta: delta, gamma: gamma), time: -whole.gains[0],
                    changes: $0.means)
            })
        let factorCount = market.factors.count
        let step = max(1, chunk / (1 + 2 * factorCount + (gamma == nil ? 0 : factorCount * factorCount)))
        for start in stride(from: 0, to: positions.count, by: step) {
            let range = start..<min(positions.count, start + step)
            let own = positionSensitivities(
                range, of: model, hasGammas: method.usesGamma, hasPairs: whole.hasCrossGammas, workers: workers)
            @Sendable func part(_ place: Int) -> (gain: Double, delta: [Double], gamma: Matrix?) {
                (own.gains[place], Array(own.deltas.row(place)), method.usesGamma ? own.gammas[place] : nil)
            }
            for place in 0..<range.count {
                let part = part(place)
                let touched = part.delta.indices.filter { factor in
                    part.delta[factor] != 0 || part.gamma.map { $0.row(factor).contains { $0 != 0 } } ?? false
                }
                for figure in moments.indices {
                    result.figures[figure].positions.append(
                        moments[figure].contribution(
                            gain: part.gain, delta: part.delta, gamma: part.gamma, factors: touched))
                }
            }
            guard wantsHoldings else { continue }
            let holdings = concurrentMap(range.count, workers: workers) { place in
                Result { () throws(FactorizationError) -> ParametricAttribution.Holding in
                    let part = part(place)
                    let alone = method.law(
                        of: try model.axes(gain: part.gain, delta: part.delta, gamma: part.gamma).loss)
                    let rest = method.law(
                        of: try model.axes(
                            gain: whole.gains[0] - part.gain, delta: zip(delta, part.delta).map(-),
                            gamma: gamma.map { $0.less(part.gamma) }
                        ).loss)
                    return .init(
                        alone: measures.map { $0.value(under: alone) ?? .nan },
                        without: measures.map { $0.value(under: rest) ?? .nan })
                }
            }
            for holding in holdings { result.holdings.append(try holding.get()) }
        }
        return result
    }

    private func positionSensitivities(
        _ range: Range<Int>, of model: ParametricModel, hasGammas: Bool, hasPairs: Bool, workers: Int
    ) -> Sensitivities {
        let levels = self.levels
        let markets = BumpedMarkets(
            layout: source.layout, levels: levels, bumps: model.levelBumps(levels), includesPairs: hasPairs)
        let gains = BlockLoop(
            markets, Revaluation(each: Array(positions[range]), base: run.baseCurrency, layout: source.layout)
        ).gains(
            over: Array(positionValuesToday[range]), workers: workers, blockPaths: nil, progress: nil)
        return Sensitivities(
            gains, bumps: model.bumps, hasGammas: hasGammas, hasCrossGammas: hasPairs, nodeCount: range.count)
    }
}

extension Matrix {
    fileprivate func less(_ other: Matrix?) -> Matrix {
        guard let other else { return self }
        return Matrix(rowCount: rowCount, columnCount: columnCount, elements: zip(elements, other.elements).map(-))
    }
}
