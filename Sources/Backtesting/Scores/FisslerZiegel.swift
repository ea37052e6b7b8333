#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Joint scores of value-at-risk and expected shortfall, least on average for the true pair.
///
/// No score ranks forecasts of the shortfall alone; of the pair there is a family, from which these are.
/// Sources: T. Fissler, J. F. Ziegel, “Higher order elicitability and Osband’s principle”, Annals of Statistics 44(4),
/// 2016; A. J. Patton, J. F. Ziegel, R. Chen, “Dynamic semiparametric models for expected shortfall (and Value-at-Risk)”,
/// J. Econometrics 211(2), 2019; T. Fissler, J. F. Ziegel, T. Gneiting, “Expected shortfall is jointly elicitable with
/// value at risk: implications for backtesting”, Risk, January 2016.
public struct FisslerZiegel: ForecastScore {
    public static let kind = "fissler-ziegel"

    public enum Member: String, Hashable, Sendable, Codable, CaseIterable {
        /// (loss − VaR)⁺/(α·ES) + VaR/ES + log ES − 1: differences do not depend on the unit. It needs ES > 0.
        case zeroHomogeneous = "fz0"
        /// G₁(v) = v and G₂(e) = exp(e)/(1 + exp(e)): for any sign, but for numbers of the order of one.
        case logistic
    }

    public let member: Member

    public init(_ member: Member = .zeroHomogeneous) { self.member = member }

    public func scores(_ series: ForecastSeries) -> [Double]? {
        guard let shortfalls = series.expectedShortfall else { return nil }
        if member == .zeroHomogeneous, shortfalls.contains(where: { $0 <= 0 }) { return nil }
        let α = series.tailProbability
        return (0..<series.count).map { index in
            let (loss, level, shortfall) = (-series.profitAndLoss[index], series.valueAtRisk[index], shortfalls[index])
            let excess = max(loss - level, 0)
            return switch member {
            case .zeroHomogeneous: excess / (α * shortfall) + level / shortfall + log(shortfall) - 1
            case .logistic: Self.logistic(loss, level, shortfall, α)
            }
        }
    }

    /// (1{y ≤ v} − α)G₁(v) − 1{y ≤ v}G₁(y) + G₂(e)(e − v + (v − y)⁺/α) − ∫G₂, of gains y, v and e.
    private static func logistic(_ loss: Double, _ level: Double, _ shortfall: Double, _ α: Double) -> Double {
        let excess = max(loss - level, 0)
        // In gains v = −VaR and e = −ES; the first two terms together are (v − y)⁺ − α·v.
        let quantilePart = excess + α * level
        let weight = 1 / (1 + exp(shortfall))
        let integral = shortfall > 0 ? log1p(exp(-shortfall)) : -shortfall + log1p(exp(shortfall))
        return quantilePart + weight * (level - shortfall + excess / α) - integral
    }
}
