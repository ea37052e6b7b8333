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
        count = values.count
        var sum = 0.0
        var greatest = -Double.infinity
        var losses = 0
        // Sums of blocks keep the rounding error small and the order fixed.
        for block in Self.blocks(values) {
            var blockSum = 0.0
            for value in block {
                blockSum += value
                greatest = max(greatest, value)
                losses += value < 0 ? 1 : 0
            }
            sum += blockSum
        }
        let gain = sum / Double(values.count)
        var second = 0.0
        var fourth = 0.0
        for block in Self.blocks(values) {
            var blockSecond = 0.0
            var blockFourth = 0.0
            for value in block {
                let square = (value - gain) * (value - gain)
                blockSecond += square
                blockFourth += square * square
            }
            second += blockSecond
            fourth += blockFourth
        }
        mean = -gain
        secondMoment = second / Double(values.count)
        fourthMoment = fourth / Double(values.count)
        smallest = -greatest
        lossCount = losses
        largest = Self.largest(values, depth: min(max(depth, 1), values.count))
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

    private static func blocks(_ values: UnsafeBufferPointer<Double>) -> some Sequence<
        Slice<UnsafeBufferPointer<Double>>
    > {
        stride(from: 0, to: values.count, by: 1_024).lazy.map { values[$0..<min($0 + 1_024, values.count)] }
    }

    private static func largest(_ values: UnsafeBufferPointer<Double>, depth: Int) -> [Double] {
        if depth * 3 < values.count, let threshold = threshold(values, depth: depth) {
            var kept: [Double] = []
            kept.reserveCapacity(depth * 2)
            for value in values where value <= threshold { kept.append(-value) }
            if kept.count >= depth { return kept.sorted(by: >) }
        }
        return values.map { -$0 }.sorted(by: >)
    }

    /// A profit and loss that a little more than `depth` values are likely not to exceed, from every so manieth value.
    private static func threshold(_ values: UnsafeBufferPointer<Double>, depth: Int) -> Double? {
        let thinned = 4_096
        guard values.count >= 4 * thinned else { return nil }
        let stride = values.count / thinned
        let sample = (0..<thinned).map { values[$0 * stride] }.sorted()
        let expected = Double(depth) / Double(values.count) * Double(thinned)
        let rank = Int(expected + 4 * expected.squareRoot() + 8)
        return rank < thinned ? sample[rank] : nil
    }
}
