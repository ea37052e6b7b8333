import LinearAlgebra
import Measures

extension ParametricMethod {
    /// What a figure takes from the parts of the loss. A sure loss takes its expectation.
    ///
    /// - Parameter loss: without curvatures for a method that uses none.
    public func axisMoments(of loss: QuadraticLoss, for figure: TailFigure) -> AxisMoments {
        switch self {
        case .deltaNormal, .deltaGamma: return Self.normalMoments(of: loss, figure)
        case .cornishFisher where CornishFisherLoss(loss).isMonotone:
            return CornishFisherLoss.axisMoments(of: loss, for: figure)
        case .cornishFisher: return QuadraticLossLaw(loss).axisMoments(for: figure)
        case .imhof: return QuadraticLossLaw(loss).axisMoments(for: figure)
        }
    }

    /// F = κ₁ + k·√κ₂, k the standard normal's figure, so a part adds E[Lᵢ] + k·Cov(Lᵢ, L)/√κ₂.
    private static func normalMoments(of loss: QuadraticLoss, _ figure: TailFigure) -> AxisMoments {
        let deviation = loss.cumulants(2)[1].squareRoot()
        guard deviation > 0 else { return AxisMoments(expected: loss.linear.count) }
        let standard = NormalLoss(title: "", mean: 0, standardDeviation: 1)
        return loss.cumulantMoments([1, standard.value(of: figure) / (2 * deviation)])
    }
}

extension LossLaw {
    /// A figure of the tail.
    func value(of figure: TailFigure) -> Double {
        switch figure {
        case .quantile(let probability): quantile(probability)
        case .tailMean(let probability): tailMean(beyond: probability)
        }
    }
}

extension QuadraticLoss {
    /// The moments of a function of the cumulants.
    ///
    /// By the derivatives of κᵣ in the direction of a part with b̃ and Q: ½ r! tr(Λʳ⁻¹Q) + r! b̃·Λʳ⁻²b +
    /// ½ r! Σₛ b·ΛˢQΛʳ⁻³⁻ˢb, from κᵣ = ½ (r − 1)! tr(Λʳ) + ½ r! b·Λʳ⁻²b.
    ///
    /// - Parameter weights: derivatives of the function by κ₁, κ₂, …; the first is 1.
    func cumulantMoments(_ weights: [Double]) -> AxisMoments {
        let count = linear.count
        var moments = AxisMoments(expected: count)
        var factorial = 1.0
        for (place, weight) in weights.enumerated().dropFirst() {
            let order = place + 1
            factorial *= Double(order)
            let scale = weight * factorial
            for j in 0..<count {
                let power = Self.power(curvatures[j], order - 2)
                moments.means[j] += scale * linear[j] * power
                moments.products[j, j] += scale * power * curvatures[j]
            }
            guard order > 2 else { continue }
            for j in 0..<count {
                for k in 0..<count {
                    var mixed = 0.0
                    for s in 0...(order - 3) {
                        mixed += Self.power(curvatures[j], s) * Self.power(curvatures[k], order - 3 - s)
                    }
                    moments.products[j, k] += scale * linear[j] * linear[k] * mixed
                }
            }
        }
        return moments
    }
}
