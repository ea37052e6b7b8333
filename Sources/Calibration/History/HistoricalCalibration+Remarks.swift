import LinearAlgebra
import Market

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What a covariance leaves unknown, and what its fits ended at.
extension HistoricalCalibration {
    /// Fewer changes than a month has leave a volatility unknown to 16 % and more.
    private static let fewestChanges = 20.0

    static func remarks(
        _ history: CalibrationHistory, _ group: CalibrationHistory.Group, _ changes: Matrix,
        _ estimate: CovarianceEstimate
    ) -> [DataIssue] {
        let dates = history.dates(of: group)
        let fits = estimate.remarks.map { remark in
            let factor = remark.column.map { history.factors[group.members[$0]] }
            return DataIssue(
                severity: .warning, factor: factor, date: dates.last, rule: "fit-at-bound",
                message: (factor.map { "the volatility of \($0): " } ?? "") + remark.words)
        }
        return fits + fewChanges(history, group, estimate, since: dates.first)
            + farVolatilities(history, group, changes, estimate, on: dates.last)
    }

    /// Volatilities of a forecast that have little to do with the window, as where a factor has not moved of late.
    private static func farVolatilities(
        _ history: CalibrationHistory, _ group: CalibrationHistory.Group, _ changes: Matrix,
        _ estimate: CovarianceEstimate, on date: CalendarDate?
    ) -> [DataIssue] {
        // Shrinkage has words of its own.
        guard estimate.shrinkage == nil else { return [] }
        return group.members.enumerated().compactMap { column, place in
            guard !history.steady.contains(place) else { return nil }
            let square = (0..<changes.rowCount).reduce(0) { $0 + changes[$1, column] * changes[$1, column] }
            let ratio = (estimate.covariance[column, column] * Double(changes.rowCount) / square).squareRoot()
            guard square > 0, !(ratio > 0.2 && ratio < 10) else { return nil }
            let percent = ratio < 0.001 ? "less than 0.1" : "\((ratio * 1e3).rounded() / 10)"
            return DataIssue(
                severity: .warning, factor: history.factors[place], date: date, rule: "fitted-volatility",
                message: "the covariance gives \(history.factors[place]) \(percent) % of the volatility of its"
                    + " \(changes.rowCount) changes, as its last ones are that small or large")
        }
    }

    /// Weights that leave little of a window, and windows that tell nothing of some correlations; how few changes there are
    /// altogether the history says itself.
    ///
    /// The standard error of a deviation from n normal changes is 1/√(2(n − 1)) of it. Source: A. Stuart, J. K. Ord,
    /// “Kendall's Advanced Theory of Statistics”, vol. 1, 6th ed. 1994, section 10.5.
    private static func fewChanges(
        _ history: CalibrationHistory, _ group: CalibrationHistory.Group, _ estimate: CovarianceEstimate,
        since date: CalendarDate?
    ) -> [DataIssue] {
        var issues: [DataIssue] = []
        let count = estimate.effectiveObservations
        let moving = group.members.filter { !history.steady.contains($0) }.map { history.factors[$0] }
        if count < fewestChanges, Int(count.rounded()) < group.window.count, !moving.isEmpty {
            let percent = Int((100 / (2 * max(count - 1, 0.5)).squareRoot()).rounded())
            issues.append(
                DataIssue(
                    severity: .warning, factor: moving.count == 1 ? moving[0] : nil, date: date, rule: "few-changes",
                    message:
                        "the volatility of \(names(moving)) rests on what equals \(Int(count.rounded())) changes, which leave"
                        + " it unknown to \(percent) % (one standard error); the interval of a figure is the simulation's"
                        + " and does not count that"))
        }
        if moving.count > 1, moving.count >= group.window.count, estimate.shrinkage == nil {
            issues.append(
                DataIssue(
                    severity: .warning, date: date, rule: "few-changes",
                    message: "\(moving.count) factors (\(names(moving))) have \(group.window.count) changes each: fewer"
                        + " changes than factors say of some mixtures of them that they bear no risk; take a longer"
                        + " window, or covariance: {kind: ledoit-wolf}"))
        }
        return issues
    }

    private static func names(_ factors: [FactorID]) -> String {
        let rest = factors.count > 4 ? " and \(factors.count - 4) more" : ""
        return factors.prefix(4).map(\.name).joined(separator: ", ") + rest
    }
}
