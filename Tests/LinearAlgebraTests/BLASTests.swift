import LinearAlgebra
import Testing

@Suite struct BLASTests {
    @Test func coreIsNamedAndExplained() {
        #expect(!BLAS.core.name.isEmpty)
        #expect(BLAS.core.reason.hasPrefix("chosen") || BLAS.core.reason.hasPrefix("the only"))
        #expect(BLAS.library.contains("OpenBLAS"))
    }

    /// The name is what the library says after the choice, not what was wished for.
    @Test func coreIsTheOneInUse() {
        #expect(BLAS.library.lowercased().contains(BLAS.core.name.lowercased()))
    }

    @Test func coreOlderThanTheCPUIsReplaced() {
        func choice(_ found: String, _ hasAVX512: Bool, _ hasAVX2: Bool, wish: String? = nil) -> BLASCore.Choice {
            BLASCore.choice(found: found, wish: wish, hasAVX512: hasAVX512, hasAVX2: hasAVX2)
        }
        #expect(choice("Prescott", true, true) == .replace(by: "SkylakeX", feature: "AVX-512"))
        #expect(choice("Haswell", true, true) == .replace(by: "SkylakeX", feature: "AVX-512"))
        #expect(choice("Prescott", false, true) == .replace(by: "Haswell", feature: "AVX2"))
        for (name, hasAVX512, hasAVX2) in [
            ("Cooperlake", true, true), ("Zen", false, true), ("Prescott", false, false),
        ] {
            guard case .keep = choice(name, hasAVX512, hasAVX2) else {
                Issue.record("\(name) was replaced")
                continue
            }
        }
        #expect(
            choice("Prescott", true, true, wish: "prescott")
                == .keep(reason: "chosen because OPENBLAS_CORETYPE asks for it"))
    }
}
