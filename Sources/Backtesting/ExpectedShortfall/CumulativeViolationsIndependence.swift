import Statistics

/// Du and Escanciano’s conditional test: violations and their depth leave the periods after them alone.
///
/// n·Σρₖ² of the cumulative violations H about α/2, chi-square with as many degrees of freedom as lags.
/// Source: Z. Du, J. C. Escanciano, “Backtesting expected shortfall: accounting for tail risk”, Management Science 63(4),
/// 2017.
public struct CumulativeViolationsIndependence: Backtest {
    public static let kind = "cumulative-violations-independence"
    public static let summary = "do deep violations leave the next periods alone? (Du–Escanciano 2017)"
    public static let isOfShortfall = true
    public static let needsIndependentOutcomes = true

    public let lags: Int

    public init(lags: Int = 5) {
        precondition(lags >= 1, "at least one lag")
        self.lags = lags
    }

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        guard let violations = CumulativeViolations.violations(series) else {
            return .impossible(because: "there are no probability transforms")
        }
        return outcome(violations, tailProbability: series.tailProbability)
    }

    /// - Parameter violations: H by period.
    func outcome(_ violations: [Double], tailProbability α: Double) -> TestOutcome {
        guard violations.contains(where: { $0 > 0 }) else {
            return .impossible(because: "there is no violation in \(violations.count) observations")
        }
        let n = Double(violations.count)
        guard violations.count > lags + 1 else {
            return .impossible(because: "\(violations.count) observations are too few for \(lags) lags")
        }
        let centred = violations.map { $0 - α / 2 }
        let variance = centred.reduce(0) { $0 + $1 * $1 } / n
        let sum = (1...lags).reduce(0.0) { sum, lag in
            var covariance = 0.0
            for index in lag..<centred.count { covariance += centred[index] * centred[index - lag] }
            // The paper divides by the number of products.
            let correlation = covariance / (n - Double(lag)) / variance
            return sum + correlation * correlation
        }
        return .chiSquare(n * sum, degreesOfFreedom: lags)
    }
}
