import Randomness
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Series of exceptions as they would be where forecasts are right: independent coin throws, as many as one series has.
///
/// Sources: as for `SimulatedCoverage`.
struct SimulatedNull {
    private let count: Int
    private let probability: Double
    private let replications: Int
    private let seed: UInt64

    init(_ exceptions: ExceptionSeries, replications: Int, seed: UInt64) {
        count = exceptions.count
        probability = exceptions.probability
        self.replications = replications
        self.seed = seed
    }

    /// What was observed, with the p-value that its statistic has among those of the replications in which there is one.
    ///
    /// - Parameter test: of one replication.
    func outcome(_ observed: TestOutcome, _ test: (ExceptionSeries) -> TestOutcome) -> TestOutcome {
        guard let observed = observed.result else { return observed }
        let threshold = observed.statistic * (1 - 1e-12)
        let logQuiet = log1p(-probability)
        var (done, reached) = (0, 0)
        for replication in 0..<replications {
            var stream = UniformStream(seed: seed, stream: replication)
            let hits = hits(&stream, logQuiet: logQuiet)
            guard let statistic = test(ExceptionSeries(hits, probability: probability)).statistic else { continue }
            done += 1
            if statistic >= threshold { reached += 1 }
        }
        return .result(
            TestResult(
                statistic: observed.statistic, pValue: Double(1 + reached) / Double(1 + done),
                law: .simulated(replications: done)))
    }

    /// By the geometric waits between them.
    private func hits(_ stream: inout UniformStream, logQuiet: Double) -> [Bool] {
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
