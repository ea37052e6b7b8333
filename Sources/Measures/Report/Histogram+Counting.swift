#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension Histogram {
    /// Counts losses into sixty bins that span all but the outermost thousandth on either side.
    init(profitAndLoss values: UnsafeBufferPointer<Double>, binCount: Int = 60) {
        let thinned = stride(from: 0, to: values.count, by: max(1, values.count / 5_000)).map { -values[$0] }
            .filter(\.isFinite).sorted()
        let edge = thinned.count / 1_000
        let (low, high) = thinned.isEmpty ? (0, 0) : (thinned[edge], thinned[thinned.count - 1 - edge])
        let margin = high > low ? (high - low) * 0.02 : max(1e-9, abs(high) * 0.01)
        let start = low - margin
        let width = (high - low + 2 * margin) / Double(binCount)
        var counts = [Int](repeating: 0, count: binCount)
        var below = 0
        var above = 0
        for value in values {
            let place = (-value - start) / width
            if place >= 0, place < Double(binCount) {
                counts[Int(place)] += 1
            } else if place >= 0 {
                above += 1
            } else {
                below += 1  // Not a number too: the figures tell of it.
            }
        }
        self.init(start: start, binWidth: width, counts: counts, below: below, above: above)
    }
}

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
