import Market

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What a covariance leaves unknown, and what its fits ended at.
extension HistoricalCalibration {
    /// Fewer changes than a month has leave a volatility unknown to 16 % and more.
    static let fewestChanges = 20.0

    static func remarks(_ history: HistoricalChanges, _ estimate: CovarianceEstimate) -> [DataIssue] {
        estimate.remarks.map { remark in
            let factor = remark.column.map { history.factors[$0] }
            return DataIssue(
                severity: .warning, factor: factor, date: history.dates.last, rule: "fit-at-bound",
                message: (factor.map { "the volatility of \($0): " } ?? "") + remark.words)
        }
    }

    /// Volatilities of a forecast that have little to do with the window, as where a factor has not moved of late.
    static func farVolatilities(_ history: HistoricalChanges, _ estimate: CovarianceEstimate) -> [DataIssue] {
        // Shrinkage has words of its own.
        guard estimate.shrinkage == nil else { return [] }
        let changes = history.changes
        return history.factors.indices.compactMap { column in
            guard !history.evenColumns.contains(column) else { return nil }
            let square = (0..<changes.rowCount).reduce(0) { $0 + changes[$1, column] * changes[$1, column] }
            let ratio = (estimate.covariance[column, column] * Double(changes.rowCount) / square).squareRoot()
            guard square > 0, !(ratio > 0.2 && ratio < 10) else { return nil }
            let percent = ratio < 0.001 ? "less than 0.1" : "\((ratio * 1e3).rounded() / 10)"
            return DataIssue(
                severity: .warning, factor: history.factors[column], date: history.dates.last,
                rule: "fitted-volatility",
                message: "the covariance gives \(history.factors[column]) \(percent) % of the volatility of its"
                    + " \(changes.rowCount) changes, as its last ones are that small or large")
        }
    }

    /// Windows that tell little of a volatility, or nothing of some correlations.
    ///
    /// The standard error of a deviation from n normal changes is 1/√(2(n − 1)) of it. Source: A. Stuart, J. K. Ord,
    /// “Kendall's Advanced Theory of Statistics”, vol. 1, 6th ed. 1994, section 10.5.
    static func fewChanges(_ history: HistoricalChanges, _ estimate: CovarianceEstimate) -> [DataIssue] {
        var issues: [DataIssue] = []
        let count = estimate.effectiveObservations
        let moving = history.factors.indices.filter { !history.evenColumns.contains($0) }
        if count < fewestChanges, !moving.isEmpty {
            let percent = Int((100 / (2 * max(count - 1, 0.5)).squareRoot()).rounded())
            let equal = count.rounded() == Double(history.changes.rowCount)
            let words = equal ? "\(history.changes.rowCount) changes" : "what equals \(Int(count.rounded())) changes"
            issues.append(
                DataIssue(
                    severity: .warning, factor: moving.count == 1 ? history.factors[moving[0]] : nil,
                    date: history.dates.first, rule: "few-changes",
                    message:
                        "the volatility of \(names(moving.map { history.factors[$0] })) rests on \(words), which leave"
                        + " it unknown to \(percent) % (one standard error); the interval of a figure is the simulation's"
                        + " and does not count that"))
        }
        if moving.count > 1, moving.count >= history.changes.rowCount, estimate.shrinkage == nil {
            issues.append(
                DataIssue(
                    severity: .warning, date: history.dates.first, rule: "few-changes",
                    message: "\(moving.count) factors (\(names(moving.map { history.factors[$0] }))) have"
                        + " \(history.changes.rowCount) changes each: fewer changes than factors say of some mixtures of them"
                        + " that they bear no risk; take a longer window, or covariance: {kind: ledoit-wolf}"))
        }
        return issues
    }

    private static func names(_ factors: [FactorID]) -> String {
        let rest = factors.count > 4 ? " and \(factors.count - 4) more" : ""
        return factors.prefix(4).map(\.name).joined(separator: ", ") + rest
    }
}
