import Settings
import Statistics

/// The law of one factor's driver under a copula: mean 0 and variance 1, whatever its shape.
public protocol Marginal: Kind {
    /// Settings that make sense together: for the contract that every marginal is tested by.
    static var example: Specification { get }

    /// Estimates from history what a scenario leaves out.
    ///
    /// - Parameters:
    ///   - changes: of one factor, with mean 0 and variance 1; empty where it has no history.
    ///   - given: as written; what it states is held fixed.
    static func fit(_ changes: [Double], given: Specification) throws(DependenceFitError) -> DependenceFit

    /// As of a dependence.
    static func degreesOfFreedom(in specification: Specification) -> Double?

    /// Whether its tails begin at thresholds, whose choice a reader should be shown.
    static var hasThresholds: Bool { get }

    /// Whether its upper tail falls as a power, so that the exponential of a driver has no mean.
    var hasPowerTail: Bool { get }

    /// - Parameter specification: complete: a fit has filled in what the scenario left out.
    init(_ specification: Specification)

    /// The driver as a function of its normal score, for whole rows; nil where it is the score itself.
    var table: ScoreTable? { get }

    /// The driver whose normal score is this: what the table tabulates.
    func driver(score: Double) -> Double
}

extension Marginal {
    public static func degreesOfFreedom(in specification: Specification) -> Double? { nil }
    public static var hasThresholds: Bool { false }
    public var hasPowerTail: Bool { false }

    /// The probability of a driver that is at most this large: that of its normal score, found by halving.
    public func probability(of driver: Double) -> Double {
        var (low, high) = (-ScoreTable.bound, ScoreTable.bound)
        // 2 · 8.6 / 2⁴⁰ is less than 2e-11.
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if self.driver(score: middle) < driver { low = middle } else { high = middle }
        }
        return NormalDistribution.standard.cumulative((low + high) / 2)
    }
}
