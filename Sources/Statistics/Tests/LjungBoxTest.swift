/// Whether a series is free of autocorrelation: Q = n(n + 2)·Σ r_k²/(n − k), which is χ² with as many degrees of freedom as
/// lags for independent values.
///
/// Source: G. M. Ljung, G. E. P. Box, “On a measure of lack of fit in time series models”, Biometrika 65, 1978.
public struct LjungBoxTest: Sendable {
    public let statistic: Double
    public let pValue: Double

    /// - Parameters:
    ///   - lags: fewer than the series has values.
    ///   - fittedParameters: of an autoregression whose residuals these are; they cost degrees of freedom.
    public init(_ series: [Double], lags: Int, fittedParameters: Int = 0) {
        precondition(lags >= 1 && lags < series.count && fittedParameters < lags, "lags that the series has")
        let count = Double(series.count)
        let sum = Descriptive(series).autocorrelations(lags: lags).enumerated().reduce(0) { sum, entry in
            sum + entry.element * entry.element / (count - Double(entry.offset + 1))
        }
        statistic = count * (count + 2) * sum
        pValue = ChiSquareDistribution(degreesOfFreedom: Double(lags - fittedParameters)).upper(statistic)
    }
}
