import COpenBLAS

/// Correlations by a few common components and a rest of each variable's own: `R ≈ B·Bᵀ + D`.
///
/// `B` holds the eigenvectors of the largest eigenvalues, each times the root of its eigenvalue; `D` is diagonal and
/// makes every variance 1 again. The approximation is a correlation matrix, positive semi-definite by construction, and
/// a driver of `n` variables costs `n·k` multiplications instead of `n²/2`.
/// Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, Princeton 2015, section 6.4.5.
public struct PrincipalComponents: Hashable, Sendable, Codable {
    /// `n × k`, the largest component first.
    public let loadings: Matrix
    /// The standard deviation of each variable's own rest: √(1 − Σ b²).
    public let idiosyncratic: [Double]
    /// The share of all variances that the components account for, Σ b² / n.
    public let explainedVariance: Double

    /// How many variables there are.
    public var count: Int { loadings.rowCount }
    /// How many components they share.
    public var componentCount: Int { loadings.columnCount }

    /// - Parameters:
    ///   - correlation: symmetric, with a unit diagonal.
    ///   - componentCount: from 1 to the number of variables; components beyond the rank are left out.
    /// - Throws: what is wrong with the matrix.
    /// - Complexity: `n²·r` multiplications for a matrix of rank `r`, about `n³` where it is nearly regular.
    public init(_ correlation: Matrix, componentCount: Int) throws(FactorizationError) {
        precondition(componentCount >= 1, "a factor model has at least one component")
        try correlation.checkSquareAndFinite()
        try correlation.checkSymmetric()
        let count = correlation.rowCount
        let vectors = try Self.scaledVectors(correlation, wanted: min(componentCount, count))
        var loadings = Matrix(rowCount: count, columnCount: vectors.rowCount)
        var rest = [Double](repeating: 0, count: count)
        var explained = 0.0
        for row in 0..<count {
            var common = 0.0
            for component in 0..<vectors.rowCount { common += vectors[component, row] * vectors[component, row] }
            // An indefinite matrix can ask for more than all of a variance.
            let scale = common > 1 ? 1 / common.squareRoot() : 1
            for component in 0..<vectors.rowCount { loadings[row, component] = vectors[component, row] * scale }
            rest[row] = max(0, 1 - common).squareRoot()
            explained += min(common, 1)
        }
        self.loadings = loadings
        idiosyncratic = rest
        explainedVariance = count > 0 ? explained / Double(count) : 0
    }

    /// Row `k` is the k-th eigenvector times the root of its eigenvalue, the largest first; its sign makes the
    /// largest element positive, so that it does not depend on the library's whim.
    private static func scaledVectors(_ matrix: Matrix, wanted: Int) throws(FactorizationError) -> Matrix {
        var vectors: Matrix
        if let factor = CholeskyFactor.pivoted(matrix), factor.rank * 2 < matrix.rowCount {
            // A = L·Lᵀ has the eigenvalues of the small LᵀL, and L·u for its eigenvectors.
            let eigen = try SymmetricEigen(factor.lower.gram)
            let chosen = (0..<min(wanted, factor.rank)).map { factor.rank - 1 - $0 }
            var small = Matrix(rowCount: chosen.count, columnCount: factor.rank)
            for (row, index) in chosen.enumerated() {
                for column in 0..<factor.rank { small[row, column] = eigen.vectors[index, column] }
            }
            let permuted = small.multiplied(byTransposed: factor.lower)
            vectors = Matrix(rowCount: chosen.count, columnCount: matrix.rowCount)
            for (k, variable) in factor.order.enumerated() {
                for row in 0..<chosen.count { vectors[row, variable] = permuted[row, k] }
            }
        } else {
            let eigen = try SymmetricEigen(matrix)
            let count = matrix.rowCount
            let chosen = (0..<wanted).map { count - 1 - $0 }.filter { eigen.values[$0] > 0 }
            vectors = Matrix(rowCount: chosen.count, columnCount: count)
            for (row, index) in chosen.enumerated() {
                let root = eigen.values[index].squareRoot()
                for column in 0..<count { vectors[row, column] = eigen.vectors[index, column] * root }
            }
        }
        for row in 0..<vectors.rowCount {
            let largest = vectors.row(row).max { abs($0) < abs($1) } ?? 0
            guard largest < 0 else { continue }
            for column in 0..<vectors.columnCount { vectors[row, column] = -vectors[row, column] }
        }
        return vectors
    }

    /// The correlation matrix of the model, `B·Bᵀ + D`.
    public var product: Matrix {
        var result = loadings.multiplied(byTransposed: loadings)
        for row in 0..<count { result[row, row] += idiosyncratic[row] * idiosyncratic[row] }
        return result
    }
}
