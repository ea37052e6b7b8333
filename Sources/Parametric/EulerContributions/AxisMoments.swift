import LinearAlgebra

/// What a figure of a quadratic loss takes from its parts, on the principal axes: one number for each axis, and one for each
/// pair.
///
/// A figure F that grows with the size of the portfolio is the sum of the Euler contributions of its parts, the derivatives
/// dF(L + ε·Lᵢ)/dε. They are linear in the part: a part c + b·z + ½ z·Q·z contributes c + b·means + ½ Σ Qⱼₖ productsⱼₖ.
/// For value-at-risk and expected shortfall of the exact law these are conditional expectations of z and of z·zᵀ, given that
/// the loss is at the quantile, or beyond it. Source: D. Tasche, “Capital allocation to business units and sub-portfolios:
/// the Euler principle”, 2008.
public struct AxisMoments: Sendable {
    public var means: [Double]
    /// Axes × axes, symmetric.
    public var products: Matrix

    /// Those of the expected loss: independent standard normals.
    init(expected count: Int) {
        means = [Double](repeating: 0, count: count)
        products = .identity(count)
    }

    init(means: [Double], products: Matrix) {
        self.means = means
        self.products = products
    }
}

/// The same for the changes of the factors.
public struct FactorMoments: Sendable {
    /// Of each factor: its mean change behind the figure.
    public let means: [Double]
    /// Factors × factors, symmetric.
    public let products: Matrix

    /// What a part adds to the figure, a loss.
    ///
    /// - Parameters:
    ///   - gain: with no change.
    ///   - delta: first derivatives of the gain, one a factor.
    ///   - gamma: second derivatives, symmetric; nil where the gain is linear.
    ///   - factors: those that it depends on; all where left out.
    public func contribution(gain: Double, delta: [Double], gamma: Matrix?, factors: [Int]? = nil) -> Double {
        let factors = factors ?? Array(means.indices)
        var sum = gain
        for factor in factors { sum += delta[factor] * means[factor] }
        guard let gamma else { return -sum }
        var bend = 0.0
        for a in factors {
            for b in factors { bend += gamma[a, b] * products[a, b] }
        }
        return -(sum + bend / 2)
    }

    /// What the moves of each factor add to the figure, a loss: of a pair that acts together each gets half.
    public func factorContributions(delta: [Double], gamma: Matrix?) -> [Double] {
        means.indices.map { factor in
            let bend = gamma.map { zip($0.row(factor), products.row(factor)).reduce(0) { $0 + $1.0 * $1.1 } } ?? 0
            return -(delta[factor] * means[factor] + bend / 2)
        }
    }
}
