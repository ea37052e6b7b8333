import LinearAlgebra
import Market

/// Volatilities, drifts and correlations of factors, estimated from their changes, each in the years that its calendar
/// gives them: a year has 252 business days.
public struct HistoricalCalibration: Sendable {
    /// In the order of the history's factors.
    public let factors: [FactorEstimate]
    /// Factors × factors, with a unit diagonal; as estimated, and where that was done pair by pair made positive
    /// semi-definite. A factor that never moved is uncorrelated.
    public let correlation: Matrix
    /// One phrase for reports: `exponentially weighted, decay 0.97, 500 changes`.
    public let description: String
    /// Of the largest group of factors with the same days.
    public let estimate: CovarianceEstimate
    /// The dates of the first and the last change of that group.
    public let from: CalendarDate
    public let to: CalendarDate
    public let changeCount: Int
    /// What each factor rests on, in the order of `factors`.
    public let bases: [CalibrationBasis]
    /// What the changes say already, volatilities that the estimator moved far, and what pairs rest on.
    public let issues: [DataIssue]

    /// Business days, and daily changes, in a year.
    public static let changesPerYear = LevelFrequency.businessDaily.changesPerYear

    /// - Parameter repair: makes correlations that were estimated pair by pair positive semi-definite; where it refuses
    ///   they stay as they are.
    /// - Throws: `covariance` where the estimator has no answer; where no factor has two changes.
    public init(
        _ history: CalibrationHistory, covariance estimator: any CovarianceEstimator, drift rule: DriftRule,
        repair: any PositiveDefiniteRepair
    ) throws(CalibrationError) {
        guard let main = history.groups.first else { throw .tooFewObservations(count: 0) }
        var estimates: [CovarianceEstimate] = []
        var factors = [FactorEstimate?](repeating: nil, count: history.factors.count)
        var issues = history.issues
        for group in history.groups {
            let changes = history.changes(of: group)
            let estimate = try Self.estimate(changes, estimator)
            estimates.append(estimate)
            for (column, place) in group.members.enumerated() {
                factors[place] = Self.factor(place, column, of: group, changes, estimate, history, rule)
            }
            issues += Self.movedVolatilities(history, group, changes, estimate)
        }
        let pairs = try history.correlation(own: estimates.map { Self.correlation($0.covariance) }) {
            changes throws(CalibrationError) in
            Self.correlation(try Self.estimate(changes, estimator).covariance)
        }
        issues += history.issues(ofStrangers: pairs.strangers)
        let whole = history.repaired(pairs.matrix, by: repair)
        issues += whole.issues
        self.factors = factors.compactMap(\.self)
        bases = history.bases
        correlation = whole.matrix
        estimate = estimates[0]
        changeCount = main.window.count
        let manner = history.groups.count == 1 ? "" : ", each pair on the days that both have"
        let adjective = main.frequency == .businessDaily ? "" : "\(main.frequency.adjective) "
        description = "\(estimate.description)\(manner), \(changeCount) \(adjective)changes"
        let dates = history.dates(of: main)
        from = dates[0]
        to = dates[changeCount - 1]
        self.issues = issues
    }

    private static func estimate(
        _ changes: Matrix, _ estimator: any CovarianceEstimator
    ) throws(CalibrationError) -> CovarianceEstimate {
        do { return try estimator.estimate(changes) } catch { throw .covariance(error) }
    }

    /// The estimate of one factor.
    ///
    /// - Parameters:
    ///   - place: among the factors of the history.
    ///   - column: among the group's.
    private static func factor(
        _ place: Int, _ column: Int, of group: CalibrationHistory.Group, _ changes: Matrix,
        _ estimate: CovarianceEstimate, _ history: CalibrationHistory, _ rule: DriftRule
    ) -> FactorEstimate {
        let perYear = group.frequency.changesPerYear
        let variance = history.steady.contains(place) ? 0 : perYear * estimate.covariance[column, column]
        let convention = history.conventions[place]
        var drift = 0.0
        if rule == .historical {
            drift = perYear * history.meanChange(of: column, in: group, changes)
            // For relative changes E[S(T)] = S(0)·exp(drift·T), so half the variance is added to the mean of the logarithm.
            if convention == .logarithmic { drift += variance / 2 }
        }
        return FactorEstimate(
            factor: history.factors[place], change: convention, volatility: variance.squareRoot(), drift: drift)
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
    private static func movedVolatilities(
        _ history: CalibrationHistory, _ group: CalibrationHistory.Group, _ changes: Matrix,
        _ estimate: CovarianceEstimate
    ) -> [DataIssue] {
        guard estimate.shrinkage != nil else { return [] }
        let perYear = group.frequency.changesPerYear
        let sample = (perYear / Double(changes.rowCount)) * changes.centred.gram
        return group.members.enumerated().compactMap { column, place in
            guard !history.steady.contains(place) else { return nil }
            let id = history.factors[place]
            let own = sample[column, column].squareRoot()
            let shrunk = (perYear * estimate.covariance[column, column]).squareRoot()
            guard shrunk > 2 * own || shrunk < own / 2 else { return nil }
            return DataIssue(
                severity: .warning, factor: id, rule: "shrunken-volatility",
                message: "shrinkage gives \(id) a volatility of \(shrunk) a year where its own changes say \(own); for"
                    + " factors of different scales take the target constant-correlation")
        }
    }
}
