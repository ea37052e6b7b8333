import Market

/// Value-at-risk as a weighted sum over paths.
extension ValueAtRisk {
    public static var canBeTakenApart: Bool { true }
    public var tailFigure: TailFigure? { .quantile(level.value) }

    public func tailWeights(
        _ profitAndLoss: UnsafeBufferPointer<Double>, design: SampleDesign
    ) -> TailWeights? {
        let losses = LossDistribution(
            profitAndLoss: profitAndLoss, ranks: ranks(count: profitAndLoss.count), design: design)
        let own = estimate(losses)
        return TailWeights(
            .quantile, measure: self, level: level, profitAndLoss: profitAndLoss, design: design, figure: own,
            quantile: own)
    }
}
