/// Every so many values of a sample, sorted: for guesses of where its tail and its bulk lie.
struct ThinnedSample {
    /// How many values the whole sample has.
    private let count: Int
    /// One of so many was taken.
    private let step: Int
    /// The largest first; those that are not numbers last.
    let losses: [Double]

    /// - Parameter size: how many values are looked at, of a sample that has many more.
    init(_ values: UnsafeBufferPointer<Double>, size: Int = 1_024) {
        count = values.count
        step = max(1, values.count / size)
        let places = stride(from: 0, to: values.count, by: step)
        losses = DescendingOrder.sorted(places.map { -values[$0] })
    }

    /// The threshold of a sample, without a look at one that is small.
    static func threshold(of values: UnsafeBufferPointer<Double>, depth: Int) -> Double? {
        values.count >= 4_096 ? ThinnedSample(values).threshold(depth: depth) : nil
    }

    /// A profit and loss that a little more than `depth` values of the whole sample are likely not to exceed; nil where
    /// that is a good part of them.
    func threshold(depth: Int) -> Double? {
        guard step >= 4, depth * 3 < count else { return nil }
        // Two and a half standard errors: once in two hundred samples too few are kept, and all are sorted.
        let expected = Double(depth) / Double(count) * Double(losses.count)
        let rank = Int(expected + 2.5 * expected.squareRoot() + 2)
        return rank < losses.count ? -losses[rank] : nil
    }
}
