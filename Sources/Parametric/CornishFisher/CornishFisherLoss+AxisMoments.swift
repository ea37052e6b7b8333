import Measures
import Statistics

extension CornishFisherLoss {
    /// What a figure takes from the parts of a loss: the derivatives of F = κ₁ + σ·w(S, K) by the cumulants, with
    /// S = κ₃/σ³ and K = κ₄/σ⁴.
    static func axisMoments(of loss: QuadraticLoss, for figure: TailFigure) -> AxisMoments {
        let law = CornishFisherLoss(loss)
        let σ = law.standardDeviation
        guard σ > 0 else { return AxisMoments(expected: loss.linear.count) }
        let (value, bySkewness, byKurtosis) = law.standardised(figure)
        let variance = σ * σ
        let skewed = 1.5 * law.skewness * bySkewness
        let peaked = 2 * law.excessKurtosis * byKurtosis
        return loss.cumulantMoments([
            1, (value / 2 - skewed - peaked) / σ, bySkewness / variance, byKurtosis / (variance * σ),
        ])
    }

    /// The figure of the standardised loss, w, and its derivatives by skewness and kurtosis.
    private func standardised(_ figure: TailFigure) -> (value: Double, bySkewness: Double, byKurtosis: Double) {
        let z = NormalDistribution.standard.quantile(figure.probability)
        let (square, cube) = (z * z, z * z * z)
        let value = (self.value(of: figure) - mean) / standardDeviation
        switch figure {
        case .quantile:
            let correction = skewness * (2 * cube - 5 * z) / 18
            return (value, (square - 1) / 6 - correction, (cube - 3 * z) / 24)
        case .tailMean(let probability):
            let normal = NormalDistribution.standard.density(z) / (1 - probability)
            let correction = skewness * (2 * square - 1) / 18
            return (value, normal * (z / 6 - correction), normal * (square - 1) / 24)
        }
    }
}
