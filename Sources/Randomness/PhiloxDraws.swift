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
    /// The paths that 0, 1, 2, … stand for; nil for themselves.
    private let chosen: [UInt64]?

    public init(seed: UInt64) {
        self.seed = seed
        chosen = nil
    }

    /// Draws for some paths only: path k is the k-th of them, with the bits that it has in the whole.
    ///
    /// - Parameter paths: at least one. Whoever asks for more gets the last of them again.
    public init(seed: UInt64, paths: [Int]) {
        precondition(!paths.isEmpty, "draws for at least one path")
        self.seed = seed
        let padding = [UInt64](repeating: UInt64(paths[paths.count - 1]), count: Self.longestPadding)
        chosen = paths.map(UInt64.init) + padding
    }

    /// Blocks reach beyond the last path by less than this.
    private static let longestPadding = 4_096

    public func normals(step: Int, paths: Range<Int>, into rows: MutableRows) {
        precondition(paths.count == rows.pathCount, "as many paths as columns")
        withPaths(paths) { PhiloxKernel.normals(seed: seed, step: UInt32(step), paths: $0, into: rows) }
    }

    public func normals(step: Int, paths: Range<Int>, into rows: MutableSingleRows) {
        precondition(paths.count == rows.pathCount, "as many paths as columns")
        withPaths(paths) { PhiloxKernel.normals(seed: seed, step: UInt32(step), paths: $0, into: rows) }
    }

    public func uniforms(step: Int, paths: Range<Int>, driver: Int, into out: UnsafeMutableBufferPointer<Double>) {
        precondition(paths.count == out.count, "as many paths as elements")
        withPaths(paths) {
            PhiloxKernel.uniforms(seed: seed, step: UInt32(step), paths: $0, driver: UInt32(driver), into: out)
        }
    }

    private func withPaths(_ paths: Range<Int>, _ body: (PhiloxKernel.Paths) -> Void) {
        guard let chosen else { return body(.successive(from: UInt64(paths.lowerBound))) }
        precondition(paths.upperBound <= chosen.count, "paths of the list")
        chosen.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            body(.listed(base + paths.lowerBound))
        }
    }
}
