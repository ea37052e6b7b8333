/// How likely a test is to find a stated fault in a sample as long as the one it had.
///
/// A test that does not reject says little where it would hardly have rejected a bad model either. Each test is put
/// against the fault that it looks for:
/// - tests of frequency against exceptions that are independent and twice as frequent;
/// - tests of independence against the right number in clusters, an exception being followed by another at once with
///   probability one fifth;
/// - tests of the shortfall against losses a quarter larger than each period's own forecast;
/// - tests of the whole distribution against gains and losses a quarter larger, of a normal shape;
/// - tests of independent transforms against an autocorrelation of a tenth, and the one of their squares against
///   volatility that a model does not see: GARCH(1,1) with 0.10 and 0.85.
///
/// By a closed form where there is one, else by simulation with a fixed seed.
public struct StatedPower: Hashable, Sendable {
    /// The fault, as in “finds *exceptions twice as often*”.
    public var fault: String
    /// The probability that the test rejects.
    public var probability: Double
    /// The probability that it rejects a right model in such a sample, where that is worked out: the laws of large samples
    /// are rough where exceptions are few.
    public var size: Double?

    package init(fault: String, probability: Double, size: Double? = nil) {
        self.fault = fault
        self.probability = probability
        self.size = size
    }

    static let replications = 400
    static let seed: UInt64 = 1995

    /// Of a test whose power depends on the length of the sample alone; nil for any other.
    ///
    /// - Parameters:
    ///   - tail: the probability of an exception, by the confidence that the test judges.
    ///   - level: of significance, such as 0.05.
    public static func ofLength(
        _ test: any Backtest, count: Int, tail: Double, level: Double
    ) -> StatedPower? {
        switch test {
        case let test as any CoverageBacktest:
            StatedPower(test, Exceptions(count: count, probability: tail, level: level))
        case let test as CumulativeViolationsIndependence:
            StatedPower(test, Exceptions(count: count, probability: tail, level: level))
        case is UniformityOfTransforms, is Berkowitz, is IndependenceOfTransforms:
            StatedPower(ofTransforms: test, count: count, level: level)
        default: nil
        }
    }

    /// Of a test whose power depends on the forecasts too; nil for any other, and where it cannot be had.
    package static func ofForecasts(_ test: any Backtest, _ series: ForecastSeries, level: Double) -> StatedPower? {
        switch test {
        case let test as AcerbiSzekely: StatedPower(test, series, level: level)
        case let test as ExceedanceResiduals: StatedPower(test, series, level: level)
        case let test as CumulativeViolations: StatedPower(test, series, level: level)
        case let test as DynamicQuantile:
            StatedPower(
                test, valueAtRisk: series.valueAtRisk,
                Exceptions(count: series.count, probability: series.tailProbability, level: level))
        default: nil
        }
    }
}
