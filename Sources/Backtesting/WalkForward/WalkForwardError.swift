/// Why there is no plan of forecasts over a history.
public enum WalkForwardError: Error, Hashable, Sendable {
    case setting(String, Int, atLeast: Int)
    case historyTooShort(rowCount: Int, window: Int, horizon: Int)
}

extension WalkForwardError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .setting(let name, let value, let least): "\(name) is \(value), and must be at least \(least)"
        case .historyTooShort(let rowCount, let window, let horizon):
            "a window of \(window) changes and a horizon of \(horizon) need \(Self.rows(window, horizon)) dates or more;"
                + " the history has \(rowCount)"
        }
    }

    /// One row more than both together, or the greatest number where that is beyond it.
    private static func rows(_ window: Int, _ horizon: Int) -> Int {
        let (sum, overflow) = window.addingReportingOverflow(horizon)
        return overflow || sum == .max ? .max : sum + 1
    }
}
