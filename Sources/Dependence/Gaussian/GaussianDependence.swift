import Kernels
import Randomness
import Settings

/// Jointly normal drivers: correlated normals as they are, X = L·Z with L the Cholesky factor.
///
/// Source: P. Glasserman, “Monte Carlo Methods in Financial Engineering”, Springer 2003, section 2.3.3.
public struct GaussianDependence: Dependence {
    public static let kind = "gaussian"
    public static let givesNormalDrivers = true
    public static let summary = "jointly normal drivers"
    public static let settings: [Setting] = []

    public init(_ specification: Specification, drivers: [SimulatedDriver]) {}

    public static func law(of specification: Specification, steps: Int) -> JointLaw { .normal }

    public var title: String { "Gaussian" }

    public func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource, scratch: MutableRows
    ) {}
}
