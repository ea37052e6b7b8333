import Market

/// Expected shortfall as a weighted sum over paths.
extension ExpectedShortfall {
    public static var canBeTakenApart: Bool { true }
    public var tailFigure: TailFigure? { .tailMean(level.value) }

    public func tailWeights(
        _ profitAndLoss: UnsafeBufferPointer<Double>, design: SampleDesign
    ) -> TailWeights? {
        let valueAtRisk = ValueAtRisk(confidence: level)
        let ranks = Set(ranks(count: profitAndLoss.count) + valueAtRisk.ranks(count: profitAndLoss.count)).sorted()
        let losses = LossDistribution(profitAndLoss: profitAndLoss, ranks: ranks, design: design)
        return TailWeights(
            .tailMean, measure: self, level: level, profitAndLoss: profitAndLoss, design: design,
            figure: estimate(losses), quantile: valueAtRisk.estimate(losses))
    }
}
