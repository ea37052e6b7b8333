import Randomness
import Statistics

/// How often a backtest rejects series of a stated kind: its size where the forecasts are right, else its power.
public struct SimulatedPower: Hashable, Sendable, Codable {
    /// The share of replications in which the test was rejected at the level.
    public let rejectionRate: Double
    /// √(r(1 − r)/n).
    public let standardError: Double
    /// The share in which it could not be done; these count as not rejected.
    public let undecidedRate: Double
    public let replications: Int

    /// - Parameters:
    ///   - level: of significance, such as 0.05.
    ///   - replications: at least one.
    ///   - seed: each replication draws from its own stream of it.
    ///   - outcome: of the test of one random series made from the stream.
    public init(level: Double, replications: Int, seed: UInt64, _ outcome: (inout UniformStream) -> TestOutcome) {
        precondition(replications >= 1, "at least one replication")
        var rejected = 0
        var undecided = 0
        for replication in 0..<replications {
            var stream = UniformStream(seed: seed, stream: replication)
            switch outcome(&stream).verdict(at: level) {
            case .rejected: rejected += 1
            case .undecided: undecided += 1
            case .accepted: break
            }
        }
        let n = Double(replications)
        rejectionRate = Double(rejected) / n
        undecidedRate = Double(undecided) / n
        standardError = (rejectionRate * (1 - rejectionRate) / n).squareRoot()
        self.replications = replications
    }
}
