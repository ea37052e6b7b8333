import Statistics

/// Kupiec's test that exceptions are as frequent as they should be.
///
/// The likelihood ratio of p to x/n, chi-square with one degree of freedom; also its exact p-value and exact power.
/// Source: P. H. Kupiec, “Techniques for verifying the accuracy of risk measurement models”, J. Derivatives 3(2), 1995.
public struct ProportionOfFailures: CoverageBacktest {
    public static let kind = "proportion-of-failures"
    public static let summary = "are exceptions as frequent as they should be? (Kupiec 1995)"

    public init() {}

    public func outcome(_ exceptions: ExceptionSeries) -> TestOutcome {
        outcome(exceptions: exceptions.exceptionCount, of: exceptions.count, probability: exceptions.probability)
    }

    /// By the binomial.
    public func smallSample(_ series: ForecastSeries) -> TestOutcome? {
        let exceptions = series.exceptions
        return outcome(exceptions).result.map { result in
            .result(
                TestResult(
                    statistic: result.statistic,
                    pValue: min(
                        1,
                        exactPValue(
                            exceptions: exceptions.exceptionCount, of: exceptions.count,
                            probability: exceptions.probability)), law: .exact))
        }
    }

    public func outcome(exceptions: Int, of count: Int, probability: Double) -> TestOutcome {
        guard count > 0 else { return .impossible(because: "there are no observations") }
        return .chiSquare(statistic(exceptions, count, probability), degreesOfFreedom: 1)
    }

    /// The probability, of all counts of exceptions that are as far out by the likelihood ratio, by the binomial.
    public func exactPValue(exceptions: Int, of count: Int, probability: Double) -> Double {
        // Counts on the other side whose ratio is the same but for rounding belong to it.
        let observed = statistic(exceptions, count, probability) * (1 - 1e-12)
        return mass(of: count, rate: probability) { statistic($0, count, probability) >= observed }
    }

    /// The exact probability that the test at `level` rejects where exceptions come at `rate`; its size at `rate` = p.
    ///
    /// - Parameter level: of the chi-square law, such as 0.05.
    public func power(against rate: Double, of count: Int, probability: Double, level: Double) -> Double {
        let critical = ChiSquareDistribution(degreesOfFreedom: 1).upperQuantile(level)
        return mass(of: count, rate: rate) { statistic($0, count, probability) > critical }
    }

    /// The lowest rate above `probability` that the test at `level` finds with the chance `power`, such as 0.8: what the
    /// sample is long enough to see. Nil where it finds none.
    public func detectableRate(power target: Double, of count: Int, probability: Double, level: Double) -> Double? {
        func finds(_ rate: Double) -> Bool {
            power(against: rate, of: count, probability: probability, level: level) >= target
        }
        guard finds(1) else { return nil }
        var (low, high) = (probability, 1.0)
        while high - low > 1e-9 * high {
            let middle = (low + high) / 2
            if finds(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// The counts of exceptions that the test at `level` accepts; nil where it accepts none.
    public func acceptedExceptions(of count: Int, probability: Double, level: Double) -> ClosedRange<Int>? {
        let critical = ChiSquareDistribution(degreesOfFreedom: 1).upperQuantile(level)
        // The ratio falls to its minimum at n·p and rises beyond.
        let accepted = (0...count).filter { statistic($0, count, probability) <= critical }
        guard let low = accepted.first, let high = accepted.last else { return nil }
        return low...high
    }

    private func statistic(_ exceptions: Int, _ count: Int, _ probability: Double) -> Double {
        precondition(exceptions >= 0 && exceptions <= count, "no more exceptions than observations")
        return Likelihood.ratio(successes: exceptions, failures: count - exceptions, probability: probability)
    }

    private func mass(of count: Int, rate: Double, where isCounted: (Int) -> Bool) -> Double {
        let binomial = BinomialDistribution(trials: count, probability: rate)
        return min((0...count).reduce(0) { isCounted($1) ? $0 + binomial.mass($1) : $0 }, 1)
    }
}
