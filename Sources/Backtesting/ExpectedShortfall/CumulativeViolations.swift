import Statistics

/// The test that violations are as many and as deep as they should be, over the whole tail at once.
///
/// With u the probability transform, H = (α − u)⁺/α has the mean α/2 and the variance α(1/3 − α/4); the statistic is
/// √n(mean of H − α/2) over its standard deviation, standard normal in large samples, two-sided. Costanzino and Curran’s
/// statistic for the shortfall is the same. It needs probability transforms, not the shortfall itself.
/// Sources: Z. Du, J. C. Escanciano, “Backtesting expected shortfall: accounting for tail risk”, Management Science
/// 63(4), 2017; N. Costanzino, M. Curran, “Backtesting general spectral risk measures with application to expected
/// shortfall”, J. Risk Model Validation 9(1), 2015.
public struct CumulativeViolations: Backtest {
    public static let kind = "cumulative-violations"
    public static let summary = "are violations as many and as deep as they should be? (Du–Escanciano 2017)"
    public static let isOfShortfall = true

    public init() {}

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        guard let violations = Self.violations(series) else {
            return .impossible(because: "there are no probability transforms")
        }
        let mean = violations.reduce(0, +) / Double(violations.count)
        return outcome(mean: mean, count: violations.count, tailProbability: series.tailProbability)
    }

    /// Of the mean of H over `count` periods.
    public func outcome(mean: Double, count: Int, tailProbability α: Double) -> TestOutcome {
        guard count > 0 else { return .impossible(because: "there are no observations") }
        let variance = Self.variance(α) / Double(count)
        return .twoSidedNormal((mean - α / 2) / variance.squareRoot())
    }

    /// H by period; nil without transforms.
    static func violations(_ series: ForecastSeries) -> [Double]? {
        let α = series.tailProbability
        return series.transforms?.map { max(α - $0, 0) / α }
    }

    /// Of H in one period.
    static func variance(_ α: Double) -> Double { α * (1.0 / 3 - α / 4) }
}
