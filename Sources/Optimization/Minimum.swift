/// Where a minimisation ended.
public struct Minimum: Sendable {
    public let point: [Double]
    public let value: Double
    /// How often the objective was asked for.
    public let evaluations: Int
}

/// Why a minimisation has no answer.
public enum MinimizationError: Error, Hashable, Sendable {
    /// The objective is not a number where the search starts.
    case undefinedStart
    /// The method gave up: its limit of evaluations was reached before its tolerance.
    case notConverged(evaluations: Int)
    /// The method failed; the words are the library's.
    case failed(String)
}

extension MinimizationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .undefinedStart: "the objective is undefined where the search starts"
        case .notConverged(let evaluations): "no minimum found in \(evaluations) evaluations"
        case .failed(let reason): "the search failed: \(reason)"
        }
    }
}
