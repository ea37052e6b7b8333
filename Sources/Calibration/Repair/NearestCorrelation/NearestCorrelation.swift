import LinearAlgebra
import Settings

/// The correlation matrix nearest to the given one in the Frobenius norm.
///
/// The problem is Higham's; it is solved through its dual by Newton's method, which converges quadratically: with y the
/// unknown, X = (G + Diag y)₊ (negative eigenvalues set to zero), and diag X = 1 at the solution.
///
/// Sources: N. J. Higham, “Computing the nearest correlation matrix: a problem from finance”, IMA J. Numerical Analysis
/// 22, 2002; H. Qi, D. Sun, “A quadratically convergent Newton method for computing the nearest correlation matrix”, SIAM
/// J. Matrix Analysis 28(2), 2006; R. Borsdorf, N. J. Higham, “A preconditioned Newton algorithm for the nearest
/// correlation matrix”, IMA J. Numerical Analysis 30, 2010.
public struct NearestCorrelation: PositiveDefiniteRepair {
    public static let kind = "nearest-correlation"
    public static let summary = "the nearest correlation matrix in the Frobenius norm (Higham's problem)"
    public static let settings: [Setting] = []

    public init(_ specification: Specification) {}

    /// Newton steps; ten are usual.
    private static let maximumSteps = 200
    /// Halvings of one step.
    private static let maximumHalvings = 30

    public func replacement(for correlation: Matrix) throws(RepairError) -> Matrix {
        let count = correlation.rowCount
        let tolerance = 1e-10 * Double(count)
        var point = try NearestCorrelationDual(correlation, shift: [Double](repeating: 0, count: count))
        for step in 0..<Self.maximumSteps {
            if point.residual <= tolerance { return point.primal.withUnitDiagonal }
            guard let next = try Self.advanced(point, correlation) else {
                throw .notConverged(kind: Self.kind, iterations: step, residual: point.residual)
            }
            point = next
        }
        throw .notConverged(kind: Self.kind, iterations: Self.maximumSteps, residual: point.residual)
    }

    /// One Newton step, halved until the dual function falls enough (Armijo's rule) or the residual halves; near the
    /// solution the function's own rounding hides its fall, the residual's does not. Nil where no step helps.
    private static func advanced(
        _ point: NearestCorrelationDual, _ correlation: Matrix
    ) throws(RepairError) -> NearestCorrelationDual? {
        let direction = point.newtonDirection
        let slope = zip(point.gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
        var length = 1.0
        for _ in 0..<maximumHalvings {
            let shift = zip(point.shift, direction).map { $0 + length * $1 }
            let trial = try NearestCorrelationDual(correlation, shift: shift)
            if trial.value <= point.value + 1e-4 * length * slope || trial.residual <= point.residual / 2 {
                return trial
            }
            length /= 2
        }
        return nil
    }
}
