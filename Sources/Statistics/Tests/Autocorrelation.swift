/// The sample autocorrelations of a series at lags 1, 2, …
///
/// ρₖ = Σ (xₜ − x̄)(xₜ₋ₖ − x̄) / Σ (xₜ − x̄)².
/// Source: G. E. P. Box, G. M. Jenkins, G. C. Reinsel, “Time Series Analysis”, 4th ed., Wiley 2008, section 2.1.
public struct Autocorrelation: Hashable, Sendable, Codable {
    /// Of lag 1 first.
    public let values: [Double]
    public let count: Int

    /// Nil for a constant series, which has none, and where a lag reaches beyond the series.
    ///
    /// - Parameter mean: subtracted from the series; by default its own.
    public init?(_ series: [Double], lags: Int, about mean: Double? = nil) {
        precondition(lags >= 1, "at least one lag")
        let centre = mean ?? Descriptive(series).mean
        let distances = series.map { $0 - centre }
        let scale = distances.reduce(0) { max($0, abs($1)) }
        let noise = series.reduce(0) { max($0, abs($1)) } * 8 * Double.ulpOfOne
        guard lags < series.count, scale > noise, scale.isFinite else { return nil }
        let scaled = distances.map { $0 / scale }
        let variance = scaled.reduce(0) { $0 + $1 * $1 }
        count = series.count
        values = (1...lags).map { lag in
            var sum = 0.0
            for index in lag..<scaled.count { sum += scaled[index] * scaled[index - lag] }
            return sum / variance
        }
    }

    /// 1.96/√n: about one autocorrelation in twenty of an independent series lies beyond it.
    public var band: Double { 1.959_963_984_540_054 / Double(count).squareRoot() }
}
