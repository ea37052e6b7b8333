import Kernels

/// A sample of losses: its moments, and its largest losses in order.
///
/// Made once for each book and read by every measure. The tail is selected, not sorted out of a sorted whole: a pass
/// keeps what lies beyond a threshold taken from a thinned sample.
public struct LossDistribution: Sendable {
    public let count: Int
    public let mean: Double
    /// Σ(L − mean)²/n and Σ(L − mean)⁴/n.
    public let secondMoment: Double
    public let fourthMoment: Double
    public let smallest: Double
    /// Losses greater than 0.
    public let lossCount: Int
    /// The largest losses, the largest first: at least as many as asked for, or all there are.
    public let largest: [Double]

    /// - Parameters:
    ///   - profitAndLoss: one number a path; a gain is positive.
    ///   - depth: how many of the largest losses will be looked at.
    public init(profitAndLoss values: UnsafeBufferPointer<Double>, depth: Int) {
        precondition(!values.isEmpty, "a distribution of no losses")
        let moments = SampleMoments(values)
        count = values.count
        mean = -moments.mean
        secondMoment = moments.second
        fourthMoment = moments.fourth
        smallest = -moments.greatest
        lossCount = moments.negativeCount
        largest = Self.largest(values, depth: min(max(depth, 1), values.count))
    }

    /// A sample of which only the tail is known: for measures of the tail; the moments are not numbers.
    ///
    /// - Parameter largest: the largest losses, the largest first.
    init(count: Int, largest: [Double]) {
        self.count = count
        self.largest = largest
        mean = .nan
        secondMoment = .nan
        fourthMoment = .nan
        smallest = .nan
        lossCount = 0
    }

    public init(losses: [Double], depth: Int? = nil) {
        self = losses.map { -$0 }.withUnsafeBufferPointer {
            LossDistribution(profitAndLoss: $0, depth: depth ?? losses.count)
        }
    }

    /// Of the sample, with n − 1.
    public var standardDeviation: Double {
        count > 1 ? (secondMoment * Double(count) / Double(count - 1)).squareRoot() : 0
    }

    /// The loss of a rank: 1 is the largest.
    public func loss(rank: Int) -> Double { largest[rank - 1] }

    private static func largest(_ values: UnsafeBufferPointer<Double>, depth: Int) -> [Double] {
        if depth * 3 < values.count, let threshold = threshold(values, depth: depth) {
            let kept = Elementwise.elements(of: values, atMost: threshold)
            if kept.count >= depth { return DescendingOrder.sorted(kept.map { -$0 }) }
        }
        return DescendingOrder.sorted(values.map { -$0 })
    }

    /// A profit and loss that a little more than `depth` values are likely not to exceed, judged by a thinned sample.
    static func threshold(_ values: UnsafeBufferPointer<Double>, depth: Int) -> Double? {
        let thinned = 1_024
        guard values.count >= 4 * thinned else { return nil }
        let stride = values.count / thinned
        let sample = DescendingOrder.sorted((0..<thinned).map { -values[$0 * stride] })
        // Two and a half standard errors: once in two hundred samples too few are kept, and all are sorted.
        let expected = Double(depth) / Double(values.count) * Double(thinned)
        let rank = Int(expected + 2.5 * expected.squareRoot() + 2)
        return rank < thinned ? -sample[rank] : nil
    }
}
