import Statistics

extension StatedPower {
    private static let larger = "losses a quarter larger"
    /// How much larger losses are than forecast.
    package static let stretch = 1.25

    /// Nil where the test cannot be done.
    init?(_ test: AcerbiSzekely, _ series: ForecastSeries, level: Double) {
        let quick = AcerbiSzekely(test.statistic, law: test.law, replications: 1_000, seed: test.seed)
        guard let power = quick.power(series, level: level, stretch: Self.stretch) else { return nil }
        self.init(fault: Self.larger, probability: power)
    }

    /// With fewer resamples than the test itself, which is done anew for each replication.
    init?(_ test: ExceedanceResiduals, _ series: ForecastSeries, level: Double) {
        guard let shortfalls = series.expectedShortfall, let units = test.units(series),
            units.allSatisfy({ $0 > 0 }), let simulation = Self.simulation(series)
        else { return nil }
        let quick = ExceedanceResiduals(scale: test.scale, replications: 199, seed: test.seed)
        let power = SimulatedPower(level: level, replications: Self.replications, seed: Self.seed) { stream in
            var residuals: [Double] = []
            simulation.drawExceptions(&stream) { index, loss in
                residuals.append((loss - shortfalls[index]) / units[index])
            }
            return quick.outcome(residuals)
        }
        self.init(fault: Self.larger, probability: power.rejectionRate)
    }

    private static func simulation(_ series: ForecastSeries) -> TailSimulation? {
        guard let tails = series.tails else {
            return TailSimulation(series, forecast: .normal, actual: .normal, stretch: stretch)
        }
        return TailSimulation(series, tails: tails, stretch: stretch)
    }

    /// By the normal law of the mean of H in large samples, with the mean and the variance that larger losses give it.
    ///
    /// Nil without the tails of the forecasts.
    init?(_ test: CumulativeViolations, _ series: ForecastSeries, level: Double) {
        guard let tails = series.tails, series.valueAtRisk.allSatisfy({ $0 > 0 }) else { return nil }
        let α = series.tailProbability
        let n = Double(series.count)
        var (mean, variance) = (0.0, 0.0)
        for tail in tails {
            var (first, second, reached) = (0.0, 0.0, 0.0)
            for (end, loss) in zip(tail.probabilities, tail.losses) {
                let violation = max(α - tail.upper(Self.stretch * loss), 0) / α
                first += (end - reached) * violation
                second += (end - reached) * violation * violation
                reached = end
            }
            mean += first / n
            variance += max(second - first * first, 0) / n
        }
        let normal = NormalDistribution.standard
        let critical = normal.quantile(1 - level / 2) * CumulativeViolations.variance(α).squareRoot()
        let shift = (mean - α / 2) * n.squareRoot()
        guard variance > 0 else { return nil }
        let deviation = variance.squareRoot()
        let power = normal.upper((critical - shift) / deviation) + normal.upper((critical + shift) / deviation)
        self.init(fault: Self.larger, probability: min(power, 1))
    }
}
