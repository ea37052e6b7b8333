import LinearAlgebra

/// A positive semi-definite correlation matrix, and what was changed to make it so.
public struct RepairedCorrelation: Sendable {
    /// How one pair was moved.
    public struct Move: Hashable, Sendable {
        /// Rows of the matrix, first < second.
        public let first: Int
        public let second: Int
        public let before: Double
        public let after: Double
    }

    public let matrix: Matrix
    /// The square root of the matrix, where looking at its eigenvalues found it; nil where it is still to be made.
    public let factor: CholeskyFactor?
    /// Whether the matrix had to be changed.
    public let isRepaired: Bool
    public let smallestEigenvalueBefore: Double
    public let smallestEigenvalueAfter: Double
    /// The Frobenius norm of the change.
    public let distance: Double
    /// The ten pairs moved most, the largest move first; empty where nothing was repaired.
    public let moves: [Move]

    init(unchanged matrix: Matrix, smallest: SmallestEigenvalue) {
        self.matrix = matrix
        factor = smallest.factor
        isRepaired = false
        smallestEigenvalueBefore = smallest.value
        smallestEigenvalueAfter = smallest.value
        distance = 0
        moves = []
    }

    init(
        from before: Matrix, to after: Matrix, before smallestBefore: SmallestEigenvalue,
        after smallestAfter: SmallestEigenvalue
    ) {
        matrix = after
        factor = smallestAfter.factor
        isRepaired = true
        smallestEigenvalueBefore = smallestBefore.value
        smallestEigenvalueAfter = smallestAfter.value
        distance = before.distance(to: after)
        var all: [Move] = []
        for i in 0..<before.rowCount {
            for j in i + 1..<max(before.rowCount, i + 1) where before[i, j] != after[i, j] {
                all.append(Move(first: i, second: j, before: before[i, j], after: after[i, j]))
            }
        }
        moves = Array(all.sorted { abs($0.after - $0.before) > abs($1.after - $1.before) }.prefix(10))
    }
}
