import Randomness

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Random outcomes of a series of forecasts, of which only the exceptions are drawn.
///
/// The waits between exceptions are geometric and the losses beyond the value-at-risk come by the inverse of their
/// distribution, so a replication costs as many draws as it has exceptions. Where the probability of an exception is not
/// the same on every period, waits are those of the greatest, and an exception is kept with the share that is the period's.
/// Source: L. Devroye, “Non-Uniform Random Variate Generation”, Springer 1986, sections II.2, VI.2 and X.2.
struct TailSimulation {
    /// Where losses of an exception come from.
    private enum Losses {
        /// Loss = location + scale · standard loss, by period.
        case shape(locations: [Double], scales: [Double], tail: TailQuantiles)
        /// Each period's own forecast, times the stretch, with the period's probability of an exception.
        case forecasts([ForecastTail], stretch: Double, probabilities: [Double])
    }

    private let series: ForecastSeries
    private let shortfalls: [Double]
    /// Of an exception, at least that of any period.
    private let exceptionProbability: Double
    private let losses: Losses

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
        exceptionProbability = forecast == actual && stretch == 1 ? α : actual.upper(quantile / stretch)
        losses = .shape(
            locations: zip(series.valueAtRisk, forecastScales).map { $0 - $1 * quantile },
            scales: forecastScales.map { $0 * stretch },
            tail: TailQuantiles(actual, probability: exceptionProbability))
    }

    /// Outcomes from the forecasts themselves, or `stretch` times as large; nil where the tails do not reach so far, as
    /// where a value-at-risk is no loss.
    init?(_ series: ForecastSeries, tails: [ForecastTail], stretch: Double) {
        precondition(stretch >= 1, "outcomes are at least as large as forecast")
        guard let shortfalls = series.expectedShortfall else { preconditionFailure("forecasts of shortfall") }
        guard stretch == 1 || series.valueAtRisk.allSatisfy({ $0 > 0 }) else { return nil }
        let α = series.tailProbability
        let probabilities =
            stretch == 1
            ? [Double](repeating: α, count: tails.count)
            : zip(tails, series.valueAtRisk).map { max($0.probability(ofMoreThan: $1, stretch: stretch), α) }
        self.series = series
        self.shortfalls = shortfalls
        exceptionProbability = probabilities.reduce(α, max)
        losses = .forecasts(tails, stretch: stretch, probabilities: probabilities)
    }

    /// One statistic a replication, in order; replications without exceptions are drawn again for Z₁.
    func statistics(_ statistic: AcerbiSzekely.Statistic, replications: Int, seed: UInt64) -> [Double] {
        let count = series.count
        let α = series.tailProbability
        var forecasts = AcerbiSzekelySum(statistic, count: count, tailProbability: α)
        for index in 0..<count {
            forecasts.addForecast(valueAtRisk: series.valueAtRisk[index], shortfall: shortfalls[index])
        }
        return (0..<replications).map { replication in
            var stream = UniformStream(seed: seed, stream: replication)
            while true {
                var sum = forecasts
                drawExceptions(&stream) { index, loss in
                    sum.addException(loss, valueAtRisk: series.valueAtRisk[index], shortfall: shortfalls[index])
                }
                if let value = sum.value { return value }
            }
        }
    }

    /// Gives the exceptions of one series of outcomes in order, by period and loss.
    func drawExceptions(_ stream: inout UniformStream, _ body: (Int, Double) -> Void) {
        let count = series.count
        let logQuiet = log1p(-exceptionProbability)
        // Geometric waits: ⌊log u/log(1 − p)⌋ quiet periods before the next exception.
        var index = Self.wait(&stream, logQuiet, limit: count)
        while index < count {
            // Rounding must not lift a loss at the edge of the tail above it, nor drop it below.
            if let loss = loss(index, stream.next()) { body(index, max(loss, series.valueAtRisk[index])) }
            index += 1 + Self.wait(&stream, logQuiet, limit: count)
        }
    }

    /// Nil where the period's own probability of an exception is less, and this one is none.
    private func loss(_ index: Int, _ uniform: Double) -> Double? {
        switch losses {
        case .shape(let locations, let scales, let tail): return locations[index] + scales[index] * tail(uniform)
        case .forecasts(let tails, let stretch, let probabilities):
            let upper = uniform * exceptionProbability
            guard upper < probabilities[index] else { return nil }
            return tails[index].loss(upper: upper).map { $0 * stretch }
        }
    }

    private static func wait(_ stream: inout UniformStream, _ logQuiet: Double, limit: Int) -> Int {
        let periods = log(stream.next()) / logQuiet
        return periods < Double(limit) ? Int(periods) : limit
    }
}
