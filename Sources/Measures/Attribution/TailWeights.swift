import Market

/// A figure of a tail as a weighted sum over paths: the same sum of anything's losses on them is its component.
///
/// Components are Euler contributions, so they add up to the figure: E[Lᵢ | L = VaR] and E[Lᵢ | L ≥ VaR]. Expected
/// shortfall weighs the losses of the tail as its estimator does; losses equal to value-at-risk share what that leaves for
/// them. Value-at-risk is the value there of a local linear fit to the losses nearest to it, as many as the tail has and
/// sixty at least, by Epanechnikov's kernel: no bias where the conditional expectation is linear, and an exact sum.
///
/// Errors: of a value-at-risk component σ²·Σw² + b²·se(VaR)², with σ² the residual variance and b the slope of the fit; of
/// a shortfall component [Var(Lᵢ − mᵢ | tail) + α·(Cᵢ − mᵢ)²] / (n·(1 − α)), mᵢ the value-at-risk component at the same
/// confidence: the influence function of a tail mean whose quantile is estimated too. Both are those of the whole figure
/// for the whole loss.
/// Sources: D. Tasche, “Risk contributions and performance measurement”, TU München 1999, and “Capital allocation to
/// business units and sub-portfolios: the Euler principle”, 2008; P. Glasserman, “Measuring marginal risk contributions in
/// credit portfolios”, J. Computational Finance 9(2), 2005.
public struct TailWeights: Sendable {
    /// The figure of the whole portfolio that is taken apart.
    public let key: FigureKey
    public let confidence: Double
    /// Its value.
    public let figure: Estimate
    /// Ascending; every path that carries any weight.
    public let paths: [Int]
    /// Of the whole, on each path.
    public let losses: [Double]
    /// On each path: the weights of the component, of the fit at value-at-risk and of its slope, and of the mean beyond it.
    public let loads: [SIMD4<Double>]
    /// On each path: the weight of a squared loss.
    public let spreads: [Double]
    /// How far from value-at-risk the fit looks, as a loss, and at how many losses.
    public let bandwidth: Double
    public let neighbours: Int

    private let basis: Basis
    private let noise: Double
    private let moments: (first: Double, second: Double)
    private let correction: Double
    /// Makes the error of the whole that of the figure: what a small sample adds.
    private var ratio = 1.0

    /// What the weights are made of, path by path.
    struct Basis: Sendable {
        var form: Form
        var level: ConfidenceLevel
        var quantile: Estimate
        var paths: [Int]
        var losses: [Double]
        var kernel: [Double]
        /// Of the tail mean, and of the losses beyond the quantile.
        var tail: [Double]
        var beyond: [Double]
        /// n·(1 − α), for errors.
        var tailSize: Double
        var overlap: Double
        var bandwidth: Double
    }

    enum Form: Sendable {
        case quantile
        case tailMean
        /// A tail mean of a single loss: it says nothing of what lies beyond, and errs like the quantile.
        case loneLoss
    }

    init(_ basis: Basis, measure: MeasureDescription, figure: Estimate) {
        key = FigureKey(measure: measure)
        confidence = basis.level.value
        self.figure = figure
        self.basis = basis
        paths = basis.paths
        losses = basis.losses
        bandwidth = basis.bandwidth
        neighbours = basis.kernel.count { $0 > 0 }
        let fit = LinearWeights(kernel: basis.kernel, distances: basis.losses.map { $0 - basis.quantile.value })
        let component =
            basis.form == .quantile
            ? fit.values
            : LinearWeights(kernel: basis.tail, distances: basis.losses.map { $0 - figure.value }).values
        let beyondSum = basis.beyond.reduce(0, +)
        let beyond = basis.beyond.map { beyondSum > 0 ? $0 / beyondSum : 0 }
        loads = paths.indices.map { SIMD4(component[$0], fit.values[$0], fit.slopes[$0], beyond[$0]) }
        let kernelSum = basis.kernel.reduce(0, +)
        spreads = basis.form == .tailMean ? beyond : basis.kernel.map { $0 / kernelSum }
        noise = fit.values.reduce(0) { $0 + $1 * $1 } * basis.overlap
        moments = (fit.firstMoment, fit.secondMoment)
        // Two numbers of the fit are taken from as many residuals as equal weights would make of the kernel.
        let count = kernelSum * kernelSum / basis.kernel.reduce(0) { $0 + $1 * $1 }
        correction = count > 2.5 ? count / (count - 2) : 1
        var whole = TailMoments()
        for index in paths.indices {
            whole += TailMoments(
                linear: loads[index] * losses[index], square: spreads[index] * losses[index] * losses[index])
        }
        let error = standardError(whole)
        if basis.form == .tailMean, error > 0, figure.standardError > 0 { ratio = figure.standardError / error }
    }

    /// The component of whatever lost so much.
    public func estimate(_ sums: TailMoments) -> Estimate {
        Estimate(value: sums.linear[0], standardError: standardError(sums) * ratio)
    }

    private func standardError(_ sums: TailMoments) -> Double {
        let (value, slope) = (sums.linear[1], sums.linear[2])
        switch basis.form {
        case .quantile, .loneLoss:
            let explained = value * value + 2 * value * slope * moments.first + slope * slope * moments.second
            let residual = Self.positive(sums.square - explained, beside: sums.square) * correction
            let shift = slope * basis.quantile.standardError
            return (residual * noise + shift * shift).squareRoot()
        case .tailMean:
            let mean = sums.linear[3]
            let variance = Self.positive(sums.square - mean * mean, beside: sums.square)
            let excess = mean - value
            return ((variance + confidence * excess * excess) / basis.tailSize).squareRoot()
        }
    }

    /// A difference that is no more than rounding is none.
    private static func positive(_ difference: Double, beside size: Double) -> Double {
        difference > 1e-12 * size ? difference : 0
    }

    /// Fewer of the paths, taken evenly by their losses, with weights under which the sum of the whole is the same still.
    ///
    /// - Parameter count: the most paths wanted.
    public func thinned(to count: Int) -> TailWeights {
        guard count < paths.count, count > 2 else { return self }
        let order = paths.indices.sorted { (-losses[$0], paths[$0]) < (-losses[$1], paths[$1]) }
        let step = Double(paths.count) / Double(count)
        let places = (0..<count).map { order[min(Int((Double($0) + 0.5) * step), paths.count - 1)] }
        var chosen = Set(places)
        // The loss of the quantile itself, so that a fit has a place to stand on.
        if let own = order.first(where: { losses[$0] == basis.quantile.value }) { chosen.insert(own) }
        let kept = chosen.sorted()
        var thin = basis
        thin.paths = kept.map { basis.paths[$0] }
        thin.losses = kept.map { basis.losses[$0] }
        thin.kernel = kept.map { basis.kernel[$0] }
        thin.tail = kept.map { basis.tail[$0] }
        thin.beyond = kept.map { basis.beyond[$0] }
        guard thin.kernel.contains(where: { $0 > 0 }), basis.form == .quantile || thin.tail.contains(where: { $0 > 0 })
        else { return self }
        thin.tailSize *= Double(kept.count) / Double(paths.count)
        return TailWeights(thin, measure: key.measure, figure: figure)
    }
}
