import Kernels

/// Random numbers by Philox4x32-10, the address being the counter and the seed the key.
///
/// The counter words are path, path >> 32, step and (driver group | stream << 28). In stream 0, a call of Philox gives
/// the normals of one group, drivers 2k and 2k + 1. Stream 1 holds the uniforms, each driver its own group.
///
/// A double-precision normal comes by Box–Muller from two uniforms of 52 bits, centred in their cells, and reaches
/// ±8.57; one of single precision from two of 32 bits and reaches ±6.76.
///
/// J. K. Salmon et al., “Parallel random numbers: as easy as 1, 2, 3”, SC11, 2011.
public struct PhiloxDraws: DrawSource {
    public let seed: UInt64

    public init(seed: UInt64) {
        self.seed = seed
    }

    public func normals(step: Int, paths: Range<Int>, into rows: MutableRows) {
        precondition(paths.count == rows.pathCount, "as many paths as columns")
        PhiloxKernel.normals(seed: seed, step: UInt32(step), firstPath: UInt64(paths.lowerBound), into: rows)
    }

    public func normals(step: Int, paths: Range<Int>, into rows: MutableSingleRows) {
        precondition(paths.count == rows.pathCount, "as many paths as columns")
        PhiloxKernel.normals(seed: seed, step: UInt32(step), firstPath: UInt64(paths.lowerBound), into: rows)
    }

    public func uniforms(step: Int, paths: Range<Int>, driver: Int, into out: UnsafeMutableBufferPointer<Double>) {
        precondition(paths.count == out.count, "as many paths as elements")
        PhiloxKernel.uniforms(
            seed: seed, step: UInt32(step), firstPath: UInt64(paths.lowerBound), driver: UInt32(driver), into: out)
    }
}
