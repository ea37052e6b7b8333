/// Mean, central moments, maximum and negative count of a sample, in two passes.
///
/// Eight lanes and blocks keep the rounding error small and the order of the sums fixed: the bits do not depend on who
/// computes them.
struct SampleMoments {
    let mean: Double
    /// Σ(x − mean)²/n and Σ(x − mean)⁴/n.
    private(set) var second = 0.0
    private(set) var fourth = 0.0
    let greatest: Double
    /// Values less than 0.
    let negativeCount: Int

    private typealias Lanes = SIMD8<Double>
    private static let blockLength = 1_024

    init(_ values: UnsafeBufferPointer<Double>) {
        var sum = 0.0
        var greatest = -Double.infinity
        var negative = 0.0
        for start in stride(from: 0, to: values.count, by: Self.blockLength) {
            let end = min(start + Self.blockLength, values.count)
            var sums = Lanes.zero
            var tops = Lanes(repeating: -.infinity)
            var signs = Lanes.zero
            Self.forEachLanes(values, start, end, padding: -.infinity) { lanes, isPadded in
                tops = pointwiseMax(tops, lanes)
                let finite = isPadded ? lanes.replacing(with: 0, where: lanes .== -.infinity) : lanes
                sums += finite
                signs += Lanes.zero.replacing(with: 1, where: finite .< 0)
            }
            sum += sums.sum()
            greatest = max(greatest, tops.max())
            negative += signs.sum()
        }
        let count = Double(values.count)
        let mean = sum / count
        self.mean = mean
        self.greatest = greatest
        negativeCount = Int(negative)
        for start in stride(from: 0, to: values.count, by: Self.blockLength) {
            let end = min(start + Self.blockLength, values.count)
            var squares = Lanes.zero
            var quartics = Lanes.zero
            Self.forEachLanes(values, start, end, padding: mean) { lanes, _ in
                let square = (lanes - mean) * (lanes - mean)
                squares += square
                quartics += square * square
            }
            second += squares.sum()
            fourth += quartics.sum()
        }
        second /= count
        fourth /= count
    }

    /// Eight values at a time; the last eight are filled up.
    @inline(__always)
    private static func forEachLanes(
        _ values: UnsafeBufferPointer<Double>, _ start: Int, _ end: Int, padding: Double, _ body: (Lanes, Bool) -> Void
    ) {
        guard let base = values.baseAddress else { return }
        let whole = start + (end - start) / 8 * 8
        for index in stride(from: start, to: whole, by: 8) {
            body(UnsafeRawPointer(base + index).loadUnaligned(as: Lanes.self), false)
        }
        guard whole < end else { return }
        var last = Lanes(repeating: padding)
        for lane in 0..<end - whole { last[lane] = base[whole + lane] }
        body(last, true)
    }
}
