/// The middle and the spread of a sample, hardly moved by its extremes.
struct RobustScale {
    let median: Double
    /// Estimates the standard deviation of a normal sample.
    let deviation: Double

    /// - Returns: nil where the sample is empty or constant.
    ///
    /// The deviation is the median absolute deviation over Φ⁻¹(¾) = 0.6745. Where more than half of the sample is equal,
    /// so that it is zero, the mean absolute deviation times √(π/2) takes its place.
    /// - Complexity: O(n) on average.
    init?(of sample: [Double]) {
        guard !sample.isEmpty else { return nil }
        var values = sample
        let median = Self.median(&values)
        for index in values.indices { values[index] = abs(values[index] - median) }
        let mean = values.reduce(0, +) / Double(values.count)
        let middle = Self.median(&values)
        let deviation = middle > 0 ? middle * 1.482_602_218_505_602 : mean * 1.253_314_137_315_500_3
        guard deviation > 0 else { return nil }
        self.median = median
        self.deviation = deviation
    }

    /// The median; the sample is put in another order. It must not be empty.
    static func median(_ values: inout [Double]) -> Double {
        let middle = values.count / 2
        let upper = select(middle, in: &values)
        if values.count % 2 == 1 { return upper }
        let lower = values[..<middle].max() ?? upper
        return lower + (upper - lower) / 2
    }

    /// The value of a rank (from zero), with all that is smaller moved before it.
    ///
    /// Source: C. A. R. Hoare, “Algorithm 65: find”, Communications of the ACM 4(7), 1961, with the median of three as
    /// the pivot.
    private static func select(_ rank: Int, in values: inout [Double]) -> Double {
        var low = 0
        var high = values.count - 1
        while low < high {
            let (first, middle, last) = (values[low], values[low + (high - low) / 2], values[high])
            let pivot = max(min(first, middle), min(max(first, middle), last))
            var left = low
            var right = high
            while left <= right {
                while values[left] < pivot { left += 1 }
                while pivot < values[right] { right -= 1 }
                if left <= right {
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if rank <= right { high = right } else if rank >= left { low = left } else { return values[rank] }
        }
        return values[rank]
    }
}
