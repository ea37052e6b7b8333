import Statistics

/// Haas’s test that the times between exceptions are as they should be, each for itself.
///
/// The sum of the likelihood ratios of the waits for each exception, chi-square with as many degrees of freedom as there
/// are exceptions. The law is rough: each wait is a sample of one, and the sum rejects a true model too often where
/// exceptions are many; `SimulatedCoverage` gives a p-value without that fault.
/// Source: M. Haas, “New methods in backtesting”, Financial Engineering, Research Center caesar, Bonn 2001.
public struct TimeBetweenFailuresIndependence: CoverageBacktest {
    public static let kind = "time-between-failures-independence"
    public static let summary = "are the times between exceptions as they should be? (Haas 2001)"
    public static let needsIndependentOutcomes = true

    public init() {}

    public func outcome(_ exceptions: ExceptionSeries) -> TestOutcome {
        guard let ratio = Self.ratio(exceptions) else {
            return .none(of: "exception", in: exceptions.count)
        }
        return .chiSquare(ratio, degreesOfFreedom: exceptions.exceptionCount)
    }

    /// Nil without exceptions.
    static func ratio(_ exceptions: ExceptionSeries) -> Double? {
        let durations = exceptions.durations
        guard !durations.isEmpty else { return nil }
        return durations.reduce(0) {
            $0 + TimeUntilFirstFailure.ratio(duration: $1, probability: exceptions.probability)
        }
    }
}
