/// A Cholesky factor ready to turn normals into correlated drivers, in one precision.
struct CholeskyRoot<Real: BLASReal & Sendable>: Sendable {
    let count: Int
    let rank: Int
    /// `count × rank`, row by row.
    let lower: [Real]

    /// See `CholeskyFactor.correlate`.
    func correlate(_ drivers: UnsafeMutablePointer<Real>, stride: Int, pathCount: Int) {
        precondition(pathCount >= 0 && pathCount <= stride, "a row must hold all paths")
        BLAS.prepared()
        guard count > 0, pathCount > 0 else { return }
        guard rank > 0 else {
            for row in 0..<count { (drivers + row * stride).update(repeating: 0, count: pathCount) }
            return
        }
        // Safe: the caller's memory holds `count` rows of `stride` ≥ `pathCount` numbers, `lower` n rows of r.
        lower.withUnsafeBufferPointer { factor in
            guard let factor = factor.baseAddress else { return }
            if count > rank {
                Real.multiply(
                    factor + rank * rank, rows: count - rank, depth: rank, by: drivers, width: pathCount,
                    stride: stride, adding: 0, into: drivers + rank * stride)
            }
            Real.multiplyLower(factor, depth: rank, into: drivers, width: pathCount, stride: stride)
        }
    }
}

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
        CholeskyRoot(count: count, rank: rank, lower: lower.elements)
            .correlate(drivers, stride: stride, pathCount: pathCount)
    }
}

/// A Cholesky factor rounded to single precision, for runs that draw their paths in single precision.
public struct SingleCholeskyFactor: Sendable {
    private let root: CholeskyRoot<Float>

    public init(_ factor: CholeskyFactor) {
        root = CholeskyRoot(
            count: factor.count, rank: factor.rank, lower: factor.lower.elements.map { Float($0) })
    }

    /// Turns independent normals into correlated drivers, in place: `CholeskyFactor.correlate` in single precision.
    public func correlate(_ drivers: UnsafeMutablePointer<Float>, stride: Int, pathCount: Int) {
        root.correlate(drivers, stride: stride, pathCount: pathCount)
    }
}
