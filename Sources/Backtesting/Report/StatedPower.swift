import Statistics

/// How likely a test is to find a stated fault in a sample as long as the one it had.
///
/// A test that does not reject says little where it would hardly have rejected a bad model either.
public struct StatedPower: Hashable, Sendable {
    /// The fault, as in “finds *exceptions twice as often*”.
    public var fault: String
    /// The probability that the test rejects.
    public var probability: Double

    init(fault: String, probability: Double) {
        self.fault = fault
        self.probability = probability
    }

    /// Of a test of the shortfall, against losses a quarter larger than forecast; nil where it cannot be done.
    init?(_ test: AcerbiSzekely, _ series: ForecastSeries, level: Double) {
        let quick = AcerbiSzekely(test.statistic, law: test.law, replications: 1_000, seed: test.seed)
        guard let power = quick.power(series, level: level, stretch: 1.25) else { return nil }
        self.init(fault: "losses a quarter larger", probability: power)
    }

    /// Of the tests of coverage, by name: by simulation, as they depend on the length of the sample alone.
    ///
    /// Those of frequency are put against exceptions that are independent and twice as frequent, those of independence
    /// against the right number in clusters: after an exception the next day has one with probability one fifth.
    public static func ofCoverage(count: Int, probability p: Double, level: Double) -> [String: StatedPower] {
        let frequency: [any CoverageBacktest] = [
            TimeUntilFirstFailure(), ConditionalCoverage(), TimeBetweenFailures(),
        ]
        let independence: [any CoverageBacktest] = [IndependenceOfExceptions(), TimeBetweenFailuresIndependence()]
        let twice = min(2 * p, 0.5)
        let exact = ProportionOfFailures().power(against: twice, of: count, probability: p, level: level)
        var powers = [ProportionOfFailures().name: StatedPower(fault: often, probability: exact)]
        for test in frequency {
            powers[test.name] = simulated(test, often, count, p, level, first: twice, afterQuiet: twice, again: twice)
        }
        // The rate from a quiet day that leaves one in 1/p days an exception in the long run.
        let again = max(0.2, p)
        let quiet = p * (1 - again) / (1 - p)
        for test in independence {
            powers[test.name] = simulated(test, clustered, count, p, level, first: p, afterQuiet: quiet, again: again)
        }
        return powers
    }

    private static let often = "exceptions twice as often"
    private static let clustered = "one exception in five followed by another at once"

    private static func simulated(
        _ test: any CoverageBacktest, _ fault: String, _ count: Int, _ p: Double, _ level: Double, first: Double,
        afterQuiet: Double, again: Double
    ) -> StatedPower {
        let power = SimulatedPower(level: level, replications: 400, seed: 1995) { stream in
            var hit = stream.next() < first
            var hits = [hit]
            for _ in 0..<max(count - 1, 0) {
                hit = stream.next() < (hit ? again : afterQuiet)
                hits.append(hit)
            }
            return test.outcome(ExceptionSeries(hits, probability: p))
        }
        return StatedPower(fault: fault, probability: power.rejectionRate)
    }
}
