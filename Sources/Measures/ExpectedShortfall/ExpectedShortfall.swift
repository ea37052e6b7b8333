import Market
import Settings
import Statistics

/// The mean loss beyond value-at-risk.
///
/// With k = ⌊n·(1 − α)⌋ it is (L₁ + … + L_k + (n·(1 − α) − k)·L_{k+1}) / (n·(1 − α)), the losses in descending order; so
/// it is never less than value-at-risk of the same sample. Source: C. Acerbi, D. Tasche, “On the coherence of expected
/// shortfall”, J. Banking & Finance 26, 2002. Its variance is [Var(L | L > VaR) + α·(ES − VaR)²] / (n·(1 − α)): S. Chen,
/// “Nonparametric estimation of expected shortfall”, J. Financial Econometrics 6, 2008; L. J. Hong, Z. Hu, G. Liu,
/// “Monte Carlo methods for value-at-risk and conditional value-at-risk: a review”, ACM TOMACS 24(4), 2014.
///
/// Moments of the excesses have one loss fewer than the tail, and the interval is Student's: with ten losses in the tail
/// it covers in 93 of 100 samples of normal losses, where the normal quantile and n would cover in 88.
public struct ExpectedShortfall: RiskMeasure {
    public static let kind = "expected-shortfall"
    public static let summary = "the mean loss beyond value-at-risk"
    public static let settings = [confidenceSettingShape]
    public static let shortTitle = "ES"
    public static let headlineRank: Int? = 1
    public static let confidenceSetting: String? = confidenceSettingShape.name
    public static let isOfLaw = true
    public static let readsTailOnly = true

    /// Its confidence.
    public let level: ConfidenceLevel

    public init(_ specification: Specification) { level = specification.confidence(confidenceSettingShape.name) }

    public init(confidence: ConfidenceLevel) { level = confidence }

    public var confidence: ConfidenceLevel? { level }

    public var specification: Specification {
        Specification(kind: Self.kind, settings: [confidenceSettingShape.name: .number(level.value)])
    }

    public var qualifier: MeasurePhrase { "\(percent: level.value)" }

    public var meaning: MeasurePhrase { "The mean loss \(.horizon) in the worst \(remainder: level.value) of cases." }

    public var estimator: String { "mean of the n(1−α) largest losses, the last weighted; asymptotic variance" }

    public func ranks(count: Int) -> [Int] {
        let tail = Tail(count: count, confidence: level)
        let own = [tail.rank, max(1, tail.wholeCount), min(tail.wholeCount + 1, count)]
        return tail.rank > 1 ? own : own + ValueAtRisk(confidence: level).ranks(count: count)
    }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        guard losses.isIndependent else { return weightedEstimate(losses) }
        let tail = Tail(count: losses.count, confidence: level)
        let valueAtRisk = losses.loss(rank: tail.rank)
        // Sums of excesses over the quantile: small numbers, so no digits are lost.
        var excess = 0.0
        var square = 0.0
        for loss in losses.largest.prefix(tail.wholeCount) {
            excess += loss - valueAtRisk
            square += (loss - valueAtRisk) * (loss - valueAtRisk)
        }
        let value = valueAtRisk + excess / tail.size
        guard tail.rank > 1 else {
            // One loss is both figures, and says nothing of what lies beyond it.
            let quantile = ValueAtRisk(confidence: level).estimate(losses)
            return Estimate(value: value, standardError: quantile.standardError, low: quantile.low, high: nil)
        }
        // The losses beyond the lowest of the tail are its excesses: one fewer than the tail has.
        let count = Double(tail.rank - 1)
        let mean = excess / count
        let variance = count > 1 ? max(0, square - count * mean * mean) / (count - 1) : mean * mean
        let error = ((variance + level.value * mean * mean) / tail.size).squareRoot()
        let reach = StudentTDistribution(degreesOfFreedom: count).quantile(0.975) * error
        return Estimate(value: value, standardError: error, low: value - reach, high: value + reach)
    }

    /// The same with weights: the losses beyond value-at-risk with theirs, value-at-risk with what the tail still lacks.
    private func weightedEstimate(_ losses: LossDistribution) -> Estimate {
        let place = losses.rank(tailWeight: 1 - level.value) - 1
        let valueAtRisk = losses.largest[place]
        var (weight, squaredWeight, excess, square) = (0.0, 0.0, 0.0, 0.0)
        for index in 0..<place {
            let own = losses.weight(rank: index + 1)
            let beyond = losses.largest[index] - valueAtRisk
            weight += own
            squaredWeight += own * own
            excess += own * beyond
            square += own * beyond * beyond
        }
        let value = valueAtRisk + excess / (1 - level.value)
        // No more than one loss's worth of a tail says nothing of what lies beyond it.
        guard place > 0, losses.effectiveCount * (1 - level.value) > 1 else {
            let quantile = ValueAtRisk(confidence: level).estimate(losses)
            return Estimate(
                value: value, standardError: quantile.standardError, low: quantile.low.map { min(value, $0) }, high: nil
            )
        }
        let count = max(1, weight * weight / squaredWeight / Double(losses.overlap))
        let mean = excess / weight
        let spread = max(0, square / weight - mean * mean)
        let variance = count > 1 ? spread * count / (count - 1) : mean * mean
        let error = ((variance + level.value * mean * mean) / (losses.effectiveCount * (1 - level.value))).squareRoot()
        let reach = StudentTDistribution(degreesOfFreedom: count).quantile(0.975) * error
        return Estimate(value: value, standardError: error, low: value - reach, high: value + reach)
    }

    public func value(under law: any LossLaw) -> Double? { law.tailMean(beyond: level.value) }

    /// (L − q)⁺ / (1 − α), with q the value-at-risk of the sample.
    public func influence(in losses: LossDistribution) -> InfluenceFunction? {
        let valueAtRisk =
            losses.isIndependent
            ? losses.loss(rank: Tail(count: losses.count, confidence: level).rank)
            : losses.loss(tailWeight: 1 - level.value)
        let perLoss = 1 / (1 - level.value)
        return InfluenceFunction(start: valueAtRisk) { $0 > valueAtRisk ? ($0 - valueAtRisk) * perLoss : 0 }
    }
}
