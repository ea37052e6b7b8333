import Statistics

/// Kupiec's test that the first exception comes when it should.
///
/// The likelihood ratio of p to 1/n, n being the period of the first exception, chi-square with one degree of freedom.
/// It has little power: it hears one exception only.
/// Source: P. H. Kupiec, “Techniques for verifying the accuracy of risk measurement models”, J. Derivatives 3(2), 1995.
public struct TimeUntilFirstFailure: CoverageBacktest {
    public static let kind = "time-until-first-failure"
    public static let summary = "does the first exception come when it should? (Kupiec 1995)"

    public init() {}

    public func outcome(_ exceptions: ExceptionSeries) -> TestOutcome {
        guard let first = exceptions.durations.first else {
            return .none(of: "exception", in: exceptions.count)
        }
        return .chiSquare(Self.ratio(duration: first, probability: exceptions.probability), degreesOfFreedom: 1)
    }

    /// −2·log of the likelihood ratio of `probability` for one wait of `duration` periods.
    static func ratio(duration: Int, probability: Double) -> Double {
        Likelihood.ratio(successes: 1, failures: duration - 1, probability: probability)
    }
}
