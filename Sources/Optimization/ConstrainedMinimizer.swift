import CNLopt

/// Minimisation of a smooth function under smooth constraints, with their gradients, by NLopt's SLSQP.
///
/// Sources: D. Kraft, “A software package for sequential quadratic programming”, DFVLR-FB 88-28, 1988, and “Algorithm 733:
/// TOMP, Fortran modules for optimal control calculations”, ACM Trans. Mathematical Software 20(3), 1994.
public struct ConstrainedMinimizer: Sendable {
    /// A function's value and its slope in every variable.
    public typealias Function = ([Double]) -> (value: Double, gradient: [Double])

    /// Relative change of the point at which the search ends.
    public var tolerance: Double
    public var evaluationLimit: Int

    public init(tolerance: Double = 1e-9, evaluationLimit: Int = 500) {
        self.tolerance = tolerance
        self.evaluationLimit = evaluationLimit
    }

    /// The lowest point found near the start.
    ///
    /// - Parameters:
    ///   - objective: finite at the start.
    ///   - start: need not keep the constraints.
    ///   - constraints: functions that must not exceed 0.
    public func minimize(
        _ objective: Function, from start: [Double], constraints: [Function]
    ) throws(MinimizationError) -> Minimum {
        guard objective(start).value.isFinite else { throw .undefinedStart }
        guard let optimizer = nlopt_create(NLOPT_LD_SLSQP, UInt32(start.count)) else { throw .failed("out of memory") }
        defer { nlopt_destroy(optimizer) }
        nlopt_set_xtol_rel(optimizer, tolerance)
        nlopt_set_maxeval(optimizer, Int32(clamping: evaluationLimit))
        return try withoutActuallyEscaping(objective) { objective throws(MinimizationError) in
            // The library calls back within `nlopt_optimize`, which ends before the boxes do.
            let boxes = [SmoothBox(objective)] + constraints.map { SmoothBox($0) }
            nlopt_set_min_objective(optimizer, evaluateSmooth, Unmanaged.passUnretained(boxes[0]).toOpaque())
            for box in boxes.dropFirst() {
                nlopt_add_inequality_constraint(
                    optimizer, evaluateSmooth, Unmanaged.passUnretained(box).toOpaque(), 1e-10)
            }
            return try withExtendedLifetime(boxes) { () throws(MinimizationError) in
                try Minimum(of: optimizer, from: start)
            }
        }
    }
}

/// A function as an address that C can carry.
private final class SmoothBox {
    let function: ConstrainedMinimizer.Function

    init(_ function: @escaping ConstrainedMinimizer.Function) { self.function = function }
}

private func evaluateSmooth(
    count: UInt32, point: UnsafePointer<Double>?, gradient: UnsafeMutablePointer<Double>?,
    data: UnsafeMutableRawPointer?
) -> Double {
    guard let point, let data else { return .infinity }
    let box = Unmanaged<SmoothBox>.fromOpaque(data).takeUnretainedValue()
    let result = box.function(Array(UnsafeBufferPointer(start: point, count: Int(count))))
    if let gradient {
        for (index, slope) in result.gradient.enumerated() { gradient[index] = slope.isFinite ? slope : 0 }
    }
    return result.value.isNaN ? 1e300 : min(result.value, 1e300)
}
