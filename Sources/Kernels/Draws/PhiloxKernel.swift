import CKernels

/// Blocks of random numbers by address, from Philox4x32-10; `Randomness` says what the addresses mean.
///
/// J. K. Salmon et al., “Parallel random numbers: as easy as 1, 2, 3”, SC11, 2011. The counter is
/// (path, path >> 32, step, driver group | stream << 28), the key the seed; stream 0 holds the normals, 1 the uniforms.
public enum PhiloxKernel {
    /// The paths of the columns of a block.
    public enum Paths {
        case successive(from: UInt64)
        /// At least as many as there are columns.
        case listed(UnsafePointer<UInt64>)
    }

    /// Standard normals: drivers × paths. Drivers 2k and 2k + 1 share a group, k.
    public static func normals(
        seed: UInt64, step: UInt32, paths: Paths, into rows: MutableRows, kernels: KernelSet = .best
    ) {
        var address = address(seed, step, paths)
        kernels.loops.pointee.normals(&address, rows.base, rows.stride, rows.rowCount, rows.pathCount)
    }

    /// The same normals in single precision, from the leading 32 bits of each uniform.
    public static func normals(
        seed: UInt64, step: UInt32, paths: Paths, into rows: MutableSingleRows, kernels: KernelSet = .best
    ) {
        var address = address(seed, step, paths)
        kernels.loops.pointee.single_normals(&address, rows.base, rows.stride, rows.rowCount, rows.pathCount)
    }

    /// Uniforms in the open interval (0, 1), one for each path. Each driver is a group.
    public static func uniforms(
        seed: UInt64, step: UInt32, paths: Paths, driver: UInt32, into out: UnsafeMutableBufferPointer<Double>,
        kernels: KernelSet = .best
    ) {
        guard let output = out.baseAddress else { return }
        var address = address(seed, step, paths)
        kernels.loops.pointee.uniforms(&address, driver, output, out.count)
    }

    private static func address(_ seed: UInt64, _ step: UInt32, _ paths: Paths) -> CKDrawAddress {
        switch paths {
        case .successive(let first): CKDrawAddress(seed: seed, first_path: first, paths: nil, step: step)
        case .listed(let list): CKDrawAddress(seed: seed, first_path: 0, paths: list, step: step)
        }
    }
}
