import COpenBLAS

/// A precision that BLAS multiplies in: row-major blocks, one row a variable, one column a path.
protocol BLASReal: BinaryFloatingPoint {
    /// c ← a·b + β·c.
    ///
    /// - Parameters:
    ///   - a: `rows × depth`, rows contiguous.
    ///   - b: `depth` rows of `stride` numbers, `width` of them used.
    ///   - c: `rows` rows of `stride` numbers.
    static func multiply(
        _ a: UnsafePointer<Self>, rows: Int, depth: Int, by b: UnsafePointer<Self>, width: Int, stride: Int,
        adding β: Self, into c: UnsafeMutablePointer<Self>)

    /// b ← a·b, a being `depth × depth` and lower triangular.
    static func multiplyLower(
        _ a: UnsafePointer<Self>, depth: Int, into b: UnsafeMutablePointer<Self>, width: Int, stride: Int)

    /// x ← α·x.
    static func scale(_ x: UnsafeMutablePointer<Self>, by α: Self, count: Int)
}

extension Double: BLASReal {
    static func multiply(
        _ a: UnsafePointer<Double>, rows: Int, depth: Int, by b: UnsafePointer<Double>, width: Int, stride: Int,
        adding β: Double, into c: UnsafeMutablePointer<Double>
    ) {
        cblas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(width), blasint(depth), 1, a,
            blasint(depth), b, blasint(stride), β, c, blasint(stride))
    }

    static func multiplyLower(
        _ a: UnsafePointer<Double>, depth: Int, into b: UnsafeMutablePointer<Double>, width: Int, stride: Int
    ) {
        cblas_dtrmm(
            CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, blasint(depth), blasint(width), 1, a,
            blasint(depth), b, blasint(stride))
    }

    static func scale(_ x: UnsafeMutablePointer<Double>, by α: Double, count: Int) {
        cblas_dscal(blasint(count), α, x, 1)
    }
}

extension Float: BLASReal {
    static func multiply(
        _ a: UnsafePointer<Float>, rows: Int, depth: Int, by b: UnsafePointer<Float>, width: Int, stride: Int,
        adding β: Float, into c: UnsafeMutablePointer<Float>
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(width), blasint(depth), 1, a,
            blasint(depth), b, blasint(stride), β, c, blasint(stride))
    }

    static func multiplyLower(
        _ a: UnsafePointer<Float>, depth: Int, into b: UnsafeMutablePointer<Float>, width: Int, stride: Int
    ) {
        cblas_strmm(
            CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, blasint(depth), blasint(width), 1, a,
            blasint(depth), b, blasint(stride))
    }

    static func scale(_ x: UnsafeMutablePointer<Float>, by α: Float, count: Int) {
        cblas_sscal(blasint(count), α, x, 1)
    }
}
