import LinearAlgebra
import Market

/// Volatilities, drifts and correlations of factors, estimated from their changes: a year has 252 of them.
public struct HistoricalCalibration: Sendable {
    /// In the order of the changes' columns.
    public let factors: [FactorEstimate]
    /// Factors × factors, with a unit diagonal; as estimated, before any repair. A factor that never moved is
    /// uncorrelated.
    public let correlation: Matrix
    /// One phrase for reports: `exponentially weighted, decay 0.97, 500 changes`.
    public let description: String
    public let estimate: CovarianceEstimate
    /// The dates of the first and the last change.
    public let from: CalendarDate
    public let to: CalendarDate
    public let changeCount: Int
    /// What the changes already said, and volatilities that the estimator moved far.
    public let issues: [DataIssue]

    /// Business days, and daily changes, in a year.
    public static let changesPerYear = 252.0

    /// - Throws: `covariance` where the estimator has no answer.
    public init(
        _ history: HistoricalChanges, covariance estimator: any CovarianceEstimator, drift rule: DriftRule
    ) throws(CalibrationError) {
        let changes = history.changes
        let estimate: CovarianceEstimate
        do { estimate = try estimator.estimate(history.moving) } catch { throw .covariance(error) }
        let means = changes.columnMeans
        let covariance = estimate.covariance
        factors = history.factors.indices.map { index in
            let variance = Self.changesPerYear * covariance[index, index]
            let drift =
                switch rule {
                case .zero: 0.0
                case .historical: Self.drift(means[index], variance, history.conventions[index])
                }
            return FactorEstimate(
                factor: history.factors[index], change: history.conventions[index], volatility: variance.squareRoot(),
                drift: drift)
        }
        correlation = Self.correlation(covariance)
        self.estimate = estimate
        changeCount = changes.rowCount
        description = "\(estimate.description), \(changeCount) changes"
        from = history.dates[0]
        to = history.dates[changeCount - 1]
        issues =
            history.issues + Self.movedVolatilities(history, estimate) + Self.remarks(history, estimate)
            + Self.fewChanges(history, estimate) + Self.farVolatilities(history, estimate)
    }

    /// The drift that gives the mean change; for relative changes E[S(T)] = S(0)·exp(drift·T), so half the variance is
    /// added to the mean of the logarithm.
    private static func drift(_ mean: Double, _ variance: Double, _ change: ChangeConvention) -> Double {
        switch change {
        case .logarithmic: changesPerYear * mean + variance / 2
        case .absolute: changesPerYear * mean
        }
    }

    private static func correlation(_ covariance: Matrix) -> Matrix {
        let deviations = covariance.diagonal.map { $0.squareRoot() }
        var result = Matrix.identity(covariance.rowCount)
        for i in deviations.indices where deviations[i] > 0 {
            for j in 0..<i where deviations[j] > 0 {
                let value = min(max(covariance[i, j] / (deviations[i] * deviations[j]), -1), 1)
                result[i, j] = value
                result[j, i] = value
            }
        }
        return result
    }

    /// Shrinkage towards one variance for all changes a volatility much where factors differ in scale; say so.
    private static func movedVolatilities(_ history: HistoricalChanges, _ estimate: CovarianceEstimate) -> [DataIssue] {
        guard estimate.shrinkage != nil else { return [] }
        let changes = history.changes
        let sample = (changesPerYear / Double(changes.rowCount)) * changes.centred.gram
        return history.factors.enumerated().compactMap { index, id in
            let own = sample[index, index].squareRoot()
            let shrunk = (changesPerYear * estimate.covariance[index, index]).squareRoot()
            guard shrunk > 2 * own || shrunk < own / 2 else { return nil }
            return DataIssue(
                severity: .warning, factor: id, rule: "shrunken-volatility",
                message: "shrinkage gives \(id) a volatility of \(shrunk) a year where its own changes say \(own); for"
                    + " factors of different scales take the target constant-correlation")
        }
    }
}

extension HistoricalChanges {
    /// The changes that a covariance is estimated from: what grows evenly does not move.
    fileprivate var moving: Matrix {
        guard !evenColumns.isEmpty else { return changes }
        var moving = changes
        for column in evenColumns {
            for row in 0..<moving.rowCount { moving[row, column] = 0 }
        }
        return moving
    }
}
