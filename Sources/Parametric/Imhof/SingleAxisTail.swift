import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

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
        if abs(curvature) < 1e-12 {
            let root = y / linear
            return linear > 0 ? upper(root) : lower(root)
        }
        guard let (low, high) = roots(y) else { return curvature > 0 ? (1, 0) : (0, 0) }
        let (below, above) = (lower(low), upper(high))
        let outside = (below.probability + above.probability, below.mean + above.mean)
        if curvature > 0 { return outside }
        // The mean of Y is zero.
        return (max(0, inside(low, high)), -outside.1)
    }

    /// Where ½ λ z² + b z − (½ λ + y) = 0, in ascending order; nil where it is nowhere. λ is not 0.
    private func roots(_ y: Double) -> (low: Double, high: Double)? {
        let discriminant = linear * linear + 2 * curvature * (curvature / 2 + y)
        guard discriminant > 0 else { return nil }
        // Roots without cancellation. Source: N. J. Higham, “Accuracy and Stability of Numerical Algorithms”, section 1.8.
        let sum = -(linear + (linear < 0 ? -1 : 1) * discriminant.squareRoot())
        let first = sum / curvature
        let second = sum == 0 ? -first : -2 * (curvature / 2 + y) / sum
        return (min(first, second), max(first, second))
    }

    /// A density, and z and z² times it, where Y = y: the parabola is as steep at one root as at the other, so that they
    /// count by the normal's density alone.
    func local(at y: Double) -> (density: Double, mean: Double, square: Double) {
        guard abs(curvature) >= 1e-12 else { return (1, y / linear, y / linear * (y / linear)) }
        let bottom = -linear / curvature
        guard let (low, high) = roots(y) else { return (1, bottom, bottom * bottom) }
        let share = 1 / (1 + exp((low * low - high * high) / 2))
        return (1, share * low + (1 - share) * high, share * low * low + (1 - share) * high * high)
    }

    /// P(Y > y), E[z; Y > y] and E[z²; Y > y].
    func beyond(_ y: Double) -> (probability: Double, mean: Double, square: Double) {
        let probability = probability(beyond: y)
        func above(_ a: Double) -> (mean: Double, square: Double) {
            let density = NormalDistribution.standard.density(a)
            return (density, a * density + NormalDistribution.standard.upper(a))
        }
        func below(_ a: Double) -> (mean: Double, square: Double) {
            let density = NormalDistribution.standard.density(a)
            return (-density, NormalDistribution.standard.cumulative(a) - a * density)
        }
        guard abs(curvature) >= 1e-12 else {
            let side = linear > 0 ? above(y / linear) : below(y / linear)
            return (probability, side.mean, side.square)
        }
        guard let (low, high) = roots(y) else { return (probability, 0, probability) }
        let (left, right) = (below(low), above(high))
        let (mean, square) = (left.mean + right.mean, left.square + right.square)
        return curvature > 0 ? (probability, mean, square) : (probability, -mean, 1 - square)
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
