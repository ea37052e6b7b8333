import Randomness
import Testing

@Suite("Philox4x32-10")
struct Philox4x32Tests {
    @Test("the published vectors of Random123, kat_vectors")
    func knownAnswers() {
        let cases: [(counter: SIMD4<UInt32>, key: (UInt32, UInt32), expected: SIMD4<UInt32>)] = [
            ([0, 0, 0, 0], (0, 0), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            (
                SIMD4(repeating: 0xffff_ffff), (0xffff_ffff, 0xffff_ffff),
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], (0xa409_3822, 0x299f_31d0),
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
            ),
        ]
        for (counter, key, expected) in cases { #expect(Philox4x32(key: key)(counter) == expected) }
    }

    @Test("a seed is a key of low and high word")
    func seed() {
        let philox = Philox4x32(seed: 0x299f_31d0_a409_3822)
        #expect(philox.key == (0xa409_3822, 0x299f_31d0))
    }
}
