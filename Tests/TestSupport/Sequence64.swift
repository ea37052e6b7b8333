/// Numbers that look random and are always the same, for tests that need no distribution.
public struct Sequence64 {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// Uniform on (−½, ½), by a linear congruence (D. E. Knuth, The Art of Computer Programming, vol. 2, §3.3.4).
    public mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / 0x1p53 - 0.5
    }
}
