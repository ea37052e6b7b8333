import Kernels

/// Mean, central moments, maximum and negative count of a sample, in one pass.
///
/// Powers are summed about a value near the mean and moved to the mean afterwards; a sample of equal values has moments of
/// exactly 0. They are summed by chunks of paths, and these as a tree over their numbers. Source: T. F. Chan, G. H. Golub, R. J. LeVeque, “Algorithms for computing the sample variance: analysis and
/// recommendations”, American Statistician 37, 1983.
struct SampleMoments {
    let mean: Double
    /// Σ(x − mean)²/n and Σ(x − mean)⁴/n.
    let second: Double
    let fourth: Double
    let greatest: Double
    /// Values less than 0.
    let negativeCount: Int

    /// Paths of a chunk: those from a multiple of it on. A sample is cut nowhere else.
    static let chunkLength = 4_096

    init(_ values: UnsafeBufferPointer<Double>) {
        let shift = Self.pilot(values)
        let chunks = stride(from: 0, to: values.count, by: Self.chunkLength).map { start in
            RowSummary(
                UnsafeBufferPointer(rebasing: values[start..<min(start + Self.chunkLength, values.count)]),
                shift: shift)
        }
        self.init(chunks: chunks, count: values.count, shift: shift)
    }

    /// - Parameter chunks: sums of powers of the values of each chunk less the shift.
    init(chunks: [RowSummary], count: Int, shift: Double) {
        // Two neighbours of a level make one of the next; one without a neighbour rises as it is.
        var level = chunks
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map { place in
                place + 1 < level.count ? level[place] + level[place + 1] : level[place]
            }
        }
        self.init(level.first ?? .empty, count: count, shift: shift)
    }

    /// - Parameter sums: of powers of so many values less the shift.
    init(_ sums: RowSummary, count: Int, shift: Double) {
        let count = Double(count)
        let offset = sums.first / count
        let (m2, m3, m4) = (sums.second / count, sums.third / count, sums.fourth / count)
        let square = offset * offset
        mean = shift + offset
        second = max(0, m2 - square)
        fourth = max(0, m4 - 4 * offset * m3 + 6 * square * m2 - 3 * square * square)
        greatest = sums.greatest
        negativeCount = sums.negativeCount
    }

    /// The mean of some values of the first chunk; the value itself where all are equal.
    static func pilot(_ values: UnsafeBufferPointer<Double>) -> Double {
        let first = values[0]
        let count = min(values.count, chunkLength)
        let step = max(1, count / 64)
        let places = stride(from: 0, to: count, by: step)
        let sum = places.reduce(0.0) { $0 + (values[$1] - first) }
        return first + sum / Double((count + step - 1) / step)
    }
}
