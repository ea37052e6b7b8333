import LinearAlgebra

/// The eigenvalues of a correlation matrix, beside those that independent changes would show.
///
/// Of n independent factors over T observations, eigenvalues lie between (1 ∓ √(n/T))². What lies above carries
/// information; the rest cannot be told from noise.
/// Source: L. Laloux, P. Cizeau, J.-P. Bouchaud, M. Potters, “Noise dressing of financial correlation matrices”, Physical
/// Review Letters 83, 1999; V. Marchenko, L. Pastur, 1967.
public struct Spectrum: Sendable {
    /// Descending.
    public let eigenvalues: [Double]
    public let observations: Int
    /// The edges of the Marchenko–Pastur law for as many factors and observations.
    public let lowerEdge: Double
    public let upperEdge: Double

    /// - Parameters:
    ///   - correlation: factors × factors.
    ///   - observations: how many changes it was estimated from.
    public init(_ correlation: Matrix, observations: Int) throws(FactorizationError) {
        eigenvalues = try SymmetricEigen.values(of: correlation).reversed()
        self.observations = observations
        let root = (Double(correlation.rowCount) / Double(observations)).squareRoot()
        // With fewer observations than factors the law has a mass at zero.
        lowerEdge = root < 1 ? (1 - root) * (1 - root) : 0
        upperEdge = (1 + root) * (1 + root)
    }

    /// Eigenvalues that independent changes would not show.
    public var informativeCount: Int { eigenvalues.count { $0 > upperEdge } }

    /// The share of the variance that they carry.
    public var informativeShare: Double {
        eigenvalues.prefix(informativeCount).reduce(0, +) / max(1, eigenvalues.reduce(0, +))
    }
}
