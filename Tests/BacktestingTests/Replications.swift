import Backtesting
import Glibc
import Market
import Randomness
import Statistics

/// Random series whose forecasts are right or wrong in a known way.
enum Replications {
    static func normal(_ stream: inout UniformStream) -> Double { NormalDistribution.standard.quantile(stream.next()) }

    /// Outcomes are normal with volatility `actual`; forecasts say one.
    ///
    /// - Parameter persistence: autocorrelation of the logarithm of volatility, of which the forecasts know nothing.
    static func series(
        _ stream: inout UniformStream, count: Int, confidence: ConfidenceLevel, actual: Double = 1,
        persistence: Double? = nil
    ) -> ForecastSeries {
        var state = 0.0
        let outcomes = (0..<count).map { _ in
            if let persistence { state = persistence * state + 0.25 * normal(&stream) }
            return actual * exp(state) * normal(&stream)
        }
        let level = NormalDistribution.standard.quantile(confidence.value)
        let shortfall = NormalDistribution.standard.tailMean(beyond: confidence.value)
        do {
            return try ForecastSeries(
                profitAndLoss: outcomes, confidence: confidence,
                valueAtRisk: [Double](repeating: level, count: count),
                expectedShortfall: [Double](repeating: shortfall, count: count),
                transforms: outcomes.map { NormalDistribution.standard.cumulative($0) })
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
