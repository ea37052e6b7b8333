import Kernels
import Randomness
import Settings

/// Jointly normal drivers by principal components: a few common ones, and a rest of each factor's own.
///
/// For markets of thousands of factors: a path costs factors × components instead of factors² / 2. Correlations are
/// those of the components, so pairs whose common movement lies outside them are drawn too independent; the variance
/// explained is reported. Source: see `PrincipalComponents`.
public struct FactorModelDependence: Dependence {
    public static let kind = "factor-model"
    public static let givesNormalDrivers = true
    public static let summary = "jointly normal drivers by principal components: for thousands of factors"
    public static let settings = [
        Setting("factors", .count(1...10_000), .required, "principal components; at most as many as risk factors")
    ]

    public static let example = Specification(kind: kind, settings: ["factors": .count(1)])

    public static func componentCount(_ specification: Specification) -> Int? { specification.count("factors") }

    public static func law(of specification: Specification, steps: Int) -> JointLaw { .normal }

    public init(_ specification: Specification, drivers: [SimulatedDriver]) {}

    public var title: String { "Gaussian factor model" }

    public func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource, scratch: MutableRows
    ) {}
}
