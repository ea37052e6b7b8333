import Randomness
import Statistics

/// McNeil and Frey’s test that losses beyond the value-at-risk have the expected shortfall as their mean.
///
/// The residuals (loss − ES)/σ of the exceptions have the mean zero; the alternative is a greater one. The p-value is the
/// bootstrap's: how often the t statistic of residuals drawn from the centred ones reaches the observed one.
/// Sources: A. J. McNeil, R. Frey, “Estimation of tail-related risk measures for heteroscedastic financial time series”,
/// J. Empirical Finance 7, 2000; B. Efron, R. J. Tibshirani, “An Introduction to the Bootstrap”, 1993, section 16.4.
public struct ExceedanceResiduals: Backtest {
    public static let kind = "exceedance-residuals"
    public static let summary = "are losses beyond the VaR the ES on average? (McNeil–Frey 2000)"
    public static let isOfShortfall = true

    /// In which unit the residuals are, so that calm and wild periods count alike.
    public enum Scale: String, Hashable, Sendable, Codable, CaseIterable {
        /// The forecast standard deviation where the series has it, else the expected shortfall.
        case automatic
        case volatility
        case expectedShortfall = "expected-shortfall"
        /// Money: no unit taken out.
        case none
    }

    public let scale: Scale
    public let replications: Int
    public let seed: UInt64

    public init(scale: Scale = .automatic, replications: Int = 5000, seed: UInt64 = 2000) {
        precondition(replications >= 1, "at least one replication")
        self.scale = scale
        self.replications = replications
        self.seed = seed
    }

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        guard let shortfalls = series.expectedShortfall else {
            return .impossible(because: "there are no forecasts of expected shortfall")
        }
        guard let units = units(series) else {
            return .impossible(because: "there are no forecasts of volatility")
        }
        var residuals: [Double] = []
        for index in 0..<series.count where -series.profitAndLoss[index] > series.valueAtRisk[index] {
            guard units[index] > 0 else {
                return .impossible(because: "the expected shortfall of period \(index + 1) is not greater than zero")
            }
            residuals.append((-series.profitAndLoss[index] - shortfalls[index]) / units[index])
        }
        return outcome(residuals)
    }

    /// Of the residuals, by period; nil where the series lacks them.
    func units(_ series: ForecastSeries) -> [Double]? {
        switch scale {
        case .automatic: series.volatility ?? series.expectedShortfall
        case .volatility: series.volatility
        case .expectedShortfall: series.expectedShortfall
        case .none: [Double](repeating: 1, count: series.count)
        }
    }

    /// - Parameter residuals: of the exceptions, in one unit.
    public func outcome(_ residuals: [Double]) -> TestOutcome {
        guard residuals.count >= 2 else {
            let found = residuals.isEmpty ? "there is no exception" : "there is one exception"
            return .impossible(because: "\(found), and the spread of the residuals needs two")
        }
        let sample = Descriptive(residuals)
        let magnitude = residuals.reduce(0) { max($0, abs($1)) }
        guard sample.standardDeviation > 1e-12 * magnitude else {
            return .impossible(because: "the exceptions’ residuals are all the same")
        }
        let root = Double(residuals.count).squareRoot()
        let statistic = sample.mean / sample.standardDeviation * root
        let centred = residuals.map { $0 - sample.mean }
        var reached = 0
        for replication in 0..<replications {
            var stream = UniformStream(seed: seed, stream: replication)
            var (sum, squares) = (0.0, 0.0)
            for _ in centred {
                let value = centred[stream.index(below: centred.count)]
                sum += value
                squares += value * value
            }
            let n = Double(centred.count)
            let variance = max(squares - sum * sum / n, 0) / (n - 1)
            // A resample of one value has no spread: its t is without end on the side of its mean.
            let isFlat = variance <= 1e-24 * magnitude * magnitude
            let t = isFlat ? (sum > 0 ? .infinity : -.infinity) : sum / n / variance.squareRoot() * root
            if t >= statistic { reached += 1 }
        }
        return .result(
            TestResult(
                statistic: statistic, pValue: Double(1 + reached) / Double(1 + replications),
                law: .bootstrap(replications: replications)))
    }
}
