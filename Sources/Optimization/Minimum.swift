import CNLopt

/// Where a minimisation ended.
public struct Minimum: Sendable {
    public let point: [Double]
    public let value: Double
    /// How often the objective was asked for.
    public let evaluations: Int
    /// Whether the search ended of itself, and not at its limit of evaluations.
    public let isConverged: Bool
}

extension Minimum {
    /// Where an optimizer that has its functions ends.
    init(
        of optimizer: nlopt_opt, from start: [Double], keepsUnfinished: Bool = false
    ) throws(MinimizationError) {
        var point = start
        var value = 0.0
        let outcome = nlopt_optimize(optimizer, &point, &value)
        let evaluations = Int(nlopt_get_numevals(optimizer))
        var isConverged = true
        switch outcome {
        case NLOPT_SUCCESS, NLOPT_FTOL_REACHED, NLOPT_XTOL_REACHED, NLOPT_STOPVAL_REACHED: break
        // Nothing lower can be told apart from rounding.
        case NLOPT_ROUNDOFF_LIMITED where value.isFinite: break
        case NLOPT_MAXEVAL_REACHED where keepsUnfinished && value.isFinite: isConverged = false
        case NLOPT_MAXEVAL_REACHED: throw .notConverged(evaluations: evaluations)
        default: throw .failed(nlopt_get_errmsg(optimizer).map { String(cString: $0) } ?? "code \(outcome.rawValue)")
        }
        self.init(point: point, value: value, evaluations: evaluations, isConverged: isConverged)
    }
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
