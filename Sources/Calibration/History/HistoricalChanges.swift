import LinearAlgebra
import Market

/// The changes of several factors from one date of a history to the next, on the dates where every factor has one.
///
/// A date counts only where each factor has a level on it and on the date before: a missing level is never a change of
/// zero and never a change over two days. The window is the last so many dates that count; where some do not, it
/// reaches further back past them, and the issues tell how many were left out and which factors were missing.
public struct HistoricalChanges: Sendable {
    public let factors: [FactorID]
    /// How each factor's change is measured.
    public let conventions: [ChangeConvention]
    /// Observations × factors, the oldest first.
    public let changes: Matrix
    /// Of each observation: the later of the two dates of its change.
    public let dates: [CalendarDate]
    /// Columns whose changes differ by rounding alone, and stand here as equal.
    public let evenColumns: [Int]
    /// Dates left out, factors that never moved, and factors that grow evenly.
    public let issues: [DataIssue]

    /// - Parameters:
    ///   - columns: the factors to take, as columns of the history, in the order wanted.
    ///   - conventions: how the change of each is measured.
    ///   - window: how many changes; at least two.
    ///   - asOf: the last date that may count.
    /// - Throws: where the history has fewer changes than the window, or a level that its convention cannot take.
    public init(
        _ history: PriceHistory, columns: [Int], conventions: [ChangeConvention], window: Int, asOf: CalendarDate
    ) throws(CalibrationError) {
        precondition(columns.count == conventions.count, "one convention a factor")
        let factors = columns.map { history.factors[$0] }
        guard window >= 2 else { throw .tooFewObservations(count: max(window, 0)) }

        let last = history.index(onOrBefore: asOf) ?? -1
        var rows: [Int] = []
        var row = last
        while row >= 1, rows.count < window {
            if columns.allSatisfy({ Self.hasChange(history, $0, at: row) }) { rows.append(row) }
            row -= 1
        }
        guard rows.count == window else {
            throw Self.shortage(history, columns, window: window, last: last, complete: rows)
        }
        rows.reverse()

        var changes = Matrix(rowCount: window, columnCount: columns.count)
        for (index, column) in columns.enumerated() {
            for (observation, row) in rows.enumerated() {
                let (earlier, later) = (history[factor: column, date: row - 1], history[factor: column, date: row])
                if conventions[index] == .logarithmic, earlier <= 0 || later <= 0 {
                    let isEarlier = earlier <= 0
                    throw .levelNotPositive(
                        factor: factors[index], date: history.dates[isEarlier ? row - 1 : row],
                        level: isEarlier ? earlier : later)
                }
                changes[observation, index] = conventions[index].change(from: earlier, to: later)
            }
        }
        let moveDates = rows.map { history.dates[$0] }
        let evenColumns = columns.indices.filter { index in
            let levels = history.column(columns[index])
            return EvenGrowth.holds(
                from: rows.map { levels[$0 - 1 + levels.startIndex] }, to: rows.map { levels[$0 + levels.startIndex] },
                dates: moveDates)
        }
        for column in evenColumns {
            let mean = (0..<window).reduce(0) { $0 + changes[$1, column] } / Double(window)
            for row in 0..<window { changes[row, column] = mean }
        }
        let even = evenColumns.map {
            Self.even(factors[$0], growth: changes[0, $0], conventions[$0], window, from: moveDates[0])
        }
        self.evenColumns = evenColumns
        self.factors = factors
        self.conventions = conventions
        self.changes = changes
        dates = moveDates
        issues =
            Self.leftOut(history, columns, span: rows[0]...last, counted: window)
            + Self.unmoved(factors, changes, from: dates[0]) + even
    }

    private static func hasChange(_ history: PriceHistory, _ column: Int, at row: Int) -> Bool {
        history[factor: column, date: row].isFinite && history[factor: column, date: row - 1].isFinite
    }

    /// One issue for every factor that is missing on dates within the window, with their number.
    private static func leftOut(
        _ history: PriceHistory, _ columns: [Int], span: ClosedRange<Int>, counted: Int
    ) -> [DataIssue] {
        guard span.count > counted else { return [] }
        return columns.compactMap { column in
            let missing = span.filter { !hasChange(history, column, at: $0) }
            guard let first = missing.first else { return nil }
            let id = history.factors[column]
            let dates = missing.count == 1 ? "1 date is" : "\(missing.count) dates are"
            return DataIssue(
                severity: .information, factor: id, date: history.dates[first], rule: "incomplete-date",
                message: "\(dates) left out of the calibration for all factors, because \(id) has no level there or on"
                    + " the date before; the window reaches back to \(history.dates[span.lowerBound]) instead")
        }
    }

    private static func unmoved(_ factors: [FactorID], _ changes: Matrix, from date: CalendarDate) -> [DataIssue] {
        factors.enumerated().compactMap { column, id in
            guard (0..<changes.rowCount).allSatisfy({ changes[$0, column] == 0 }) else { return nil }
            return DataIssue(
                severity: .warning, factor: id, date: date, rule: "constant",
                message: "all \(changes.rowCount) changes of \(id) are zero, so its volatility is 0")
        }
    }

    private static func even(
        _ id: FactorID, growth: Double, _ convention: ChangeConvention, _ count: Int, from date: CalendarDate
    ) -> DataIssue {
        let mean = convention == .logarithmic ? "\((growth * 1e8).rounded() / 1e6 + 0) %" : "\(Float(growth))"
        return DataIssue(
            severity: .warning, factor: id, date: date, rule: "constant",
            message:
                "the \(count) changes of \(id) differ by rounding alone, with a mean of \(mean) a day, so its volatility"
                + " is 0")
    }

    /// Names the factors whose own history is too short, or, where each alone would do, says that they do not overlap.
    private static func shortage(
        _ history: PriceHistory, _ columns: [Int], window: Int, last: Int, complete: [Int]
    ) -> CalibrationError {
        var short: [CalibrationError.Shortage] = []
        for column in columns {
            let own = (1..<max(last + 1, 1)).filter { hasChange(history, column, at: $0) }
            guard own.count < window else { continue }
            short.append(
                .init(
                    factor: history.factors[column], count: own.count, first: own.first.map { history.dates[$0] },
                    last: own.last.map { history.dates[$0] }))
        }
        if short.isEmpty {
            return .tooFewCommonChanges(
                window: window, count: complete.count, first: complete.last.map { history.dates[$0] },
                last: complete.first.map { history.dates[$0] })
        }
        return .windowTooLong(window: window, short: short.sorted { $0.count < $1.count })
    }
}
