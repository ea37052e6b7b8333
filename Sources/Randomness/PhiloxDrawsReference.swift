import Kernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The plain twin of `PhiloxDraws`: the same words, and the C library's functions for Box–Muller.
///
/// G. E. P. Box and M. E. Muller, “A note on the generation of random normal deviates”, Ann. Math. Stat. 29(2), 1958.
public struct PhiloxDrawsReference: DrawSource {
    let philox: Philox4x32

    public init(seed: UInt64) {
        philox = Philox4x32(seed: seed)
    }

    public func normals(step: Int, paths: Range<Int>, into rows: MutableRows) {
        precondition(paths.count == rows.pathCount, "as many paths as columns")
        for driver in 0..<rows.rowCount {
            for (column, path) in paths.enumerated() {
                let words = words(path: path, step: step, group: driver / 2, stream: 0)
                let radius = (-2 * log(Self.uniform(words[0], words[1]))).squareRoot()
                let angle = 2 * Double.pi * Self.uniform(words[2], words[3])
                rows[driver, column] = radius * (driver % 2 == 0 ? cos(angle) : sin(angle))
            }
        }
    }

    /// From the leading 32 bits of each uniform; computed in double precision and rounded once.
    public func normals(step: Int, paths: Range<Int>, into rows: MutableSingleRows) {
        precondition(paths.count == rows.pathCount, "as many paths as columns")
        for driver in 0..<rows.rowCount {
            for (column, path) in paths.enumerated() {
                let words = words(path: path, step: step, group: driver / 2, stream: 0)
                let radius = (-2 * log((Double(words[1]) + 0.5) * 0x1p-32)).squareRoot()
                let angle = 2 * Double.pi * Double(words[3]) * 0x1p-32
                rows[driver, column] = Float(radius * (driver % 2 == 0 ? cos(angle) : sin(angle)))
            }
        }
    }

    public func uniforms(step: Int, paths: Range<Int>, driver: Int, into out: UnsafeMutableBufferPointer<Double>) {
        precondition(paths.count == out.count, "as many paths as elements")
        for (column, path) in paths.enumerated() {
            let words = words(path: path, step: step, group: driver, stream: 1)
            out[column] = Self.uniform(words[0], words[1])
        }
    }

    private func words(path: Int, step: Int, group: Int, stream: UInt32) -> SIMD4<UInt32> {
        let path = UInt64(path)
        return philox([
            UInt32(truncatingIfNeeded: path), UInt32(truncatingIfNeeded: path >> 32), UInt32(step),
            UInt32(group) | stream << 28,
        ])
    }

    /// (k + ½)·2⁻⁵² with the leading 52 of 64 bits.
    private static func uniform(_ low: UInt32, _ high: UInt32) -> Double {
        let word = UInt64(high) << 32 | UInt64(low)
        return (Double(word >> 12) + 0.5) * 0x1p-52
    }
}
