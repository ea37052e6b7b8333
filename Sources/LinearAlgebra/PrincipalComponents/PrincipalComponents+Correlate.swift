/// Principal components ready to turn normals into correlated drivers, in one precision.
struct ComponentRoot<Real: BLASReal & Sendable>: Sendable {
    let count: Int
    let componentCount: Int
    /// `count × componentCount`, row by row.
    let loadings: [Real]
    let idiosyncratic: [Real]

    /// See `PrincipalComponents.correlate`.
    func correlate(_ drivers: UnsafeMutablePointer<Real>, stride: Int, pathCount: Int) {
        precondition(pathCount >= 0 && pathCount <= stride, "a row must hold all paths")
        BLAS.prepared()
        guard count > 0, pathCount > 0 else { return }
        let own = drivers + componentCount * stride
        for (row, deviation) in idiosyncratic.enumerated() {
            Real.scale(own + row * stride, by: deviation, count: pathCount)
        }
        guard componentCount > 0 else { return }
        // Safe: the caller's memory holds k + n rows of `stride` ≥ `pathCount` numbers, `loadings` n rows of k.
        loadings.withUnsafeBufferPointer { loadings in
            guard let loadings = loadings.baseAddress else { return }
            Real.multiply(
                loadings, rows: count, depth: componentCount, by: drivers, width: pathCount, stride: stride,
                adding: 1, into: own)
        }
    }
}

extension PrincipalComponents {
    /// Turns independent normals into correlated drivers, in place.
    ///
    /// - Parameters:
    ///   - drivers: `componentCount + count` rows of `stride` numbers, all of them independent normals. The first
    ///     `componentCount` stay as they are; after them comes one driver for each variable.
    ///   - pathCount: columns to work on, at most `stride`; the same every time, as for `CholeskyFactor.correlate`.
    /// - Complexity: `count × componentCount` multiplications a path.
    public func correlate(_ drivers: UnsafeMutablePointer<Double>, stride: Int, pathCount: Int) {
        ComponentRoot(
            count: count, componentCount: componentCount, loadings: loadings.elements, idiosyncratic: idiosyncratic
        ).correlate(drivers, stride: stride, pathCount: pathCount)
    }
}

/// Principal components rounded to single precision, for runs that draw their paths in single precision.
public struct SinglePrincipalComponents: Sendable {
    private let root: ComponentRoot<Float>

    public init(_ components: PrincipalComponents) {
        root = ComponentRoot(
            count: components.count, componentCount: components.componentCount,
            loadings: components.loadings.elements.map { Float($0) },
            idiosyncratic: components.idiosyncratic.map { Float($0) })
    }

    /// `PrincipalComponents.correlate` in single precision.
    public func correlate(_ drivers: UnsafeMutablePointer<Float>, stride: Int, pathCount: Int) {
        root.correlate(drivers, stride: stride, pathCount: pathCount)
    }
}
