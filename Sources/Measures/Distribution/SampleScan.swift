import Kernels
import Market

/// One pass over a sample for all that is told of it: its moments, its histogram, and the losses that may lie in its tail
/// with the paths they came on.
///
/// The pass goes by chunks that stay in the cache until everything is taken from them, and by parts that may be read at the
/// same time. Parts are the same for any number of workers, and so are the sums.
struct SampleScan: Sendable {
    private let depth: Int
    private let threshold: Double?
    private let shift: Double
    private let bins: Histogram.Bins
    let parts: [Range<Int>]

    private static let partLength = 1 << 17
    private static let chunkLength = 1 << 13

    /// - Parameters:
    ///   - values: profit and loss, one number a path.
    ///   - depth: how many of the largest losses will be looked at.
    init(_ values: UnsafeBufferPointer<Double>, depth: Int) {
        self.depth = min(max(depth, 1), values.count)
        let thinned = ThinnedSample(values, size: 4_096)
        threshold = thinned.threshold(depth: depth)
        shift = SampleMoments.pilot(values)
        bins = Histogram.Bins(thinned)
        parts = stride(from: 0, to: values.count, by: Self.partLength).map {
            $0..<min($0 + Self.partLength, values.count)
        }
    }

    /// What a part of the sample holds.
    struct Part: Sendable {
        fileprivate var summary = RowSummary.empty
        fileprivate var counts: [Int64]
        fileprivate var tail: [TailOrder.Loss] = []
    }

    func read(_ part: Range<Int>, of values: UnsafeBufferPointer<Double>) -> Part {
        var result = Part(counts: bins.zeros)
        result.tail.reserveCapacity(2 * depth * part.count / values.count)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Self.chunkLength + 8) { places in
            for start in stride(from: part.lowerBound, to: part.upperBound, by: Self.chunkLength) {
                let end = min(start + Self.chunkLength, part.upperBound)
                let chunk = UnsafeBufferPointer(rebasing: values[start..<end])
                result.summary = result.summary + RowSummary(chunk, shift: shift)
                bins.add(chunk, to: &result.counts)
                guard let threshold else { continue }
                let kept = Elementwise.places(of: chunk, atMost: threshold, into: places)
                for place in places[..<kept] {
                    result.tail.append(TailOrder.Loss(value: -chunk[Int(place)], path: start + Int(place)))
                }
            }
        }
        return result
    }

    /// What the parts say together, in their order.
    func join(
        _ read: [Part], of values: UnsafeBufferPointer<Double>
    ) -> (losses: LossDistribution, order: TailOrder, histogram: Histogram) {
        let moments = SampleMoments(read.reduce(.empty) { $0 + $1.summary }, count: values.count, shift: shift)
        let kept = read.reduce(0) { $0 + $1.tail.count }
        let isDeepEnough = threshold != nil && kept >= depth
        let order = isDeepEnough ? TailOrder(sorting: read.flatMap(\.tail)) : TailOrder(all: values)
        let counts = read.reduce(into: bins.zeros) { sums, part in
            for (bin, count) in part.counts.enumerated() { sums[bin] += count }
        }
        let losses = LossDistribution(moments, count: values.count, largest: order.losses.map(\.value))
        return (losses, order, bins.histogram(counts))
    }
}
