import Instruments
import LinearAlgebra
import Market

/// A delta-normal loss taken apart in closed form: means, and covariances with the whole.
///
/// The loss of a part is normal with a mean and a covariance with the whole loss, so its Euler contribution to a figure
/// mean + k·σ is its mean + k·covariance/σ. Source: M. Garman, “Improving on VaR”, Risk 9(5), 1996.
public struct LinearAttribution: Sendable {
    /// A part of the whole.
    public struct Part: Sendable {
        /// Of its loss.
        public var mean: Double
        /// Of its loss with the whole's.
        public var covariance: Double
        /// Of its own loss.
        public var variance: Double
    }

    public let positions: [Part]
    public let factors: [Part]
    /// The loss where no factor moves.
    public let time: Double
    /// Of the whole loss.
    public let variance: Double

    init(means: [Double], deviations: [Double], root: CorrelationRoot, gains: [Double], deltas: Matrix) {
        let matrix = root.matrix
        let count = deviations.count
        /// The standardised loads of a row, on the independent drivers behind the factors.
        func loads(_ exposures: [Double]) -> [Double] {
            (0..<matrix.columnCount).map { driver in
                (0..<count).reduce(0) { $0 + matrix[$1, driver] * deviations[$1] * exposures[$1] }
            }
        }
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let rows = gains.indices.map { Array(deltas.row($0)) }
        let total = (0..<count).map { factor in rows.reduce(0) { $0 + $1[factor] } }
        let whole = loads(total)
        variance = product(whole, whole)
        time = -gains.reduce(0, +)
        positions = rows.indices.map { index in
            let own = loads(rows[index])
            return Part(
                mean: -gains[index] - product(rows[index], means), covariance: product(own, whole),
                variance: product(own, own))
        }
        factors = (0..<count).map { factor in
            let load = deviations[factor] * total[factor]
            let own = (0..<matrix.columnCount).map { matrix[factor, $0] * load }
            return Part(
                mean: -total[factor] * means[factor], covariance: product(own, whole), variance: product(own, own))
        }
    }
}

extension Simulator {
    /// The run's delta-normal loss by position and factor.
    public func linearAttribution(workers: Int) -> LinearAttribution {
        let model = ParametricModel(run, models: models)
        let levels = run.market.factors.map(\.level)
        let bumps = levels.indices.map { index in
            model.conventions[index] == .logarithmic ? levels[index] * model.bumps[index] : model.bumps[index]
        }
        let markets = BumpedMarkets(layout: source.layout, levels: levels, bumps: bumps, includesPairs: false)
        let gains = BlockLoop(markets, Revaluation(positionsOf: run, layout: source.layout, models: models)).gains(
            over: positionValuesToday, workers: workers, blockPaths: nil, progress: nil)
        let sensitivities = Sensitivities(
            gains, bumps: model.bumps, hasGammas: false, hasCrossGammas: false, nodeCount: run.positions.count)
        return LinearAttribution(
            means: model.means, deviations: model.deviations, root: MoveLaw(run, models: models).root,
            gains: sensitivities.gains, deltas: sensitivities.deltas)
    }
}
