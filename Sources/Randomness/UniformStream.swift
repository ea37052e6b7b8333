/// Uniform random numbers in order: a function of a seed, the number of the stream and the place in it.
///
/// By Philox4x32-10 in plain Swift, two numbers of 52 bits a call, so the same bits on every machine.
public struct UniformStream: Sendable {
    private let generator: Philox4x32
    private let stream: SIMD2<UInt32>
    private var counter: UInt64 = 0
    private var spare: Double?

    /// - Parameter stream: streams of the same seed are independent of one another.
    public init(seed: UInt64, stream: Int = 0) {
        generator = Philox4x32(seed: seed)
        let number = UInt64(bitPattern: Int64(stream))
        self.stream = SIMD2(UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32))
    }

    /// The next number, in the open interval (0, 1).
    public mutating func next() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        let words = generator(
            SIMD4(
                UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), stream[0], stream[1]))
        counter += 1
        spare = Self.uniform(words[2], words[3])
        return Self.uniform(words[0], words[1])
    }

    /// A whole number from 0 to `count` − 1.
    public mutating func index(below count: Int) -> Int { min(Int(next() * Double(count)), count - 1) }

    /// The centre of one of 2⁵² cells.
    private static func uniform(_ high: UInt32, _ low: UInt32) -> Double {
        let bits = (UInt64(high) << 20) | UInt64(low >> 12)
        return (Double(bits) + 0.5) * 0x1p-52
    }
}
