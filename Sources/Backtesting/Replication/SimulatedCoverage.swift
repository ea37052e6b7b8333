import Glibc
import Randomness
import Statistics

/// A coverage test whose p-value comes from simulated exceptions instead of its law in large samples.
///
/// A year at 99 % has two or three exceptions, too few for a chi-square. Where forecasts are right the exceptions are
/// independent coin throws, so the law in samples of any size can be simulated: the p-value is (1 + replications at least
/// the statistic)/(1 + replications), among the replications in which the test can be done.
/// Sources: J.-M. Dufour, “Monte Carlo tests with nuisance parameters”, J. Econometrics 133(2), 2006; P. Christoffersen,
/// D. Pelletier, “Backtesting value-at-risk: a duration-based approach”, J. Financial Econometrics 2(1), 2004.
public struct SimulatedCoverage<Test: CoverageBacktest>: CoverageBacktest {
    public static var kind: String { "simulated-\(Test.kind)" }
    public static var summary: String { Test.summary }

    public let test: Test
    public let replications: Int
    public let seed: UInt64

    public init(_ test: Test, replications: Int = 5000, seed: UInt64 = 2004) {
        precondition(replications >= 1, "at least one replication")
        self.test = test
        self.replications = replications
        self.seed = seed
    }

    public func outcome(_ exceptions: ExceptionSeries) -> TestOutcome {
        guard let observed = test.outcome(exceptions).result else { return test.outcome(exceptions) }
        let threshold = observed.statistic * (1 - 1e-12)
        let logQuiet = log1p(-exceptions.probability)
        var (done, reached) = (0, 0)
        for replication in 0..<replications {
            var stream = UniformStream(seed: seed, stream: replication)
            let hits = Self.hits(&stream, count: exceptions.count, logQuiet: logQuiet)
            let outcome = test.outcome(ExceptionSeries(hits, probability: exceptions.probability))
            guard let statistic = outcome.statistic else { continue }
            done += 1
            if statistic >= threshold { reached += 1 }
        }
        return .result(
            TestResult(
                statistic: observed.statistic, pValue: Double(1 + reached) / Double(1 + done),
                law: .simulated(replications: done)))
    }

    /// Independent exceptions, by the geometric waits between them.
    private static func hits(_ stream: inout UniformStream, count: Int, logQuiet: Double) -> [Bool] {
        var hits = [Bool](repeating: false, count: count)
        var index = -1
        while true {
            let wait = log(stream.next()) / logQuiet
            guard wait < Double(count - index - 1) else { return hits }
            index += 1 + Int(wait)
            hits[index] = true
        }
    }
}
