import LinearAlgebra

/// A loss that is a quadratic function of jointly normal risk factors, on its principal axes.
///
/// With gains g + δ·x + ½ x·Γ·x for changes x ~ N(m, Ω), Ω = A·Aᵀ, and z independent standard normals,
/// L = constant + Σ (linearⱼ zⱼ + ½ curvatureⱼ zⱼ²), where the curvatures are the eigenvalues of −Aᵀ·Γ·A.
/// Source: P. Glasserman, “Monte Carlo Methods in Financial Engineering”, Springer 2004, section 9.1.2.
public struct QuadraticLoss: Hashable, Sendable {
    public let constant: Double
    public let linear: [Double]
    public let curvatures: [Double]

    public init(constant: Double, linear: [Double], curvatures: [Double]) {
        precondition(linear.count == curvatures.count, "a curvature for each axis")
        self.constant = constant
        self.linear = linear
        self.curvatures = curvatures
    }

    /// - Parameters:
    ///   - gain: with no change, g.
    ///   - delta: first derivatives of the gain, one a factor.
    ///   - gamma: second derivatives, symmetric; nil where the gain is linear.
    ///   - mean: of the changes, m.
    ///   - root: A, factors × any number of axes.
    public init(
        gain: Double, delta: [Double], gamma: Matrix?, mean: [Double], root: Matrix
    ) throws(FactorizationError) {
        self = try QuadraticAxes(gain: gain, delta: delta, gamma: gamma, mean: mean, root: root).loss
    }

    /// The cumulants of the loss, from the first on.
    ///
    /// κ₁ = constant + ½ Σ λ and κᵣ = ½ Σ [(r − 1)! λʳ + r! b² λʳ⁻²] with b linear and λ curvatures.
    /// Source: A. M. Mathai, S. B. Provost, “Quadratic Forms in Random Variables”, Dekker 1992, section 3.2b.
    public func cumulants(_ count: Int) -> [Double] {
        var factorial = 1.0
        return (1...max(1, count)).map { order in
            guard order > 1 else { return constant + curvatures.reduce(0, +) / 2 }
            let before = factorial
            factorial *= Double(order)
            var sum = 0.0
            for (b, λ) in zip(linear, curvatures) {
                let power = Self.power(λ, order - 2)
                sum += before * power * λ * λ + factorial * b * b * power
            }
            return sum / 2
        }
    }

    static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
