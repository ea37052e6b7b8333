import Statistics

/// Acerbi and Székely’s tests of the expected shortfall, with p-values by simulation.
///
/// A statistic has the mean zero where the forecasts are right and is negative where the shortfall is underestimated;
/// the tests are one-sided. As in the papers, outcomes are simulated from the forecasts themselves: from each period's own
/// tail where the series has it, else from a law of stated shape whose location and scale give both forecasts on each
/// period. Only losses beyond the value-at-risk matter, so only these are drawn. The p-value is
/// (1 + replications at most the statistic)/(1 + replications).
/// Sources: C. Acerbi, B. Székely, “Back-testing expected shortfall”, Risk, December 2014; “The minimally biased backtest
/// for ES”, Risk, September 2019; A. C. Davison, D. V. Hinkley, “Bootstrap Methods and their Application”, 1997, sec. 4.2.
public struct AcerbiSzekely: Backtest {
    public enum Statistic: String, Hashable, Sendable, Codable, CaseIterable {
        /// Z₁ = 1 − mean of loss/ES over the exceptions: severity alone. It cannot be done without exceptions.
        case first = "z1"
        /// Z₂ = 1 − Σ loss/ES over the exceptions/(nα): frequency and severity together.
        case second = "z2"
        /// Z = mean of (ES − VaR − (loss − VaR)⁺/α)/ES: hardly moved by a wrong value-at-risk.
        case minimallyBiased = "minimally-biased"
        /// The same in money, not divided by the shortfall: large periods count for more.
        case minimallyBiasedAbsolute = "minimally-biased-absolute"
    }

    public static let kind = "acerbi-szekely"
    public static let summary = "are losses beyond the VaR as large as the ES says? (Acerbi–Székely 2014, 2019)"

    public static let isOfShortfall = true

    public var name: String { "\(Self.kind)-\(statistic.rawValue)" }

    public let statistic: Statistic
    /// Of the outcomes; nil for each period's own tail, or the normal where the series has no tails.
    public let law: TailLaw?
    public let replications: Int
    public let seed: UInt64

    public init(
        _ statistic: Statistic = .second, law: TailLaw? = nil, replications: Int = 5000, seed: UInt64 = 2014
    ) {
        precondition(replications >= 1, "at least one replication")
        if case .studentT(let degrees) = law { precondition(degrees > 1, "more than one degree of freedom") }
        self.statistic = statistic
        self.law = law
        self.replications = replications
        self.seed = seed
    }

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        if let reason = obstacle(series) { return .impossible(because: reason) }
        guard let value = value(series) else {
            return .impossible(because: "there is no exception in \(series.count) observations")
        }
        let sorted = nullDistribution(series)
        // As far down by rounding counts as equal.
        let threshold = value + 1e-12 * max(abs(value), 1)
        let below = sorted.lowerBound { $0 > threshold }
        return .result(
            TestResult(
                statistic: value, pValue: Double(1 + below) / Double(1 + replications),
                law: .simulated(replications: replications)))
    }

    /// The statistic of the series; nil without shortfall forecasts, and for Z₁ without exceptions.
    public func value(_ series: ForecastSeries) -> Double? {
        guard let shortfalls = series.expectedShortfall, obstacle(series) == nil else { return nil }
        var sum = AcerbiSzekelySum(statistic, count: series.count, tailProbability: series.tailProbability)
        for index in 0..<series.count {
            let (loss, level) = (-series.profitAndLoss[index], series.valueAtRisk[index])
            sum.addForecast(valueAtRisk: level, shortfall: shortfalls[index])
            if loss > level { sum.addException(loss, valueAtRisk: level, shortfall: shortfalls[index]) }
        }
        return sum.value
    }

    /// The statistic below which the test rejects: the quantile of `level` of its simulated law; nil where it is impossible.
    public func criticalValue(_ series: ForecastSeries, level: Double) -> Double? {
        precondition(level > 0 && level < 1, "a level lies between 0 and 1")
        guard obstacle(series) == nil else { return nil }
        let sorted = nullDistribution(series)
        return sorted[min(Int(level * Double(replications)), replications - 1)]
    }

    /// How often the test at `level` rejects where the losses have another law about the same location at `stretch` times
    /// the scale; or, without laws, where they are `stretch` times as large as each period's own tail says.
    ///
    /// Nil where the test is impossible, or the tails do not reach so far.
    public func power(
        _ series: ForecastSeries, level: Double, law alternative: TailLaw? = nil, stretch: Double = 1
    ) -> Double? {
        guard obstacle(series) == nil, let critical = criticalValue(series, level: level) else { return nil }
        guard let simulation = simulation(series, actual: alternative, stretch: stretch) else { return nil }
        // Other streams than those that gave the critical value.
        let values = simulation.statistics(statistic, replications: replications, seed: seed &+ 0x9E37_79B9_7F4A_7C15)
        return Double(values.count { $0 < critical }) / Double(replications)
    }

    private func nullDistribution(_ series: ForecastSeries) -> [Double] {
        let simulation = simulation(series, actual: nil, stretch: 1)
        return simulation?.statistics(statistic, replications: replications, seed: seed).sorted() ?? []
    }

    /// Never nil at a stretch of one.
    private func simulation(_ series: ForecastSeries, actual: TailLaw?, stretch: Double) -> TailSimulation? {
        if law == nil, actual == nil, let tails = series.tails {
            return TailSimulation(series, tails: tails, stretch: stretch)
        }
        let forecast = law ?? .normal
        return TailSimulation(series, forecast: forecast, actual: actual ?? forecast, stretch: stretch)
    }

    /// Why the statistic has no meaning for the series; nil where it has.
    private func obstacle(_ series: ForecastSeries) -> String? {
        guard let shortfalls = series.expectedShortfall else { return "there are no forecasts of expected shortfall" }
        guard statistic != .minimallyBiasedAbsolute, let index = shortfalls.firstIndex(where: { $0 <= 0 }) else {
            return nil
        }
        return "the expected shortfall of period \(index + 1) is \(shortfalls[index]), and the statistic divides by it"
    }
}
