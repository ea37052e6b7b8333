import COpenBLAS
import Glibc

/// The linear algebra library underneath, prepared once for the whole process.
///
/// Every public routine of this module asks for `core` first, so the library is on the right kernels, and on one
/// thread, before the first number goes through it. Parallelism belongs to whoever runs blocks of paths; one thread
/// also keeps the bits of a factorisation independent of the machine's core count.
public enum BLAS {
    /// The kernel set in use, and why. Choosing happens on first use.
    public static let core: BLASCore = prepare()

    /// The library's own description of itself: version and build options. Asked once: it is put together in one place of
    /// memory at every call, and two callers at a time would read a mixture.
    public static let library: String = {
        prepared()
        return text(openblas_get_config())
    }()

    @inline(__always)
    static func prepared() { _ = core }

    private static func prepare() -> BLASCore {
        openblas_set_num_threads(1)
        openblas_end_threads()
        let found = text(openblas_get_corename())
        let choice = BLASCore.choice(
            found: found, wish: getenv(variable).map { String(cString: $0) },
            hasAVX512: cpu_has_avx512() != 0, hasAVX2: cpu_has_avx2() != 0)
        switch choice {
        case .keep(let reason):
            return BLASCore(name: found, reason: reason)
        case .replace(let better, let feature):
            guard openblas_can_choose_again() != 0 else {
                return BLASCore(
                    name: found,
                    reason: "the only kernel set in this build of OpenBLAS, though the CPU has \(feature)")
            }
            return chooseAgain(better, feature: feature, instead: found)
        }
    }

    /// OpenBLAS reads its variable while it chooses; it is taken back so that child processes choose freely.
    private static func chooseAgain(_ better: String, feature: String, instead found: String) -> BLASCore {
        setenv(variable, better, 1)
        openblas_choose_again()
        unsetenv(variable)
        openblas_set_num_threads(1)
        let now = text(openblas_get_corename())
        return now.lowercased() == better.lowercased()
            ? BLASCore(
                name: now,
                reason: "chosen because the CPU has \(feature); OpenBLAS does not know this CPU and had taken \(found)")
            : BLASCore(name: now, reason: "chosen by OpenBLAS, which does not accept \(better) on this CPU")
    }

    private static let variable = BLASCore.variable

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? "unknown"
    }
}
