/// Every so many values of a large sample, sorted: for guesses of where its tail and its bulk lie.
struct ThinnedSample {
    /// How many values the whole sample has.
    private let count: Int
    /// The largest first; those that are not numbers last.
    private let losses: [Double]

    /// - Parameter size: how many values are looked at.
    /// - Returns: nil where the sample is no more than four times as large.
    init?(_ values: UnsafeBufferPointer<Double>, size: Int = 1_024) {
        guard values.count >= 4 * size else { return nil }
        count = values.count
        let stride = values.count / size
        losses = DescendingOrder.sorted((0..<size).map { -values[$0 * stride] })
    }

    /// A profit and loss that a little more than `depth` values of the whole sample are likely not to exceed; nil where
    /// that is a good part of them.
    func threshold(depth: Int) -> Double? {
        guard depth * 3 < count else { return nil }
        // Two and a half standard errors: once in two hundred samples too few are kept, and all are sorted.
        let expected = Double(depth) / Double(count) * Double(losses.count)
        let rank = Int(expected + 2.5 * expected.squareRoot() + 2)
        return rank < losses.count ? -losses[rank] : nil
    }
}
