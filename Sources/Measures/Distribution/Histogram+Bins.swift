import Kernels
import Market

extension Histogram {
    /// Sixty bins that span all but the outermost thousandth of the first chunk of a sample on either side.
    struct Bins {
        let start: Double
        let width: Double
        let count: Int

        init(start: Double, width: Double, count: Int) {
            self.start = start
            self.width = width
            self.count = count
        }

        init(firstChunkOf values: UnsafeBufferPointer<Double>, count: Int = 60) {
            let chunk = UnsafeBufferPointer(rebasing: values.prefix(SampleMoments.chunkLength))
            let finite = ThinnedSample(chunk, size: SampleMoments.chunkLength).losses.filter(\.isFinite)
            let edge = finite.count / 1_000
            let (low, high) = finite.isEmpty ? (0, 0) : (finite[finite.count - 1 - edge], finite[edge])
            let margin = high > low ? (high - low) * 0.02 : max(1e-9, abs(high) * 0.01)
            start = low - margin
            width = (high - low + 2 * margin) / Double(count)
            self.count = count
        }

        /// Counts gains, from the greatest loss up.
        ///
        /// - Parameter counts: one for what lies beyond either end, and one for each bin between.
        func add(_ values: UnsafeBufferPointer<Double>, to counts: inout [Int64]) {
            Elementwise.addBinCounts(of: values, start: -(start + width * Double(count)), binWidth: width, to: &counts)
        }

        var zeros: [Int64] { [Int64](repeating: 0, count: count + 2) }

        /// Turned round, so that a bin is its losses.
        func histogram(_ counts: [Int64]) -> Histogram {
            Histogram(
                start: start, binWidth: width, counts: counts[1...count].reversed().map { Int($0) },
                below: Int(counts[count + 1]), above: Int(counts[0]))
        }
    }

    init(profitAndLoss values: UnsafeBufferPointer<Double>) {
        let bins = Bins(firstChunkOf: values)
        var counts = bins.zeros
        bins.add(values, to: &counts)
        self = bins.histogram(counts)
    }
}
