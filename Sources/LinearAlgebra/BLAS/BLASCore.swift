/// The kernel set that OpenBLAS runs on in this process, and why.
///
/// Figures carry the same bits on two machines only where the name is the same.
public struct BLASCore: Hashable, Sendable, Codable {
    /// The library's name for the kernel set, such as `SkylakeX`, `Haswell` or `Zen`.
    public let name: String
    /// A phrase for people: “chosen because the CPU has AVX-512; …”.
    public let reason: String

    /// The environment variable by which a user asks for a kernel set.
    static let variable = "OPENBLAS_CORETYPE"

    /// What to do about the kernel set that the library chose by itself.
    package enum Choice: Hashable {
        case keep(reason: String)
        /// The CPU can do more than the library knows.
        case replace(by: String, feature: String)
    }

    /// A library older than the CPU falls back to kernels of 2004, five times slower; a user's wish always stands.
    ///
    /// - Parameters:
    ///   - found: the kernel set the library is on.
    ///   - wish: the value of `OPENBLAS_CORETYPE`, if set.
    package static func choice(found: String, wish: String?, hasAVX512: Bool, hasAVX2: Bool) -> Choice {
        if let wish {
            return wish.lowercased() == found.lowercased()
                ? .keep(reason: "chosen because \(variable) asks for it")
                : .keep(reason: "chosen by OpenBLAS, which does not run “\(wish)” asked for by \(variable) here")
        }
        let usesAVX512 = ["skylakex", "cooperlake", "sapphirerapids"].contains(found.lowercased())
        let usesAVX2 = usesAVX512 || ["haswell", "zen", "excavator"].contains(found.lowercased())
        if hasAVX512 {
            return usesAVX512
                ? .keep(reason: "chosen by OpenBLAS; it uses the CPU's AVX-512")
                : .replace(by: "SkylakeX", feature: "AVX-512")
        }
        if hasAVX2 {
            return usesAVX2
                ? .keep(reason: "chosen by OpenBLAS; it uses the CPU's AVX2")
                : .replace(by: "Haswell", feature: "AVX2")
        }
        return .keep(reason: "chosen by OpenBLAS; the CPU has neither AVX2 nor AVX-512")
    }
}
