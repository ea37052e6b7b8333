import Glibc

/// Random outcomes of a series of forecasts, of which only the exceptions are drawn.
///
/// The waits between exceptions are geometric and the losses beyond the value-at-risk come by the inverse of their
/// distribution, so a replication costs as many draws as it has exceptions.
/// Source: L. Devroye, “Non-Uniform Random Variate Generation”, Springer 1986, sections II.2 and X.2.
struct TailSimulation {
    private let series: ForecastSeries
    private let shortfalls: [Double]
    /// Loss = location + scale · standard loss, by period.
    private let locations: [Double]
    private let scales: [Double]
    /// Of an exception, on every period.
    private let exceptionProbability: Double
    private let tail: TailQuantiles

    /// - Parameters:
    ///   - forecast: the shape from which the forecasts' location and scale follow.
    ///   - actual: the shape of the outcomes about the same location, at `stretch` times the scale.
    init(_ series: ForecastSeries, forecast: TailLaw, actual: TailLaw, stretch: Double) {
        precondition(stretch > 0, "a stretch is greater than zero")
        guard let shortfalls = series.expectedShortfall else { preconditionFailure("forecasts of shortfall") }
        let α = series.tailProbability
        let quantile = forecast.upperQuantile(α)
        let mean = forecast.tailMean(α)
        let forecastScales = zip(shortfalls, series.valueAtRisk).map { max($0 - $1, 0) / (mean - quantile) }
        self.series = series
        self.shortfalls = shortfalls
        locations = zip(series.valueAtRisk, forecastScales).map { $0 - $1 * quantile }
        scales = forecastScales.map { $0 * stretch }
        exceptionProbability = forecast == actual && stretch == 1 ? α : actual.upper(quantile / stretch)
        tail = TailQuantiles(actual, probability: exceptionProbability)
    }

    /// One statistic a replication, in order; replications without exceptions are drawn again for Z₁.
    func statistics(_ statistic: AcerbiSzekely.Statistic, replications: Int, seed: UInt64) -> [Double] {
        let count = series.count
        let α = series.tailProbability
        var forecasts = AcerbiSzekelySum(statistic, count: count, tailProbability: α)
        for index in 0..<count {
            forecasts.addForecast(valueAtRisk: series.valueAtRisk[index], shortfall: shortfalls[index])
        }
        let logQuiet = log1p(-exceptionProbability)
        return (0..<replications).map { replication in
            var stream = UniformStream(seed: seed, stream: replication)
            while true {
                var sum = forecasts
                // Geometric waits: ⌊log u/log(1 − p)⌋ quiet periods before the next exception.
                var index = wait(&stream, logQuiet, limit: count)
                while index < count {
                    let loss = locations[index] + scales[index] * tail(stream.next())
                    // Rounding must not lift a loss at the edge of the tail above it, nor drop it below.
                    let level = series.valueAtRisk[index]
                    sum.addException(max(loss, level), valueAtRisk: level, shortfall: shortfalls[index])
                    index += 1 + wait(&stream, logQuiet, limit: count)
                }
                if let value = sum.value { return value }
            }
        }
    }

    private func wait(_ stream: inout UniformStream, _ logQuiet: Double, limit: Int) -> Int {
        let periods = log(stream.next()) / logQuiet
        return periods < Double(limit) ? Int(periods) : limit
    }
}
