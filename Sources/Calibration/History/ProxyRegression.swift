import Market

/// How a factor with few changes moved with another one, on the days that both have.
///
/// Ordinary least squares of the one's changes on the other's, each over the square root of the length that the first
/// one's calendar gives it. Source of the errors: W. H. Greene, “Econometric Analysis”, 8th ed., 2018, §4.4.
public struct ProxyRegression: Sendable {
    public let beta: Double
    /// Nil where beta was given.
    public let betaError: Double?
    /// Per square root of a year: what of its own moves the other does not explain.
    public let residual: Double
    public let changes: Int
    public let from: CalendarDate
    public let to: CalendarDate

    /// Fewer changes tell nothing.
    public static let fewest = 20

    /// - Parameters:
    ///   - factor: a column of the history.
    ///   - other: the column that it follows.
    ///   - convention: how changes of both are measured.
    ///   - window: how many changes of the factor at most.
    ///   - beta: nil to fit it.
    /// - Returns: nil with fewer than `fewest` changes in common, where the other does not move, or where a level is not above
    ///   zero and changes are relative.
    public init?(
        _ history: PriceHistory, factor: Int, follows other: Int, convention: ChangeConvention, window: Int,
        asOf: CalendarDate, beta given: Double?
    ) {
        var known: [[Int]: FactorCalendar] = [:]
        let (own, leading) = (
            ObservedFactor(
                history, column: factor, convention: convention, window: window, asOf: asOf, known: &known),
            ObservedFactor(history, column: other, convention: convention, window: window, asOf: asOf, known: &known)
        )
        let matches = own.matches(leading).prefix(window + 1).reversed()
        guard matches.count > Self.fewest, let first = matches.dropFirst().first, let last = matches.last else {
            return nil
        }
        var xs: [Double] = []
        var ys: [Double] = []
        for (earlier, later) in zip(matches, matches.dropFirst()) {
            let scale = own.calendar.length(from: earlier.own, to: later.own).squareRoot()
            func change(_ column: Int, _ from: Int, _ to: Int) -> Double {
                convention.change(from: history[factor: column, date: from], to: history[factor: column, date: to])
                    / scale
            }
            ys.append(change(factor, own.rows[earlier.own], own.rows[later.own]))
            xs.append(change(other, leading.rows[earlier.other], leading.rows[later.other]))
        }
        guard xs.allSatisfy(\.isFinite), ys.allSatisfy(\.isFinite) else { return nil }
        let n = Double(xs.count)
        let (meanX, meanY) = (xs.reduce(0, +) / n, ys.reduce(0, +) / n)
        let squares = xs.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        let products = zip(xs, ys).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        guard squares > 0 else { return nil }
        let slope = given ?? products / squares
        let errors = zip(xs, ys).map { $1 - meanY - slope * ($0 - meanX) }
        let freedom = given == nil ? n - 2 : n - 1
        let variance = errors.reduce(0) { $0 + $1 * $1 } / freedom
        beta = slope
        betaError = given == nil ? (variance / squares).squareRoot() : nil
        residual = (variance * own.calendar.frequency.changesPerYear).squareRoot()
        changes = xs.count
        from = history.dates[own.rows[first.own]]
        to = history.dates[own.rows[last.own]]
    }
}
