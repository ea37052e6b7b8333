import CNLopt

/// Minimisation of a smooth function within bounds, by NLopt.
///
/// Source: S. G. Johnson, “The NLopt nonlinear-optimization package”, https://nlopt.readthedocs.io.
public struct Minimizer: Sendable {
    public enum Method: Sendable {
        /// Without derivatives, by Nelder–Mead in subspaces: T. Rowan, “Functional stability analysis of numerical
        /// algorithms”, University of Texas 1990. Bears kinks and rough starts.
        case subplex
        /// Without derivatives, by quadratic models within a trust region: M. J. D. Powell, “The BOBYQA algorithm for
        /// bound constrained optimization without derivatives”, Cambridge 2009. Quick where the function is smooth.
        case boundedQuadratic
        /// Without derivatives, under constraints: M. J. D. Powell, “A direct search optimization method that models the
        /// objective and constraint functions by linear interpolation”, 1994.
        case linearApproximation
    }

    /// Function values, at which the search may end: `≤ 0` is allowed.
    public typealias Function = ([Double]) -> Double

    public var method: Method
    /// Relative change of the point at which the search ends.
    public var tolerance: Double
    public var evaluationLimit: Int

    public init(_ method: Method = .subplex, tolerance: Double = 1e-9, evaluationLimit: Int = 20_000) {
        self.method = method
        self.tolerance = tolerance
        self.evaluationLimit = evaluationLimit
    }

    /// The lowest point found.
    ///
    /// - Parameters:
    ///   - objective: a value that is not a number counts as infinitely bad.
    ///   - start: within the bounds.
    ///   - bounds: of each variable; nil where there are none. Infinities are allowed.
    ///   - firstSteps: how far each variable is moved at first; nil for a choice by the library.
    ///   - constraints: functions that must not exceed 0; for `linearApproximation` only.
    public func minimize(
        _ objective: Function, from start: [Double], bounds: [ClosedRange<Double>]? = nil, firstSteps: [Double]? = nil,
        constraints: [Function] = []
    ) throws(MinimizationError) -> Minimum {
        precondition(bounds.map { $0.count == start.count } ?? true, "bounds for each variable")
        precondition(constraints.isEmpty || method == .linearApproximation, "a method that knows constraints")
        guard objective(start).isFinite else { throw .undefinedStart }
        guard let optimizer = nlopt_create(algorithm, UInt32(start.count)) else { throw .failed("out of memory") }
        defer { nlopt_destroy(optimizer) }
        if let bounds {
            nlopt_set_lower_bounds(optimizer, bounds.map(\.lowerBound))
            nlopt_set_upper_bounds(optimizer, bounds.map(\.upperBound))
        }
        nlopt_set_xtol_rel(optimizer, tolerance)
        nlopt_set_ftol_rel(optimizer, 1e-13)
        nlopt_set_maxeval(optimizer, Int32(clamping: evaluationLimit))
        if let firstSteps { nlopt_set_initial_step(optimizer, firstSteps) }

        return try withoutActuallyEscaping(objective) { objective throws(MinimizationError) in
            // The library calls back within `nlopt_optimize`, which ends before the boxes do.
            let boxes = [FunctionBox(objective)] + constraints.map { FunctionBox($0) }
            nlopt_set_min_objective(optimizer, evaluate, Unmanaged.passUnretained(boxes[0]).toOpaque())
            for box in boxes.dropFirst() {
                nlopt_add_inequality_constraint(optimizer, evaluate, Unmanaged.passUnretained(box).toOpaque(), 1e-9)
            }
            var point = start
            var value = 0.0
            let outcome = withExtendedLifetime(boxes) { nlopt_optimize(optimizer, &point, &value) }
            let evaluations = Int(nlopt_get_numevals(optimizer))
            switch outcome {
            case NLOPT_SUCCESS, NLOPT_FTOL_REACHED, NLOPT_XTOL_REACHED, NLOPT_STOPVAL_REACHED:
                return Minimum(point: point, value: value, evaluations: evaluations)
            case NLOPT_ROUNDOFF_LIMITED where value.isFinite:
                // Nothing lower can be told apart from rounding.
                return Minimum(point: point, value: value, evaluations: evaluations)
            case NLOPT_MAXEVAL_REACHED: throw .notConverged(evaluations: evaluations)
            default:
                throw .failed(nlopt_get_errmsg(optimizer).map { String(cString: $0) } ?? "code \(outcome.rawValue)")
            }
        }
    }

    private var algorithm: nlopt_algorithm {
        switch method {
        case .subplex: NLOPT_LN_SBPLX
        case .boundedQuadratic: NLOPT_LN_BOBYQA
        case .linearApproximation: NLOPT_LN_COBYLA
        }
    }
}

/// A function as an address that C can carry.
private final class FunctionBox {
    let function: Minimizer.Function

    init(_ function: @escaping Minimizer.Function) { self.function = function }
}

private func evaluate(
    count: UInt32, point: UnsafePointer<Double>?, gradient: UnsafeMutablePointer<Double>?,
    data: UnsafeMutableRawPointer?
) -> Double {
    guard let point, let data else { return .infinity }
    let box = Unmanaged<FunctionBox>.fromOpaque(data).takeUnretainedValue()
    let value = box.function(Array(UnsafeBufferPointer(start: point, count: Int(count))))
    return value.isNaN ? 1e300 : min(value, 1e300)
}
