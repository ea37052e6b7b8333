import COpenBLAS

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension CholeskyFactor {
    /// What remains of observations when the correlation is taken out: each row x becomes y with L·y = x, so that
    /// yᵀy = xᵀΣ⁻¹x.
    ///
    /// - Parameter observations: observations × variables, of a factor whose rank is full and whose order is the
    ///   matrix's own.
    /// - Complexity: observations × variables² / 2 multiplications, by `dtrsm` on one thread.
    public func whitened(_ observations: Matrix) -> Matrix {
        precondition(rank == count && observations.columnCount == count, "a factor of full rank, a column a variable")
        BLAS.prepared()
        var result = observations
        guard observations.rowCount > 0, count > 0 else { return result }
        let n = blasint(count)
        // Y·Lᵀ = X, row by row; the leading dimensions are the column counts.
        cblas_dtrsm(
            CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, blasint(observations.rowCount), n, 1,
            lower.elements, n, &result.storage, n)
        return result
    }

    /// The logarithm of the determinant of the matrix, of full rank.
    public var logDeterminant: Double {
        precondition(rank == count, "a factor of full rank")
        return lower.diagonal.reduce(0) { $0 + 2 * log($1) }
    }
}
