import LinearAlgebra
import Market
import Parametric

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The changes of a run's factors over the horizon as jointly normal, relative ones where changes are logarithmic: what
/// `MoveLaw` says, as sensitivities need it.
struct ParametricModel {
    let means: [Double]
    let deviations: [Double]
    let conventions: [ChangeConvention]
    private let root: CorrelationRoot

    init(_ run: BoundRun) {
        let law = run.moveLaw
        means = law.factors.indices.map { index in
            let (mean, deviation) = (law.means[index], law.deviations[index])
            return law.conventions[index] == .logarithmic ? exp(mean + deviation * deviation / 2) - 1 : mean
        }
        conventions = law.conventions
        deviations = law.deviations
        root = law.root
    }

    /// As changes.
    var bumps: [Double] { deviations.map { max(0.01 * $0, 1e-7) } }

    /// The same in the units of the levels.
    func levelBumps(_ levels: [Double]) -> [Double] {
        zip(zip(levels, bumps), conventions).map { $1 == .logarithmic ? $0.0 * $0.1 : $0.1 }
    }

    /// The loss of a node without its second derivatives: normal, on one axis.
    func linearLoss(_ sensitivities: Sensitivities, node: Int) -> QuadraticLoss {
        let deltas = Array(sensitivities.deltas.row(node))
        let drift = zip(deltas, means).reduce(0) { $0 + $1.0 * $1.1 }
        let variance = root.variance(of: zip(deltas, deviations).map(*))
        return QuadraticLoss(
            constant: -sensitivities.gains[node] - drift, linear: [variance.squareRoot()], curvatures: [0])
    }

    func quadraticLoss(_ sensitivities: Sensitivities, node: Int) throws(FactorizationError) -> QuadraticLoss {
        try axes(
            gain: sensitivities.gains[node], delta: Array(sensitivities.deltas.row(node)),
            gamma: sensitivities.gammas[node]
        ).loss
    }

    /// A loss by the derivatives of its gain, on its principal axes.
    func axes(gain: Double, delta: [Double], gamma: Matrix?) throws(FactorizationError) -> QuadraticAxes {
        var scaled = root.matrix
        scaled.scaleRows(by: deviations)
        return try QuadraticAxes(gain: gain, delta: delta, gamma: gamma, mean: means, root: scaled)
    }
}
