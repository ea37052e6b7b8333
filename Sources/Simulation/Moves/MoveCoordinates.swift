import LinearAlgebra

/// Independent coordinates of the moves that a market can make: the origin is the expected move, and the distance from it
/// counts standard deviations.
///
/// With Σ = D·V·Λ·Vᵀ·D, D the standard deviations and Λ the eigenvalues of the correlations, a move is
/// x = μ + D·V·Λ^½·z, so |z| is Mahalanobis's distance √((x − μ)ᵀ Σ⁻¹ (x − μ)). Directions without variance have no
/// coordinate. Source: P. C. Mahalanobis, “On the generalised distance in statistics”, Proc. National Institute of Sciences
/// of India 2(1), 1936.
public struct MoveCoordinates: Sendable {
    public let law: MoveLaw
    /// Rank × factors: V·Λ^½ transposed, the largest eigenvalue first.
    public let axes: Matrix
    private let eigenvalues: [Double]

    /// - Complexity: nine times factors³.
    public init(_ law: MoveLaw) throws(FactorizationError) {
        self.law = law
        var root = law.root.matrix
        // A factor that cannot move gives no direction.
        root.scaleRows(by: law.deviations.map { $0 > 0 ? 1 : 0 })
        let eigen = try SymmetricEigen(root.multiplied(byTransposed: root))
        let kept = eigen.values.indices.reversed().filter { eigen.values[$0] > 1e-10 }
        eigenvalues = kept.map { eigen.values[$0] }
        var axes = Matrix(rowCount: kept.count, columnCount: law.factors.count)
        for (row, index) in kept.enumerated() {
            for factor in law.factors.indices {
                axes[row, factor] = eigen.vectors[index, factor] * eigen.values[index].squareRoot()
            }
        }
        self.axes = axes
    }

    /// How many independent directions there are.
    public var count: Int { eigenvalues.count }

    /// The changes of all factors at a point.
    public func changes(at point: [Double]) -> [Double] {
        precondition(point.count == count, "a number for each direction")
        return law.factors.indices.map { factor in
            var score = 0.0
            for axis in 0..<count { score += axes[axis, factor] * point[axis] }
            return law.means[factor] + law.deviations[factor] * score
        }
    }

    /// The changes of all factors at many points.
    ///
    /// - Parameter points: points × directions.
    /// - Returns: points × factors.
    public func changes(at points: Matrix) -> Matrix {
        precondition(points.columnCount == count, "a number for each direction")
        guard points.rowCount > 0, count > 0 else {
            return Matrix([[Double]](repeating: law.means, count: points.rowCount))
        }
        var changes = points.multiplied(by: axes)
        for row in 0..<changes.rowCount {
            for factor in law.factors.indices {
                changes[row, factor] = law.means[factor] + law.deviations[factor] * changes[row, factor]
            }
        }
        return changes
    }

    /// The point of some changes; nil where the law cannot make them, to nine digits: a factor without volatility that
    /// moves, or a combination that has none.
    public func point(of changes: [Double]) -> [Double]? {
        precondition(changes.count == law.factors.count, "a change for each factor")
        var scores: [Double] = []
        for (index, change) in changes.enumerated() {
            let move = change - law.means[index]
            guard law.deviations[index] > 0 else {
                guard move == 0 else { return nil }
                scores.append(0)
                continue
            }
            scores.append(move / law.deviations[index])
        }
        let point = (0..<count).map { axis in
            scores.indices.reduce(0) { $0 + axes[axis, $1] * scores[$1] } / eigenvalues[axis]
        }
        let length = scores.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for index in scores.indices where law.deviations[index] > 0 {
            let made = (0..<count).reduce(0) { $0 + axes[$1, index] * point[$1] }
            if abs(made - scores[index]) > 1e-7 * length { return nil }
        }
        return point
    }

    /// How far changes lie from the expected ones, in standard deviations; infinite where the law cannot make them.
    public func distance(_ changes: [Double]) -> Double {
        guard let point = point(of: changes) else { return .infinity }
        return point.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}
