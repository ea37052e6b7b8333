import CKernels

/// Sums of powers of a row, its greatest element and how many are negative: all in one pass.
///
/// Eight sums side by side, in blocks of 1,024 elements, keep the rounding small and the order of the additions fixed.
public struct RowSummary: Hashable, Sendable {
    /// Σ(x − shift).
    public let first: Double
    /// Σ(x − shift)².
    public let second: Double
    /// Σ(x − shift)³.
    public let third: Double
    /// Σ(x − shift)⁴.
    public let fourth: Double
    public let greatest: Double
    public let negativeCount: Int

    /// - Parameter shift: near the mean, so that the sums of powers lose no digits.
    public init(_ row: Elementwise.Row, shift: Double, kernels: KernelSet = .best) {
        var summary = CKSummary()
        if let base = row.baseAddress { kernels.loops.pointee.summarize(base, shift, &summary, row.count) }
        first = summary.first
        second = summary.second
        third = summary.third
        fourth = summary.fourth
        greatest = row.isEmpty ? -.infinity : summary.greatest
        negativeCount = summary.negative_count
    }

    /// The plain twin.
    public init(referenceOf row: Elementwise.Row, shift: Double) {
        let moves = row.map { $0 - shift }
        first = moves.reduce(0, +)
        second = moves.reduce(0) { $0 + $1 * $1 }
        third = moves.reduce(0) { $0 + $1 * $1 * $1 }
        fourth = moves.reduce(0) { $0 + $1 * $1 * $1 * $1 }
        greatest = row.max() ?? -.infinity
        negativeCount = row.count { $0 < 0 }
    }

    /// Sums made before, such as stored ones.
    public init(
        first: Double, second: Double, third: Double, fourth: Double, greatest: Double, negativeCount: Int
    ) {
        self.first = first
        self.second = second
        self.third = third
        self.fourth = fourth
        self.greatest = greatest
        self.negativeCount = negativeCount
    }

    /// Of no elements.
    public static let empty = RowSummary(
        first: 0, second: 0, third: 0, fourth: 0, greatest: -.infinity, negativeCount: 0)

    /// Of two rows, one after the other, with the same shift.
    public static func + (a: RowSummary, b: RowSummary) -> RowSummary {
        RowSummary(
            first: a.first + b.first, second: a.second + b.second, third: a.third + b.third,
            fourth: a.fourth + b.fourth, greatest: max(a.greatest, b.greatest),
            negativeCount: a.negativeCount + b.negativeCount)
    }
}
