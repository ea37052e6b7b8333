import Calibration
import Measures
import Scenarios
import Simulation
import StudyKit

/// What a window leaves unknown of a linear law, in closed form: the error of a sample variance.
///
/// A delta-normal figure is a mean loss and a multiple of a deviation σ; σ² is the sample variance of δᵀr, the changes weighted by
/// sensitivities. Its variance is (κ − 1)σ⁴/n with the kurtosis κ of δᵀr and n independent changes, so by the delta method the
/// standard error of σ is ½σ√((κ − 1)/n): σ/√(2n) for normal changes. What drifts leave unknown is not in it.
/// Source: M. G. Kendall, A. Stuart, “The Advanced Theory of Statistics”, volume 1, 4th edition 1977, chapter 10.
struct DeltaMethod {
    let uncertainty: EstimationUncertainty

    /// Of a normal law.
    private static let reach = 1.959963984540054

    init(_ window: WindowChanges, of run: BoundRun, figures: [RiskFigure], workers: Int) {
        let sensitivities = run.linearSensitivities(workers: workers)
        let columns = run.market.factors.map { factor in window.changes.factors.firstIndex(of: factor.id) }
        let changes = window.changes.changes
        let shares = run.tree.nodes.indices.map { node in
            let gains = (0..<changes.rowCount).map { row in
                columns.indices.reduce(0.0) { sum, factor in
                    sum + (columns[factor].map { changes[row, $0] } ?? 0) * sensitivities[node, factor]
                }
            }
            return Self.shareUnknown(gains, count: window.effectiveCount)
        }
        let nodes = Dictionary(uniqueKeysWithValues: run.tree.nodes.enumerated().map { ($1.path, $0) })
        let means = figures.filter { $0.kind == MeanLoss.kind }
        let estimated = figures.compactMap { figure -> EstimatedFigure? in
            let measure = figure.key.measure
            guard measure.isQuantile || measure.isTailMean, let node = nodes[figure.book], let share = shares[node],
                let mean = means.first(where: { $0.book == figure.book })
            else { return nil }
            let value = figure.estimate.value
            let error = abs(value - mean.estimate.value) * share
            return EstimatedFigure(
                key: figure.key, standardError: error, low: value - Self.reach * error, high: value + Self.reach * error
            )
        }
        uncertainty = EstimationUncertainty(
            method: "analytic", replications: 0, failed: 0, days: changes.rowCount, meanBlock: nil, figures: estimated)
    }

    /// The standard error of a deviation as a share of it; nil where nothing moves.
    private static func shareUnknown(_ gains: [Double], count: Double) -> Double? {
        let mean = gains.reduce(0, +) / Double(gains.count)
        let squares = gains.map { ($0 - mean) * ($0 - mean) }
        let variance = squares.reduce(0, +) / Double(gains.count)
        guard variance > 0, count > 0 else { return nil }
        let kurtosis = squares.reduce(0) { $0 + $1 * $1 } / Double(gains.count) / (variance * variance)
        return ((kurtosis - 1) / count).squareRoot() / 2
    }
}
