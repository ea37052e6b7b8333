import Instruments
import LinearAlgebra
import Market
import Parametric
import Processes

/// The changes of a run's factors over the horizon as jointly normal: means, standard deviations and the root of their
/// correlations, of the model's own numbers.
///
/// Today's volatilities grow with the square root of time; mean reversion and volatilities that move are not in them, and
/// jumps only by their variance.
struct ParametricModel {
    let means: [Double]
    let deviations: [Double]
    let conventions: [ChangeConvention]
    private let root: CorrelationRoot

    init(_ run: Run, models: ModelCatalog) {
        let horizon = run.sampling.horizon
        let curves = MarketLayout.curves(of: run.market.factors.map(\.id))
        var means: [Double] = []
        var deviations: [Double] = []
        var conventions: [ChangeConvention] = []
        for (index, factor) in run.market.factors.enumerated() {
            guard let type = models.process(factor.process.kind) else {
                preconditionFailure("unknown process \(factor.process.kind)")
            }
            let process = type.init(run.market.parameters(of: index, curves: curves))
            let expected = process.expectedLevel(at: horizon)
            deviations.append(process.volatilityToday * horizon.squareRoot())
            let convention = type.change(factor.process)
            switch convention {
            case .logarithmic: means.append(expected.map { $0 / factor.level - 1 } ?? factor.drift * horizon)
            case .absolute: means.append(expected.map { $0 - factor.level } ?? factor.drift * horizon)
            }
            conventions.append(convention)
        }
        self.means = means
        self.conventions = conventions
        self.deviations = deviations
        root = run.market.root
    }

    /// As changes.
    var bumps: [Double] { deviations.map { max(0.01 * $0, 1e-7) } }

    /// The loss of a node without its second derivatives: normal, on one axis.
    func linearLoss(_ sensitivities: Sensitivities, node: Int) -> QuadraticLoss {
        let deltas = Array(sensitivities.deltas.row(node))
        let drift = zip(deltas, means).reduce(0) { $0 + $1.0 * $1.1 }
        let variance = root.variance(of: zip(deltas, deviations).map(*))
        return QuadraticLoss(
            constant: -sensitivities.gains[node] - drift, linear: [variance.squareRoot()], curvatures: [0])
    }

    func quadraticLoss(_ sensitivities: Sensitivities, node: Int) throws(FactorizationError) -> QuadraticLoss {
        var scaled = root.matrix
        scaled.scaleRows(by: deviations)
        return try QuadraticLoss(
            gain: sensitivities.gains[node], delta: Array(sensitivities.deltas.row(node)),
            gamma: sensitivities.gammas[node], mean: means, root: scaled)
    }
}
