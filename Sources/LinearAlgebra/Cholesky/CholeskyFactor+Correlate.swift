import COpenBLAS

extension CholeskyFactor {
    /// Turns independent normals into correlated drivers, in place.
    ///
    /// Row `k` comes out as the driver of the variable `order[k]`. Callers pass the same `pathCount` every time, also
    /// for a last block that is not full, so that the bits of a path do not depend on the block it lies in.
    ///
    /// - Parameters:
    ///   - drivers: `count` rows of `stride` numbers; the first `rank` rows hold independent normals.
    ///   - pathCount: columns to work on, at most `stride`.
    /// - Complexity: `count × rank / 2` to `count × rank` multiplications a path.
    public func correlate(_ drivers: UnsafeMutablePointer<Double>, stride: Int, pathCount: Int) {
        precondition(pathCount >= 0 && pathCount <= stride, "a row must hold all paths")
        BLAS.prepared()
        let (n, r, width) = (blasint(count), blasint(rank), blasint(pathCount))
        guard n > 0, width > 0 else { return }
        guard r > 0 else {
            for row in 0..<count { (drivers + row * stride).update(repeating: 0, count: pathCount) }
            return
        }
        // Safe: the caller's memory holds `count` rows of `stride` ≥ `pathCount` numbers, `lower` n rows of r.
        lower.elements.withUnsafeBufferPointer { factor in
            guard let factor = factor.baseAddress else { return }
            if n > r {
                cblas_dgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, n - r, width, r, 1, factor + rank * rank, r,
                    drivers, blasint(stride), 0, drivers + rank * stride, blasint(stride))
            }
            cblas_dtrmm(
                CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, r, width, 1, factor, r,
                drivers, blasint(stride))
        }
    }
}
