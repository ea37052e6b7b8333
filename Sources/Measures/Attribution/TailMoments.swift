/// What a second pass over the paths of a tail sums up of anything that gains or loses on them.
public struct TailMoments: Hashable, Sendable {
    /// Σ load · loss, by the four loads of a path.
    public var linear: SIMD4<Double>
    /// Σ spread · loss².
    public var square: Double

    public init(linear: SIMD4<Double> = .zero, square: Double = 0) {
        self.linear = linear
        self.square = square
    }

    public static func += (a: inout TailMoments, b: TailMoments) {
        a.linear += b.linear
        a.square += b.square
    }
}
