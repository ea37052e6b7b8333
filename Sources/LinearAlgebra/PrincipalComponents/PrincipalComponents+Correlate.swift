import COpenBLAS

extension PrincipalComponents {
    /// Turns independent normals into correlated drivers, in place.
    ///
    /// - Parameters:
    ///   - drivers: `componentCount + count` rows of `stride` numbers, all of them independent normals. The first
    ///     `componentCount` stay as they are; after them comes one driver for each variable.
    ///   - pathCount: columns to work on, at most `stride`; the same every time, as for `CholeskyFactor.correlate`.
    /// - Complexity: `count × componentCount` multiplications a path.
    public func correlate(_ drivers: UnsafeMutablePointer<Double>, stride: Int, pathCount: Int) {
        precondition(pathCount >= 0 && pathCount <= stride, "a row must hold all paths")
        BLAS.prepared()
        let (n, k, width) = (blasint(count), blasint(componentCount), blasint(pathCount))
        guard n > 0, width > 0 else { return }
        let own = drivers + componentCount * stride
        for (row, deviation) in idiosyncratic.enumerated() { cblas_dscal(width, deviation, own + row * stride, 1) }
        guard k > 0 else { return }
        // Safe: the caller's memory holds k + n rows of `stride` ≥ `pathCount` numbers, `loadings` n rows of k.
        loadings.elements.withUnsafeBufferPointer { loadings in
            guard let loadings = loadings.baseAddress else { return }
            cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, k, 1, loadings, k, drivers, blasint(stride), 1,
                own, blasint(stride))
        }
    }
}

/// Principal components rounded to single precision, for runs that draw their paths in single precision.
public struct SinglePrincipalComponents: Sendable {
    public let count: Int
    public let componentCount: Int
    private let loadings: [Float]
    private let idiosyncratic: [Float]

    public init(_ components: PrincipalComponents) {
        count = components.count
        componentCount = components.componentCount
        loadings = components.loadings.elements.map { Float($0) }
        idiosyncratic = components.idiosyncratic.map { Float($0) }
    }

    /// `PrincipalComponents.correlate` in single precision.
    public func correlate(_ drivers: UnsafeMutablePointer<Float>, stride: Int, pathCount: Int) {
        precondition(pathCount >= 0 && pathCount <= stride, "a row must hold all paths")
        BLAS.prepared()
        let (n, k, width) = (blasint(count), blasint(componentCount), blasint(pathCount))
        guard n > 0, width > 0 else { return }
        let own = drivers + componentCount * stride
        for (row, deviation) in idiosyncratic.enumerated() { cblas_sscal(width, deviation, own + row * stride, 1) }
        guard k > 0 else { return }
        // Safe for the same reason as in double precision.
        loadings.withUnsafeBufferPointer { loadings in
            guard let loadings = loadings.baseAddress else { return }
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, k, 1, loadings, k, drivers, blasint(stride), 1,
                own, blasint(stride))
        }
    }
}
