import LinearAlgebra

/// A quadratic loss with the way from its principal axes back to the factors: a change is x = mean + directions·z.
public struct QuadraticAxes: Sendable {
    public let loss: QuadraticLoss
    /// Of the changes.
    public let mean: [Double]
    /// Factors × axes.
    public let directions: Matrix

    /// - Parameters:
    ///   - gain: with no change, g.
    ///   - delta: first derivatives of the gain, one a factor.
    ///   - gamma: second derivatives, symmetric; nil where the gain is linear.
    ///   - mean: of the changes, m.
    ///   - root: A, factors × any number of axes.
    public init(
        gain: Double, delta: [Double], gamma: Matrix?, mean: [Double], root: Matrix
    ) throws(FactorizationError) {
        let count = delta.count
        precondition(mean.count == count && root.rowCount == count, "one mean, one delta and one row a factor")
        self.mean = mean
        let drift = Matrix(rowCount: count, columnCount: 1, elements: mean)
        let slope = Matrix(rowCount: count, columnCount: 1, elements: delta)
        var center = gain + drift.transposedMultiplied(by: slope).elements[0]
        guard let gamma else {
            let linear = root.transposedMultiplied(by: slope).elements
            directions = root
            loss = QuadraticLoss(
                constant: -center, linear: linear.map(-), curvatures: [Double](repeating: 0, count: linear.count))
            return
        }
        let bend = gamma.multiplied(by: drift)
        center += drift.transposedMultiplied(by: bend).elements[0] / 2
        let moved = Matrix(rowCount: count, columnCount: 1, elements: zip(delta, bend.elements).map(+))
        let form = root.transposedMultiplied(by: gamma.multiplied(by: root))
        let eigen = try SymmetricEigen(form)
        let linear = eigen.vectors.multiplied(by: root.transposedMultiplied(by: moved)).elements
        directions = root.multiplied(byTransposed: eigen.vectors)
        loss = QuadraticLoss(constant: -center, linear: linear.map(-), curvatures: eigen.values.map(-))
    }

    /// Moments on the axes as moments of the factors' changes.
    public func factorMoments(_ moments: AxisMoments) -> FactorMoments {
        let axes = Matrix(rowCount: moments.means.count, columnCount: 1, elements: moments.means)
        let shifts = directions.multiplied(by: axes).elements
        var products = directions.multiplied(by: moments.products).multiplied(byTransposed: directions)
        for a in mean.indices {
            for b in mean.indices { products[a, b] += mean[a] * mean[b] + mean[a] * shifts[b] + shifts[a] * mean[b] }
        }
        return FactorMoments(means: zip(mean, shifts).map(+), products: products)
    }
}
