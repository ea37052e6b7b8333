import Statistics

/// The tail of Y = b·z + ½ λ·(z² − 1) for one standard normal z, in closed form.
///
/// Y > y outside or inside of the two roots of the parabola, by the sign of λ; its mean there follows from
/// ∫ z φ = φ(a) and ∫ z² φ = a·φ(a) + Φ(−a) from a on.
struct SingleAxisTail: Sendable {
    private let linear: Double
    private let curvature: Double

    init(linear: Double, curvature: Double) {
        self.linear = linear
        self.curvature = curvature
    }

    func probability(beyond y: Double) -> Double { moments(beyond: y).probability }

    /// E(Y − y)⁺.
    func excess(over y: Double) -> Double {
        let tail = moments(beyond: y)
        return max(0, tail.mean - y * tail.probability)
    }

    /// P(Y > y) and E[Y; Y > y].
    private func moments(beyond y: Double) -> (probability: Double, mean: Double) {
        // ½ λ z² + b z − (½ λ + y) > 0.
        let discriminant = linear * linear + 2 * curvature * (curvature / 2 + y)
        if abs(curvature) < 1e-12 {
            let root = y / linear
            return linear > 0 ? upper(root) : lower(root)
        }
        guard discriminant > 0 else { return curvature > 0 ? (1, 0) : (0, 0) }
        // Roots without cancellation. Source: N. J. Higham, “Accuracy and Stability of Numerical Algorithms”, section 1.8.
        let sum = -(linear + (linear < 0 ? -1 : 1) * discriminant.squareRoot())
        let first = sum / curvature
        let second = sum == 0 ? -first : -2 * (curvature / 2 + y) / sum
        let (low, high) = (min(first, second), max(first, second))
        let (below, above) = (lower(low), upper(high))
        let outside = (below.probability + above.probability, below.mean + above.mean)
        if curvature > 0 { return outside }
        // The mean of Y is zero.
        return (max(0, inside(low, high)), -outside.1)
    }

    /// Of z > a.
    private func upper(_ a: Double) -> (probability: Double, mean: Double) {
        let density = NormalDistribution.standard.density(a)
        return (NormalDistribution.standard.upper(a), (linear + curvature * a / 2) * density)
    }

    /// Of z < a.
    private func lower(_ a: Double) -> (probability: Double, mean: Double) {
        let density = NormalDistribution.standard.density(a)
        return (NormalDistribution.standard.cumulative(a), -(linear + curvature * a / 2) * density)
    }

    private func inside(_ low: Double, _ high: Double) -> Double {
        let normal = NormalDistribution.standard
        // From the nearer tail, so that small probabilities keep their digits.
        return low > 0 ? normal.upper(low) - normal.upper(high) : normal.cumulative(high) - normal.cumulative(low)
    }
}
