import Kernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension Histogram {
    /// Counts losses into sixty bins that span all but the outermost thousandth on either side.
    init(profitAndLoss values: UnsafeBufferPointer<Double>, binCount: Int = 60) {
        let thinned = DescendingOrder.sorted(
            stride(from: 0, to: values.count, by: max(1, values.count / 5_000)).map { -values[$0] }.filter(\.isFinite))
        let edge = thinned.count / 1_000
        let (low, high) = thinned.isEmpty ? (0, 0) : (thinned[thinned.count - 1 - edge], thinned[edge])
        let margin = high > low ? (high - low) * 0.02 : max(1e-9, abs(high) * 0.01)
        let start = low - margin
        let width = (high - low + 2 * margin) / Double(binCount)
        // Counted as gains, from the greatest loss up; turned round, so that a bin is its losses.
        let counts = Elementwise.binCounts(
            of: values, start: -(start + width * Double(binCount)), binWidth: width, binCount: binCount)
        self.init(
            start: start, binWidth: width, counts: counts[1...binCount].reversed(), below: counts[binCount + 1],
            above: counts[0])
    }
}

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
