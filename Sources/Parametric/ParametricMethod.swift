import Measures

/// How the distribution of a quadratic loss is found.
public enum ParametricMethod: String, CaseIterable, Sendable, Codable {
    /// Normal, without the curvatures.
    case deltaNormal = "delta-normal"
    /// Normal, with the mean and the variance that the curvatures give.
    case deltaGamma = "delta-gamma"
    /// Quantiles by the fourth-order expansion of Cornish and Fisher; the exact distribution where the expansion does not rise
    /// with probability.
    case cornishFisher = "cornish-fisher"
    /// The exact distribution, by inversion.
    case imhof = "imhof"

    /// Whether second derivatives matter.
    public var usesGamma: Bool { self != .deltaNormal }

    /// - Parameter loss: without curvatures for a method that uses none.
    public func law(of loss: QuadraticLoss) -> any LossLaw {
        switch self {
        case .deltaNormal: return Self.normal(loss, title: "delta-normal, closed form")
        case .deltaGamma:
            return Self.normal(loss, title: "delta-gamma normal: exact mean and variance, normal quantiles")
        case .cornishFisher:
            let law = CornishFisherLoss(loss)
            guard !law.isMonotone else { return law }
            return QuadraticLossLaw(
                loss, title: "exact distribution of the quadratic loss, as Cornish–Fisher quantiles would fall")
        case .imhof: return QuadraticLossLaw(loss)
        }
    }

    private static func normal(_ loss: QuadraticLoss, title: String) -> NormalLoss {
        let cumulants = loss.cumulants(2)
        return NormalLoss(title: title, mean: cumulants[0], standardDeviation: cumulants[1].squareRoot())
    }
}
