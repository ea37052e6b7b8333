import Kernels

/// Mean, central moments, maximum and negative count of a sample, in one pass.
///
/// Powers are summed about a value near the mean and moved to the mean afterwards; a sample of equal values has moments of
/// exactly 0. Source: T. F. Chan, G. H. Golub, R. J. LeVeque, “Algorithms for computing the sample variance: analysis and
/// recommendations”, American Statistician 37, 1983.
struct SampleMoments {
    let mean: Double
    /// Σ(x − mean)²/n and Σ(x − mean)⁴/n.
    let second: Double
    let fourth: Double
    let greatest: Double
    /// Values less than 0.
    let negativeCount: Int

    init(_ values: UnsafeBufferPointer<Double>) {
        let shift = Self.pilot(values)
        self.init(RowSummary(values, shift: shift), count: values.count, shift: shift)
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

    /// The mean of some of the values; the value itself where all are equal.
    static func pilot(_ values: UnsafeBufferPointer<Double>) -> Double {
        let first = values[0]
        let step = max(1, values.count / 64)
        let places = stride(from: 0, to: values.count, by: step)
        let sum = places.reduce(0.0) { $0 + (values[$1] - first) }
        return first + sum / Double((values.count + step - 1) / step)
    }
}
