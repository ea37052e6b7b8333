import LinearAlgebra
import Settings

/// The sample covariance (divisor n, mean removed), drawn towards a multiple of the identity as far as is best for
/// normal changes.
///
/// With μ = tr S/p and ᾱ = tr S²/p², the weight of the target is min(1, (ᾱ + μ²)/((n + 1)·(ᾱ − μ²/p))): the fixed point
/// of the oracle's iteration without its terms in 2/p, as scikit-learn computes it. It converges faster than
/// Ledoit–Wolf where changes are nearly normal and few.
/// Source: Y. Chen, A. Wiesel, Y. C. Eldar, A. O. Hero, “Shrinkage algorithms for MMSE covariance estimation”, IEEE
/// Trans. Signal Processing 58(10), 2010, eq. 23.
public struct OracleApproximatingShrinkage: CovarianceEstimator {
    public static let kind = "oas"
    public static let summary = "oracle-approximating shrinkage towards the identity: for few, nearly normal changes"
    public static let settings: [Setting] = []

    public init(_ specification: Specification) {}

    public func estimate(_ changes: Matrix) -> CovarianceEstimate {
        let n = Double(changes.rowCount)
        let p = Double(changes.columnCount)
        let sample = (1 / n) * changes.centred.gram
        let μ = sample.diagonal.reduce(0, +) / p
        let meanSquare = sample.elements.reduce(0) { $0 + $1 * $1 } / (p * p)
        let denominator = (n + 1) * (meanSquare - μ * μ / p)
        let shrinkage = denominator > 0 ? min((meanSquare + μ * μ) / denominator, 1) : 1
        var blend = (1 - shrinkage) * sample
        for index in 0..<changes.columnCount { blend[index, index] += shrinkage * μ }
        let percent = (shrinkage * 1_000).rounded() / 10
        return CovarianceEstimate(
            covariance: blend,
            description: "oracle-approximating, shrunk \(percent) % towards a multiple of the identity",
            effectiveObservations: n, shrinkage: shrinkage)
    }
}
