import COpenBLAS

extension Matrix {
    /// The matrix product.
    ///
    /// - Parameter other: `columnCount × m`.
    /// - Returns: `rowCount × m`.
    /// - Complexity: rows × columns × m multiplications, by `dgemm` on one thread.
    public func multiplied(by other: Matrix) -> Matrix {
        precondition(columnCount == other.rowCount, "the inner counts of a product must agree")
        return Self.product(self, CblasNoTrans, other, CblasNoTrans, rowCount, columnCount, other.columnCount)
    }

    /// This matrix, transposed, times another with as many rows: `selfᵀ · other`.
    public func transposedMultiplied(by other: Matrix) -> Matrix {
        precondition(rowCount == other.rowCount, "the inner counts of a product must agree")
        return Self.product(self, CblasTrans, other, CblasNoTrans, columnCount, rowCount, other.columnCount)
    }

    /// This matrix times the transpose of another with as many columns: `self · otherᵀ`.
    public func multiplied(byTransposed other: Matrix) -> Matrix {
        precondition(columnCount == other.columnCount, "the inner counts of a product must agree")
        return Self.product(self, CblasNoTrans, other, CblasTrans, rowCount, columnCount, other.rowCount)
    }

    /// This matrix, transposed, times itself: `selfᵀ · self`, symmetric to the last bit.
    ///
    /// - Complexity: rows × columns² / 2 multiplications, by `dsyrk` on one thread.
    public var gram: Matrix {
        BLAS.prepared()
        var result = Matrix(rowCount: columnCount, columnCount: columnCount)
        guard rowCount > 0, columnCount > 0 else { return result }
        let count = blasint(columnCount)
        cblas_dsyrk(
            CblasRowMajor, CblasLower, CblasTrans, count, blasint(rowCount), 1, elements, count, 0,
            &result.storage, count)
        result.mirrorLowerTriangle()
        return result
    }

    /// Copies what is below the diagonal to above it.
    public mutating func mirrorLowerTriangle() {
        precondition(isSquare, "only a square matrix has mirrored elements")
        for i in 0..<rowCount {
            for j in 0..<i { storage[j * columnCount + i] = storage[i * columnCount + j] }
        }
    }

    private static func product(
        _ a: Matrix, _ transposeA: CBLAS_TRANSPOSE, _ b: Matrix, _ transposeB: CBLAS_TRANSPOSE,
        _ m: Int, _ inner: Int, _ n: Int
    ) -> Matrix {
        BLAS.prepared()
        var result = Matrix(rowCount: m, columnCount: n)
        guard m > 0, n > 0, inner > 0 else { return result }
        // Safe: the leading dimensions are the column counts, and the arrays hold rows × columns numbers.
        cblas_dgemm(
            CblasRowMajor, transposeA, transposeB, blasint(m), blasint(n), blasint(inner), 1,
            a.elements, blasint(a.columnCount), b.elements, blasint(b.columnCount), 0, &result.storage, blasint(n))
        return result
    }
}
