import Randomness
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

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
        SimulatedNull(exceptions, replications: replications, seed: seed)
            .outcome(test.outcome(exceptions)) { test.outcome($0) }
    }
}
