import Statistics

/// Christoffersen's test that exceptions are both as frequent as they should be and independent.
///
/// The likelihood ratios of `ProportionOfFailures` and of `IndependenceOfExceptions` together, chi-square with two
/// degrees of freedom. Where independence says nothing, as without exceptions, its ratio is zero and the test is the
/// frequency's against the higher threshold.
/// Source: P. F. Christoffersen, “Evaluating interval forecasts”, International Economic Review 39(4), 1998.
public struct ConditionalCoverage: CoverageBacktest {
    public static let kind = "conditional-coverage"
    public static let summary = "are exceptions as frequent as they should be, and independent? (Christoffersen 1998)"
    public static let needsIndependentOutcomes = true

    public init() {}

    public func outcome(_ exceptions: ExceptionSeries) -> TestOutcome {
        outcome(
            exceptions: exceptions.exceptionCount, of: exceptions.count, probability: exceptions.probability,
            transitions: exceptions.transitions)
    }

    public func outcome(
        exceptions: Int, of count: Int, probability: Double, transitions: TransitionCounts
    ) -> TestOutcome {
        guard count >= 2 else { return .impossible(because: "one observation has no next") }
        let frequency = Likelihood.ratio(
            successes: exceptions, failures: count - exceptions, probability: probability)
        return .chiSquare(frequency + IndependenceOfExceptions.ratio(transitions), degreesOfFreedom: 2)
    }
}
