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
    }

    public typealias Function = ([Double]) -> Double

    public var method: Method
    /// Relative change of the point at which the search ends.
    public var tolerance: Double
    public var evaluationLimit: Int
    /// Whether the best point so far is an answer where the limit is reached: one that says it did not converge.
    public var keepsUnfinished: Bool

    public init(
        _ method: Method = .subplex, tolerance: Double = 1e-9, evaluationLimit: Int = 20_000,
        keepsUnfinished: Bool = false
    ) {
        self.method = method
        self.tolerance = tolerance
        self.evaluationLimit = evaluationLimit
        self.keepsUnfinished = keepsUnfinished
    }

    /// The lowest point found.
    ///
    /// - Parameters:
    ///   - objective: a value that is not a number counts as infinitely bad.
    ///   - start: within the bounds.
    ///   - bounds: of each variable; nil where there are none. Infinities are allowed.
    ///   - firstSteps: how far each variable is moved at first; nil for a choice by the library.
    public func minimize(
        _ objective: Function, from start: [Double], bounds: [ClosedRange<Double>]? = nil, firstSteps: [Double]? = nil
    ) throws(MinimizationError) -> Minimum {
        precondition(bounds.map { $0.count == start.count } ?? true, "bounds for each variable")
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
            // The library calls back within `nlopt_optimize`, which ends before the box does.
            let box = FunctionBox(objective)
            nlopt_set_min_objective(optimizer, evaluate, Unmanaged.passUnretained(box).toOpaque())
            return try withExtendedLifetime(box) { () throws(MinimizationError) in
                try Minimum(of: optimizer, from: start, keepsUnfinished: keepsUnfinished)
            }
        }
    }

    private var algorithm: nlopt_algorithm {
        switch method {
        case .subplex: NLOPT_LN_SBPLX
        case .boundedQuadratic: NLOPT_LN_BOBYQA
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
