/// The portmanteau test that a series has no autocorrelation up to a lag.
///
/// Q = n(n + 2) Σ ρₖ²/(n − k), chi-square with as many degrees of freedom as lags, less parameters fitted.
/// Source: G. M. Ljung, G. E. P. Box, “On a measure of lack of fit in time series models”, Biometrika 65(2), 1978.
public struct LjungBox: Hashable, Sendable {
    public let lags: Int
    /// Autoregressive and moving-average parameters that were fitted to the series before.
    public let fittedParameters: Int

    public init(lags: Int, fittedParameters: Int = 0) {
        precondition(lags > fittedParameters && fittedParameters >= 0, "more lags than fitted parameters")
        self.lags = lags
        self.fittedParameters = fittedParameters
    }

    public func outcome(_ series: [Double]) -> TestOutcome {
        guard series.count > lags + 1 else {
            return .tooFew(series.count, for: "\(lags) lags")
        }
        guard let autocorrelation = Autocorrelation(series, lags: lags) else {
            return .impossible(because: "the series is constant")
        }
        let n = Double(series.count)
        var sum = 0.0
        for (index, value) in autocorrelation.values.enumerated() { sum += value * value / (n - Double(index + 1)) }
        return .chiSquare(n * (n + 2) * sum, degreesOfFreedom: lags - fittedParameters)
    }
}
