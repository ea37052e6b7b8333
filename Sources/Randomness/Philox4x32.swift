/// The counter-based generator Philox4x32-10, in plain Swift: four words from a counter of four and a key of two.
///
/// J. K. Salmon et al., “Parallel random numbers: as easy as 1, 2, 3”, SC11, 2011, section 5.3.
public struct Philox4x32: Sendable {
    public var key: (UInt32, UInt32)

    public init(key: (UInt32, UInt32)) {
        self.key = key
    }

    /// The key is the seed's low word and its high word.
    public init(seed: UInt64) {
        self.init(key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    }

    /// Ten rounds of multiplication and exclusive or.
    public func callAsFunction(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
        var c = counter
        var (k0, k1) = key
        for _ in 0..<10 {
            let product0 = c[0].multipliedFullWidth(by: 0xD251_1F53)
            let product1 = c[2].multipliedFullWidth(by: 0xCD9E_8D57)
            c = SIMD4(product1.high ^ c[1] ^ k0, product1.low, product0.high ^ c[3] ^ k1, product0.low)
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return c
    }
}
