/// Why forecasts and outcomes make no series. Indices count from 0.
public enum ForecastSeriesError: Error, Hashable, Sendable {
    case empty
    case length(of: String, count: Int, expected: Int)
    case value(of: String, index: Int, value: Double)
    case shortfallBelowValueAtRisk(index: Int, shortfall: Double, valueAtRisk: Double)
}

extension ForecastSeriesError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "there are no outcomes to test forecasts against"
        case .length(let name, let count, let expected):
            "the \(name) has \(count) values, but there are \(expected) outcomes"
        case .value(let name, let index, let value):
            "the \(name) of period \(index + 1) is \(value), which cannot be"
        case .shortfallBelowValueAtRisk(let index, let shortfall, let valueAtRisk):
            "the expected shortfall of period \(index + 1), \(shortfall), is less than its value-at-risk, \(valueAtRisk)"
        }
    }
}
