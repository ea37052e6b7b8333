import Settings

/// The mean loss beyond value-at-risk.
///
/// With k = ⌊n·(1 − α)⌋ it is (L₁ + … + L_k + (n·(1 − α) − k)·L_{k+1}) / (n·(1 − α)), the losses in descending order; so
/// it is never less than value-at-risk of the same sample. Source: C. Acerbi, D. Tasche, “On the coherence of expected
/// shortfall”, J. Banking & Finance 26, 2002. Its variance is [Var(L | L > VaR) + α·(ES − VaR)²] / (n·(1 − α)): S. Chen,
/// “Nonparametric estimation of expected shortfall”, J. Financial Econometrics 6, 2008; L. J. Hong, Z. Hu, G. Liu,
/// “Monte Carlo methods for value-at-risk and conditional value-at-risk: a review”, ACM TOMACS 24(4), 2014.
public struct ExpectedShortfall: RiskMeasure {
    public static let kind = "expected-shortfall"
    public static let summary = "the mean loss beyond value-at-risk"
    public static let settings = confidenceSetting

    public let level: Double

    public init(_ specification: Specification) { level = specification.number("confidence") }

    public init(confidence: Double) { level = confidence }

    public var confidence: Double? { level }

    public var estimator: String { "mean of the n(1−α) largest losses, the last weighted; asymptotic variance" }

    public func depth(count: Int) -> Int {
        let tail = Tail(count: count, confidence: level)
        return max(tail.rank, min(tail.wholeCount + 1, count))
    }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        let tail = Tail(count: losses.count, confidence: level)
        let valueAtRisk = losses.loss(rank: tail.rank)
        let whole = losses.largest.prefix(tail.wholeCount)
        // Sums of excesses over the quantile: small numbers, so no digits are lost.
        var excess = 0.0
        var square = 0.0
        for loss in whole {
            excess += loss - valueAtRisk
            square += (loss - valueAtRisk) * (loss - valueAtRisk)
        }
        let meanExcess = excess / tail.size
        let variance = max(0, square / tail.size - meanExcess * meanExcess)
        let error = ((variance + level * meanExcess * meanExcess) / tail.size).squareRoot()
        return Estimate(value: valueAtRisk + meanExcess, standardError: error)
    }
}
