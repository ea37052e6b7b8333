import Market

/// Why a history cannot be calibrated to.
public enum CalibrationError: Error, Hashable, Sendable {
    /// A factor with fewer changes than the window asks for.
    public struct Shortage: Hashable, Sendable {
        public let factor: FactorID
        /// Changes it has up to the calibration date.
        public let count: Int
        /// Dates of its first and last change; nil where it has none.
        public let first: CalendarDate?
        public let last: CalendarDate?
    }

    /// Some factors have fewer changes than the window, the shortest first.
    case windowTooLong(window: Int, short: [Shortage])
    /// Each factor has enough changes, but too few on the same dates.
    case tooFewCommonChanges(window: Int, count: Int, first: CalendarDate?, last: CalendarDate?)
    /// A covariance needs at least two changes.
    case tooFewObservations(count: Int)
    /// What repeats whole days needs levels of every day.
    case notDaily(factor: FactorID, frequency: LevelFrequency)
    /// A relative change needs levels above zero.
    case levelNotPositive(factor: FactorID, date: CalendarDate, level: Double)
    /// The covariance estimator has no answer.
    case covariance(CovarianceError)
}

extension CalibrationError: CustomStringConvertible {
    /// What is wrong, and what would be right.
    public var description: String {
        switch self {
        case .windowTooLong(let window, let short):
            let named = short.prefix(5).map { shortage in
                "\(shortage.factor) has \(shortage.count)" + Self.span(shortage.first, shortage.last)
            }
            let rest = short.count > 5 ? ", and \(short.count - 5) more factors have too few" : ""
            return "window of \(window) changes asked for, " + named.joined(separator: ", ") + rest
        case .tooFewCommonChanges(let window, let count, let first, let last):
            return "window of \(window) changes asked for, but the factors have only \(count) on the same dates"
                + Self.span(first, last)
        case .tooFewObservations(let count):
            return "a covariance needs at least 2 changes, not \(count)"
        case .notDaily(let factor, let frequency):
            return "the levels of \(factor) are \(frequency), and days can only be repeated of daily ones"
        case .levelNotPositive(let factor, let date, let level):
            return "\(factor) is \(level) on \(date); its change is relative, which needs levels above zero"
        case .covariance(let error): return error.description
        }
    }

    /// What would be right.
    public var hint: String {
        switch self {
        case .windowTooLong:
            "shorten the window, give the factor a longer history, state its volatility and correlations under market, or"
                + " let it follow another by market.proxies"
        case .tooFewCommonChanges: "shorten the window, or give the factor a longer history"
        case .tooFewObservations: "lengthen the window"
        case .notDaily: "give the factor daily levels, or let it follow another by market.proxies"
        case .levelNotPositive: "correct the level, or choose a process of absolute changes"
        case .covariance(.tooFewObservations(_, let needed, _)):
            "lengthen the window to \(needed)d at least, or choose another covariance estimator"
        case .covariance(.notConverged): "take another window, or choose another covariance estimator"
        case .covariance(.matrix): "look for levels in the history that cannot be right"
        }
    }

    private static func span(_ first: CalendarDate?, _ last: CalendarDate?) -> String {
        guard let first, let last else { return "" }
        return first == last ? " on \(first)" : " from \(first) to \(last)"
    }
}
