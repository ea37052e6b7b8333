import Statistics

/// Christoffersen's test that an exception makes no other likelier on the next period.
///
/// The likelihood ratio of one probability of an exception to two, one after a quiet period and one after an exception:
/// chi-square with one degree of freedom. It cannot be done where no exception is followed by a period, or all are.
/// Source: P. F. Christoffersen, “Evaluating interval forecasts”, International Economic Review 39(4), 1998.
public struct IndependenceOfExceptions: CoverageBacktest {
    public static let kind = "independence"
    public static let summary = "do exceptions leave the next period alone? (Christoffersen 1998)"
    public static let needsIndependentOutcomes = true

    public init() {}

    public func outcome(_ exceptions: ExceptionSeries) -> TestOutcome { outcome(exceptions.transitions) }

    public func outcome(_ transitions: TransitionCounts) -> TestOutcome {
        if transitions.exceptionToQuiet + transitions.exceptionToException == 0 {
            return .impossible(because: "no exception is followed by another period")
        }
        if transitions.quietToQuiet + transitions.quietToException == 0 {
            return .impossible(because: "no quiet period is followed by another period")
        }
        return .chiSquare(Self.ratio(transitions), degreesOfFreedom: 1)
    }

    /// −2·log of the likelihood ratio; zero where one of the states is never left.
    static func ratio(_ n: TransitionCounts) -> Double {
        let together = Likelihood.bernoulliMaximum(
            successes: n.quietToException + n.exceptionToException, failures: n.quietToQuiet + n.exceptionToQuiet)
        let afterQuiet = Likelihood.bernoulliMaximum(successes: n.quietToException, failures: n.quietToQuiet)
        let afterException = Likelihood.bernoulliMaximum(
            successes: n.exceptionToException, failures: n.exceptionToQuiet)
        return max(2 * (afterQuiet + afterException - together), 0)
    }
}
