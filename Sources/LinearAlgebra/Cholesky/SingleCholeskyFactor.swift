import COpenBLAS

/// A Cholesky factor rounded to single precision, for runs that draw their paths in single precision.
public struct SingleCholeskyFactor: Sendable {
    /// As in `CholeskyFactor`: row `k` belongs to the variable `order[k]`.
    public let order: [Int]
    public let rank: Int
    public var count: Int { order.count }
    /// `count × rank`, row by row.
    private let lower: [Float]

    public init(_ factor: CholeskyFactor) {
        order = factor.order
        rank = factor.rank
        lower = factor.lower.elements.map { Float($0) }
    }

    /// Turns independent normals into correlated drivers, in place: `CholeskyFactor.correlate` in single precision.
    public func correlate(_ drivers: UnsafeMutablePointer<Float>, stride: Int, pathCount: Int) {
        precondition(pathCount >= 0 && pathCount <= stride, "a row must hold all paths")
        BLAS.prepared()
        let (n, r, width) = (blasint(count), blasint(rank), blasint(pathCount))
        guard n > 0, width > 0 else { return }
        guard r > 0 else {
            for row in 0..<count { (drivers + row * stride).update(repeating: 0, count: pathCount) }
            return
        }
        // Safe for the same reason as in double precision.
        lower.withUnsafeBufferPointer { factor in
            guard let factor = factor.baseAddress else { return }
            if n > r {
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, n - r, width, r, 1, factor + rank * rank, r,
                    drivers, blasint(stride), 0, drivers + rank * stride, blasint(stride))
            }
            cblas_strmm(
                CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, r, width, 1, factor, r,
                drivers, blasint(stride))
        }
    }
}
