import LinearAlgebra
import Settings

/// The sample covariance without what chance alone would explain: small eigenvalues of its correlations are levelled.
///
/// The eigenvalues of the correlations of T independent changes of N factors lie below λ₊ = σ²(1 + √(N/T))², σ² being the
/// share of the variance that is noise. Those below λ₊ are replaced by their mean, which keeps the trace; the unit
/// diagonal is restored by scaling, and every factor keeps its own sample volatility.
///
/// Sources: V. A. Marchenko, L. A. Pastur, “Distribution of eigenvalues for some sets of random matrices”, Math. USSR
/// Sbornik 1, 1967; L. Laloux, P. Cizeau, J.-P. Bouchaud, M. Potters, “Noise dressing of financial correlation matrices”,
/// Phys. Rev. Lett. 83, 1999, and “Random matrix theory and financial correlations”, IJTAF 3, 2000.
public struct MarchenkoPasturCovariance: CovarianceEstimator {
    public static let kind = "marchenko-pastur"
    public static let summary = "sample covariance whose eigenvalues within the noise of chance are levelled"
    public static let settings = [
        Setting(
            "noise", .number(.init(minimum: 0, maximum: 1, excludesMinimum: true)), .defaulted(.number(1)),
            "the share of the variance that is noise; less than 1 keeps smaller eigenvalues too")
    ]

    /// σ², up to 1.
    public let noise: Double

    public init(_ specification: Specification) { noise = specification.number("noise") }

    public func estimate(_ changes: Matrix) throws(CovarianceError) -> CovarianceEstimate {
        let count = Double(changes.rowCount)
        let sample = (1 / (count - 1)) * changes.centred.gram
        let deviations = sample.diagonal.map { $0.squareRoot() }
        // A factor that never moves has no part in the spectrum.
        let moving = deviations.indices.filter { deviations[$0] > 0 }
        var covariance = Matrix(diagonal: sample.diagonal)
        let edge = Self.edge(factors: moving.count, observations: changes.rowCount, noise: noise)
        let (cleaned, above) = try Self.cleaned(
            Matrix(moving.map { i in moving.map { j in i == j ? 1 : sample[i, j] / (deviations[i] * deviations[j]) } }),
            edge: edge)
        for (row, i) in moving.enumerated() {
            for (column, j) in moving.enumerated() where i != j {
                covariance[i, j] = cleaned[row, column] * (deviations[i] * deviations[j])
            }
        }
        let rounded = (edge * 1_000).rounded() / 1_000
        return CovarianceEstimate(
            covariance: covariance,
            description: "Marchenko–Pastur, \(above) of \(moving.count) eigenvalues above the noise edge of \(rounded)",
            effectiveObservations: count)
    }

    /// λ₊, the largest eigenvalue that chance alone explains.
    static func edge(factors: Int, observations: Int, noise: Double) -> Double {
        let root = 1 + (Double(factors) / Double(observations)).squareRoot()
        return noise * root * root
    }

    /// A correlation matrix whose eigenvalues up to the edge are levelled, and how many were above it.
    private static func cleaned(
        _ correlation: Matrix, edge: Double
    ) throws(CovarianceError) -> (Matrix, above: Int) {
        let eigen: SymmetricEigen
        do { eigen = try SymmetricEigen(correlation) } catch { throw .matrix(error) }
        let bulk = eigen.values.filter { $0 <= edge }
        let mean = bulk.isEmpty ? 0 : bulk.reduce(0, +) / Double(bulk.count)
        let levelled = Matrix(eigen) { $0 <= edge ? mean : $0 }
        let scales = levelled.diagonal.map { 1 / $0.squareRoot() }
        var result = levelled
        result.scaleRows(by: scales)
        result.scaleColumns(by: scales)
        result.mirrorLowerTriangle()
        return (result, eigen.values.count - bulk.count)
    }
}
