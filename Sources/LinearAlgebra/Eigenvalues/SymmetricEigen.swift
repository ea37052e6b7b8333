import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix.
///
/// By divide and conquer (LAPACK `dsyevd`), on one thread.
/// Source: E. Anderson et al., “LAPACK Users' Guide”, 3rd ed., SIAM 1999.
public struct SymmetricEigen: Sendable {
    /// Ascending.
    public let values: [Double]
    /// Row `k` is the eigenvector, of length one, that belongs to `values[k]`.
    public let vectors: Matrix

    /// - Parameter matrix: square and symmetric; only the lower triangle is read.
    /// - Throws: `notSquare`, `notFinite` or `eigenvaluesNotFound`.
    /// - Complexity: about 9 n³ operations.
    public init(_ matrix: Matrix) throws(FactorizationError) {
        (values, vectors) = try Self.decompose(matrix, job: "V")
    }

    /// The eigenvalues alone, ascending: about seven times faster than with the vectors.
    public static func values(of matrix: Matrix) throws(FactorizationError) -> [Double] {
        try decompose(matrix, job: "N").values
    }

    private static func decompose(
        _ matrix: Matrix, job: Unicode.Scalar
    ) throws(FactorizationError) -> (values: [Double], vectors: Matrix) {
        try matrix.checkSquareAndFinite()
        BLAS.prepared()
        let count = matrix.rowCount
        var values = [Double](repeating: 0, count: count)
        var vectors = matrix
        guard count > 0 else { return (values, vectors) }
        // Column-major upper is row-major lower, and LAPACK's columns are our rows: nothing is copied or transposed.
        let status = LAPACKE_dsyevd(
            LAPACK_COL_MAJOR, CChar(job.value), CChar(UInt8(ascii: "U")), lapack_integer(count), &vectors.storage,
            lapack_integer(count), &values)
        guard status == 0 else { throw .eigenvaluesNotFound }
        return (values, vectors)
    }
}

extension Matrix {
    /// The symmetric matrix with these eigenvectors, one a row, and a function of these eigenvalues: `Σ f(λₖ) vₖ vₖᵀ`.
    public init(_ eigen: SymmetricEigen, mapping function: (Double) -> Double) {
        var scaled = eigen.vectors
        scaled.scaleRows(by: eigen.values.map(function))
        self = scaled.transposedMultiplied(by: eigen.vectors)
        mirrorLowerTriangle()
    }
}
