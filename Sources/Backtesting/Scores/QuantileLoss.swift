/// The score that is least, on average, for the true value-at-risk; zero for a forecast that was hit exactly.
///
/// (loss − VaR)·(1{loss > VaR} − α) in losses, where α is one less the confidence: the tick loss of quantile regression.
/// Source: R. Koenker, G. Bassett, “Regression quantiles”, Econometrica 46(1), 1978.
public struct QuantileLoss: ForecastScore {
    public static let kind = "quantile-loss"

    public init() {}

    public func scores(_ series: ForecastSeries) -> [Double]? {
        let α = series.tailProbability
        return zip(series.profitAndLoss, series.valueAtRisk).map { outcome, level in
            let excess = -outcome - level
            return excess > 0 ? (1 - α) * excess : -α * excess
        }
    }
}
