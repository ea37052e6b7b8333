import Statistics

/// Haas’s mixed test that exceptions are as frequent and as far apart as they should be.
///
/// The likelihood ratios of `ProportionOfFailures` and of `TimeBetweenFailuresIndependence` together, chi-square with
/// one degree of freedom more than there are exceptions.
/// Source: M. Haas, “New methods in backtesting”, Financial Engineering, Research Center caesar, Bonn 2001.
public struct TimeBetweenFailures: CoverageBacktest {
    public static let kind = "time-between-failures"
    public static let summary = "are exceptions as frequent and as far apart as they should be? (Haas 2001)"
    public static let needsIndependentOutcomes = true

    public init() {}

    public func outcome(_ exceptions: ExceptionSeries) -> TestOutcome {
        let count = exceptions.exceptionCount
        guard let durations = TimeBetweenFailuresIndependence.ratio(exceptions) else {
            return .none(of: "exception", in: exceptions.count)
        }
        let frequency = Likelihood.ratio(
            successes: count, failures: exceptions.count - count, probability: exceptions.probability)
        return .chiSquare(frequency + durations, degreesOfFreedom: count + 1)
    }
}
