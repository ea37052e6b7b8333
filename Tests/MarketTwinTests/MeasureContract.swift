import MarketTwin
import Settings
import Testing

/// What is known of a measure by hand. A kind without an entry fails.
struct MeasureContract: Sendable {
    /// Of the losses −49, −48, …, 50, with the settings that the kind requires.
    var figures: [(settings: [String: Value.Content], value: Double)]
    /// Of losses that are all 3.
    var ofThrees = 3.0
    /// What an estimate becomes where four times the losses and 16 more are lost.
    var moved: @Sendable (_ estimate: Estimate, _ losses: [Double]) -> Estimate = { estimate, _ in
        Estimate(
            value: 4 * estimate.value + 16, standardError: 4 * estimate.standardError,
            low: estimate.low.map { 4 * $0 + 16 }, high: estimate.high.map { 4 * $0 + 16 })
    }
    /// The claimed error over the scatter of replications, of 4,000 normal losses.
    var errorRatio = 1.0

    static func of(_ measure: any RiskMeasure) throws -> MeasureContract { try #require(all[type(of: measure).kind]) }

    static let all: [String: MeasureContract] = [
        // The fifth and the tenth of a hundred.
        "value-at-risk": MeasureContract(figures: [
            (["confidence": .number(0.95)], 46), (["confidence": .number(0.9)], 41),
        ]),
        // The mean of 46…50; of 47…50 and half of 46, over 4.5.
        "expected-shortfall": MeasureContract(figures: [
            (["confidence": .number(0.95)], 48), (["confidence": .number(0.955)], 217 / 4.5),
        ]),
        "mean-loss": MeasureContract(figures: [([:], 0.5)]),
        // √(n·(n + 1)/12) for n successive numbers.
        "standard-deviation": MeasureContract(
            figures: [([:], (100.0 * 101 / 12).squareRoot())], ofThrees: 0,
            moved: { estimate, _ in
                Estimate(
                    value: 4 * estimate.value, standardError: 4 * estimate.standardError,
                    low: estimate.low.map { 4 * $0 }, high: estimate.high.map { 4 * $0 })
            }),
        // 1…50 of a hundred, and 41…50. 4·L + 16 is a loss where L > −4.
        "probability-of-loss": MeasureContract(
            figures: [([:], 0.5), (["above": .number(40)], 0.1)], ofThrees: 1,
            moved: { _, losses in
                let count = losses.count { $0 > -4 }
                return ProbabilityOfLoss().estimate(
                    LossDistribution(losses: losses.indices.map { $0 < count ? 1 : -1 }))
            }),
        // Hill's index of the tail, and so the interval, is of losses in proportion to one another.
        "worst-loss": MeasureContract(
            figures: [([:], 50)],
            moved: { estimate, losses in
                let other = WorstLoss().estimate(LossDistribution(losses: losses.map { $0 + 4 }))
                return Estimate(
                    value: 4 * estimate.value + 16, standardError: 4 * other.standardError,
                    low: other.low.map { 4 * $0 }, high: other.high.map { 4 * $0 })
            }, errorRatio: 1.87),
    ]
}
