import Kernels
import Market
import Parallelism

/// One pass over a sample for all that is told of it: its moments, its histogram, and the losses that may lie in its tail
/// with the paths they came on.
///
/// The pass goes by chunks of paths that stay in the cache until everything is taken from them, and by parts of several chunks
/// that may be read at the same time. Sums are made chunk by chunk and added as a tree over their numbers; what they are
/// taken about, and where the bins lie, comes from the first chunk: so whoever reads some chunks alone gets what the whole is
/// made of.
struct SampleScan: Sendable {
    private let depth: Int
    /// Losses kept are at least this.
    private let threshold: Double?
    /// Losses that divide those kept into ranges of about as many each, the greatest first: to sort them range by range.
    private let cuts: [Double]
    private let shift: Double
    private let bins: Histogram.Bins
    private let thresholds: [Double]
    let parts: [Range<Int>]

    private static let partLength = 32 * SampleMoments.chunkLength
    private static let rangeCount = 4

    /// - Parameters:
    ///   - values: profit and loss, one number a path.
    ///   - reading: how many of the largest losses will be looked at, and what they will be compared with.
    init(_ values: UnsafeBufferPointer<Double>, for reading: SampleReading) {
        let depth = reading.ranks.last ?? 1
        self.depth = min(max(depth, 1), values.count)
        thresholds = reading.thresholds
        let thinned = ThinnedSample(values, size: min(4_096, max(1_024, values.count / 8)))
        threshold = thinned.threshold(depth: depth)
        cuts = (1..<Self.rangeCount).compactMap { range in
            thinned.threshold(depth: depth * range / Self.rangeCount).map { -$0 }
        }
        shift = SampleMoments.pilot(values)
        bins = Histogram.Bins(firstChunkOf: values)
        parts = stride(from: 0, to: values.count, by: Self.partLength).map {
            $0..<min($0 + Self.partLength, values.count)
        }
    }

    /// What a part of the sample holds.
    struct Part: Sendable {
        /// By chunk.
        fileprivate var summaries: [RowSummary] = []
        fileprivate var counts: [Int64]
        /// Losses greater than each threshold.
        fileprivate var exceedances: [Int]
        /// By range.
        fileprivate var tail: [[TailOrder.Loss]]
    }

    func read(_ part: Range<Int>, of values: UnsafeBufferPointer<Double>) -> Part {
        var result = Part(
            counts: bins.zeros, exceedances: thresholds.map { _ in 0 }, tail: cuts.map { _ in [] } + [[]])
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: SampleMoments.chunkLength + 8) { places in
            for start in stride(from: part.lowerBound, to: part.upperBound, by: SampleMoments.chunkLength) {
                let end = min(start + SampleMoments.chunkLength, part.upperBound)
                let chunk = UnsafeBufferPointer(rebasing: values[start..<end])
                result.summaries.append(RowSummary(chunk, shift: shift))
                bins.add(chunk, to: &result.counts)
                for (index, threshold) in thresholds.enumerated() {
                    result.exceedances[index] += LossDistribution.count(chunk, above: threshold)
                }
                guard let threshold else { continue }
                let kept = Elementwise.places(of: chunk, atMost: threshold, into: places)
                for place in places[..<kept] {
                    let loss = -chunk[Int(place)]
                    var range = 0
                    for cut in cuts where loss < cut { range += 1 }
                    result.tail[range].append(TailOrder.Loss(value: loss, path: start + Int(place)))
                }
            }
        }
        return result
    }

    /// What the parts say together, in their order.
    ///
    /// - Parameter workers: ranges of the tail that are sorted at a time.
    func join(
        _ read: [Part], of values: UnsafeBufferPointer<Double>, workers: Int
    ) -> (losses: LossDistribution, order: TailOrder, histogram: Histogram) {
        let moments = SampleMoments(chunks: read.flatMap(\.summaries), count: values.count, shift: shift)
        let kept = read.reduce(0) { $0 + $1.tail.reduce(0) { $0 + $1.count } }
        let ranges = threshold != nil && kept >= depth ? cuts.count + 1 : 0
        let sorted = concurrentMap(ranges, workers: workers) { range in
            TailOrder(sorting: read.flatMap { $0.tail[range] }).losses
        }
        let order = sorted.isEmpty ? TailOrder(all: values) : TailOrder(sorted: sorted.flatMap(\.self))
        let counts = read.reduce(into: bins.zeros) { sums, part in
            for (bin, count) in part.counts.enumerated() { sums[bin] += count }
        }
        let exceedances = thresholds.indices.map { index in
            (threshold: thresholds[index], count: read.reduce(0) { $0 + $1.exceedances[index] })
        }
        let losses = LossDistribution(
            moments, count: values.count, largest: order.losses.map(\.value), exceedances: exceedances)
        return (losses, order, bins.histogram(counts))
    }
}
