import LinearAlgebra
import Market

/// The changes of several factors from one business day to the next, on the days where every factor has one: what
/// scenarios are made of that repeat whole days.
///
/// Business days are those of the factors together: not weekends, even where a coin trades then. A day counts only where
/// each factor has a level on it and on the business day before: a missing level is never a change of zero and never a
/// change over two days. The window is the last so many days that count; where some do not, it reaches further back past
/// them, and the issues tell how many were left out and which factors were missing.
public struct HistoricalChanges: Sendable {
    public let factors: [FactorID]
    /// How each factor's change is measured.
    public let conventions: [ChangeConvention]
    /// Observations × factors, the oldest first.
    public let changes: Matrix
    /// Of each observation: the later of the two dates of its change.
    public let dates: [CalendarDate]
    /// Dates left out, and factors that never moved.
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

        for (column, factor) in zip(columns, factors) {
            let dates = history.rows(of: column, through: asOf, most: 2 * window + 2).map { history.dates[$0] }
            let frequency = FactorCalendar(dates, judgedOn: 2 * window).frequency
            if !frequency.isDaily { throw .notDaily(factor: factor, frequency: frequency) }
        }
        let business = history.businessRows(of: columns, through: asOf)
        var places: [Int] = []
        var place = business.count - 1
        while place >= 1, places.count < window {
            if columns.allSatisfy({ Self.hasChange(history, $0, at: place, of: business) }) { places.append(place) }
            place -= 1
        }
        guard places.count == window else {
            throw Self.shortage(history, columns, business, window: window, complete: places)
        }
        places.reverse()

        var changes = Matrix(rowCount: window, columnCount: columns.count)
        for (index, column) in columns.enumerated() {
            for (observation, place) in places.enumerated() {
                let (before, row) = (business[place - 1], business[place])
                let (earlier, later) = (history[factor: column, date: before], history[factor: column, date: row])
                if conventions[index] == .logarithmic, earlier <= 0 || later <= 0 {
                    let isEarlier = earlier <= 0
                    throw .levelNotPositive(
                        factor: factors[index], date: history.dates[isEarlier ? before : row],
                        level: isEarlier ? earlier : later)
                }
                changes[observation, index] = conventions[index].change(from: earlier, to: later)
            }
        }
        self.factors = factors
        self.conventions = conventions
        self.changes = changes
        dates = places.map { history.dates[business[$0]] }
        issues =
            Self.leftOut(history, columns, business, from: places[0], counted: places)
            + Self.unmoved(factors, changes, from: dates[0])
    }

    private static func hasChange(_ history: PriceHistory, _ column: Int, at place: Int, of business: [Int]) -> Bool {
        history[factor: column, date: business[place]].isFinite
            && history[factor: column, date: business[place - 1]].isFinite
    }

    /// One issue for every factor that is missing on days within the window, with their number: a warning where it decides
    /// much of which days the others have.
    private static func leftOut(
        _ history: PriceHistory, _ columns: [Int], _ business: [Int], from first: Int, counted: [Int]
    ) -> [DataIssue] {
        let span = first..<business.count
        guard span.count > counted.count, let last = counted.last else { return [] }
        let ends = business.count - 1 - last
        return columns.compactMap { column in
            let missing = span.filter { !hasChange(history, column, at: $0, of: business) }
            guard let lost = missing.first else { return nil }
            let id = history.factors[column]
            let days = missing.count == 1 ? "1 date is" : "\(missing.count) dates are"
            let isMuch = missing.count > max(10, counted.count / 10)
            let end =
                ends > 10 && missing.contains(business.count - 1)
                ? ", and ends on \(history.dates[business[last]]), \(ends) business days before the last" : ""
            return DataIssue(
                severity: isMuch ? .warning : .information, factor: id, date: history.dates[business[lost]],
                rule: "incomplete-date",
                message: "\(days) left out for all factors, because \(id) has no level there or on the day before; the"
                    + " window reaches back to \(history.dates[business[first]]) instead" + end
                    + (isMuch ? ". Let it follow another factor by market.proxies, and their days stay" : ""))
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

    /// Names the factors whose own history is too short, or, where each alone would do, says that they do not overlap.
    private static func shortage(
        _ history: PriceHistory, _ columns: [Int], _ business: [Int], window: Int, complete: [Int]
    ) -> CalibrationError {
        var short: [CalibrationError.Shortage] = []
        func date(_ place: Int?) -> CalendarDate? { place.map { history.dates[business[$0]] } }
        for column in columns {
            let own = (1..<max(business.count, 1)).filter { hasChange(history, column, at: $0, of: business) }
            guard own.count < window else { continue }
            short.append(
                .init(
                    factor: history.factors[column], count: own.count, first: date(own.first), last: date(own.last)))
        }
        if short.isEmpty {
            return .tooFewCommonChanges(
                window: window, count: complete.count, first: date(complete.last), last: date(complete.first))
        }
        return .windowTooLong(window: window, short: short.sorted { $0.count < $1.count })
    }
}
