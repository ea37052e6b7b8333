import Kernels
import Market

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
    /// The largest losses, at least as many as asked for, or all there are; the largest comes first.
    public let largest: [Double]
    /// Σ of the weights of `largest` so far, which are all losses then; empty for an independent sample.
    private let tailWeights: [Double]
    /// How many independent losses of equal weight have the same error.
    public let effectiveCount: Double
    /// How many successive losses share a day with one.
    let overlap: Int
    /// The weight of the losses greater than 0.
    private let lossShare: Double
    /// Losses, and how many are greater than each; of an independent sample, the ones that were asked for.
    private let exceedances: [(threshold: Double, count: Int)]

    /// - Parameters:
    ///   - profitAndLoss: one number a path; a gain is positive.
    ///   - depth: how many of the largest losses will be looked at.
    ///   - design: how the losses count.
    public init(
        profitAndLoss values: UnsafeBufferPointer<Double>, depth: Int, design: SampleDesign = .independent
    ) {
        precondition(!values.isEmpty, "a distribution of no losses")
        if design.isIndependent {
            self.init(values, depth, thresholds: [])
        } else {
            self.init(values, design)
        }
    }

    /// A sample that is looked at in a few ranks.
    ///
    /// - Parameters:
    ///   - ranks: from 1 for the largest loss; those beyond the sample are left out.
    ///   - thresholds: losses of which it will be asked how many are greater.
    public init(
        profitAndLoss values: UnsafeBufferPointer<Double>, ranks: [Int], thresholds: [Double] = [],
        design: SampleDesign = .independent
    ) {
        precondition(!values.isEmpty, "a distribution of no losses")
        let depth = min(ranks.max() ?? 1, values.count)
        if design.isIndependent {
            self.init(values, depth, thresholds: thresholds)
        } else {
            self.init(values, design)
        }
    }

    /// A sample of which no more is looked at than some measures need.
    public init(
        profitAndLoss values: UnsafeBufferPointer<Double>, for reading: SampleReading,
        design: SampleDesign = .independent
    ) {
        self.init(profitAndLoss: values, ranks: reading.ranks, thresholds: reading.thresholds, design: design)
    }

    /// A sample of independent losses: the largest are picked out.
    private init(
        _ values: UnsafeBufferPointer<Double>, _ depth: Int, thresholds: [Double]
    ) {
        self.init(
            SampleMoments(values), count: values.count,
            largest: Self.largest(values, depth: min(max(depth, 1), values.count)),
            exceedances: thresholds.map { ($0, Self.count(values, above: $0)) })
    }

    /// How many losses are greater than one.
    static func count(_ profitAndLoss: UnsafeBufferPointer<Double>, above threshold: Double) -> Int {
        let end = -threshold
        return profitAndLoss.reduce(0) { $0 + ($1 < end ? 1 : 0) }
    }

    /// A sample of independent losses of which all is known already.
    init(
        _ moments: SampleMoments, count: Int, largest: [Double], exceedances: [(threshold: Double, count: Int)]
    ) {
        self.exceedances = exceedances
        self.count = count
        self.largest = largest
        mean = -moments.mean
        secondMoment = moments.second
        fourthMoment = moments.fourth
        smallest = -moments.greatest
        lossCount = moments.negativeCount
        tailWeights = []
        effectiveCount = Double(count)
        overlap = 1
        lossShare = Double(lossCount) / Double(count)
    }

    /// A sample whose losses have weights or overlap: all of them are kept in order.
    private init(_ values: UnsafeBufferPointer<Double>, _ design: SampleDesign) {
        precondition(design.weights.isEmpty || design.weights.count == values.count, "a weight for each loss")
        count = values.count
        let equal = 1 / Double(values.count)
        let weights = design.weights.isEmpty ? values.map { _ in equal } : design.weights
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        largest = order.map { -values[$0] }
        var sum = 0.0
        tailWeights = order.map { place in
            sum += weights[place]
            return sum
        }
        exceedances = []
        let mean = zip(values, weights).reduce(0) { $0 - $1.0 * $1.1 }
        self.mean = mean
        secondMoment = zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 + mean) * ($1.0 + mean) }
        fourthMoment = zip(values, weights).reduce(0) { sum, loss in
            let square = (loss.0 + mean) * (loss.0 + mean)
            return sum + loss.1 * square * square
        }
        smallest = largest[count - 1]
        lossCount = values.count { $0 < 0 }
        effectiveCount = design.effectiveCount(of: count)
        overlap = design.overlap
        lossShare = zip(values, weights).reduce(0) { $1.0 < 0 ? $0 + $1.1 : $0 }
    }

    /// What some measures look at.
    ///
    /// - Parameter tailOnly: whether all of them read the tail and nothing else; the moments are no numbers then.
    init(
        profitAndLoss values: UnsafeBufferPointer<Double>, of reading: SampleReading, design: SampleDesign,
        tailOnly: Bool
    ) {
        guard tailOnly, design.isIndependent else {
            self.init(profitAndLoss: values, for: reading, design: design)
            return
        }
        let depth = min(max(reading.ranks.last ?? 1, 1), values.count)
        self.init(count: values.count, largest: Self.largest(values, depth: depth))
    }

    /// A sample of which only the tail is known.
    ///
    /// - Parameter largest: the largest losses, the largest first.
    package init(count: Int, largest: [Double]) {
        self.count = count
        self.largest = largest
        mean = .nan
        secondMoment = .nan
        fourthMoment = .nan
        smallest = .nan
        lossCount = 0
        tailWeights = []
        effectiveCount = Double(count)
        overlap = 1
        lossShare = .nan
        exceedances = []
    }

    public init(losses: [Double], depth: Int? = nil, design: SampleDesign = .independent) {
        self = losses.map { -$0 }.withUnsafeBufferPointer {
            LossDistribution(profitAndLoss: $0, depth: depth ?? losses.count, design: design)
        }
    }

    /// The weight of the losses greater than one: 0, one that the sample was made for, or any where all losses are known.
    public func share(above threshold: Double) -> Double {
        if threshold == 0 { return lossShare }
        if let known = exceedances.first(where: { $0.threshold == threshold }) {
            return Double(known.count) / Double(count)
        }
        precondition(largest.count == count, "a sample made to know how many losses are greater than \(threshold)")
        let place = largest.count { $0 > threshold }
        if isIndependent { return Double(place) / Double(count) }
        return place == 0 ? 0 : tailWeights[place - 1]
    }

    /// Whether the losses count the same and share no days.
    public var isIndependent: Bool { tailWeights.isEmpty }

    /// Of the sample, with n − 1; with 1 − Σw² for weights w.
    public var standardDeviation: Double {
        if isIndependent { return count > 1 ? (secondMoment * Double(count) / Double(count - 1)).squareRoot() : 0 }
        let free = 1 - 1 / (effectiveCount * Double(overlap))
        return free > 0 ? (secondMoment / free).squareRoot() : 0
    }

    /// The loss of a rank: 1 is the largest.
    public func loss(rank: Int) -> Double { largest[rank - 1] }

    /// The first rank at which the losses from the largest down weigh so much, within rounding.
    func rank(tailWeight: Double) -> Int {
        let wanted = tailWeight - 1e-12
        return 1 + (tailWeights.firstIndex { $0 >= wanted } ?? count - 1)
    }

    func loss(tailWeight: Double) -> Double { largest[rank(tailWeight: tailWeight) - 1] }

    func weight(rank: Int) -> Double { tailWeights[rank - 1] - (rank > 1 ? tailWeights[rank - 2] : 0) }

    private static func largest(_ values: UnsafeBufferPointer<Double>, depth: Int) -> [Double] {
        if let threshold = ThinnedSample.threshold(of: values, depth: depth) {
            let kept = Elementwise.elements(of: values, atMost: threshold)
            if kept.count >= depth { return DescendingOrder.sorted(kept.map { -$0 }) }
        }
        return DescendingOrder.sorted(values.map { -$0 })
    }
}
