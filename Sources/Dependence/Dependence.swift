import Kernels
import LinearAlgebra
import Market
import Randomness
import Settings
import Statistics

/// How the drivers of the factors hang together: correlated drivers from independent draws.
///
/// Whatever the law, every driver has mean 0 and variance 1, so volatilities are standard deviations.
public protocol Dependence: Kind {
    /// Settings that make sense together: for the contract that every dependence is tested by.
    static var example: Specification { get }

    /// How the correlations of factors with a history are measured.
    static func measuresByRank(_ specification: Specification) -> Bool

    /// Whether each factor may have a marginal law of its own.
    static var takesMarginals: Bool { get }

    /// Whether a driver without a marginal of its own is normal.
    static var givesNormalDrivers: Bool { get }

    /// Whether the settings say how this factor's driver behaves.
    static func covers(_ factor: FactorID, _ specification: Specification) -> Bool

    /// Of drivers that are Student t with their variance matched: so few degrees of freedom may leave most of it to moves too
    /// rare to be drawn. Nil for other laws, and where they are left out.
    static func degreesOfFreedom(in specification: Specification) -> Double?

    /// The joint law of the drivers of some steps, summed.
    static func law(of specification: Specification, steps: Int) -> JointLaw

    /// Whether drivers without marginals of their own are jointly normal.
    static func isNormal(_ specification: Specification) -> Bool

    /// How many principal components stand for the correlation matrix; nil for the matrix itself.
    static func componentCount(_ specification: Specification) -> Int?

    /// Estimates from history what a scenario leaves out.
    ///
    /// - Parameter given: as written; what it states is held fixed.
    static func fit(_ sample: DependenceSample, given: Specification) throws(DependenceFitError) -> DependenceFit

    /// - Parameters:
    ///   - specification: complete: a fit has filled in what the scenario left out.
    ///   - drivers: whose each row is; may be empty where the law treats all alike.
    init(_ specification: Specification, drivers: [SimulatedDriver])

    /// One phrase for reports: `Gaussian`.
    var title: String { get }

    /// Rows of numbers that `shape` needs to work.
    var scratchRowCount: Int { get }

    /// Turns correlated standard normals into drivers of this law, in place.
    ///
    /// - Parameters:
    ///   - drivers: drivers × paths.
    ///   - draws: further draws of the same paths and step, where the law needs them.
    ///   - scratch: `scratchRowCount × paths`, with anything in it.
    func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource, scratch: MutableRows)

    /// Whether a driver rises with a tail that falls as a power, so that its exponential has no mean.
    ///
    /// - Parameter marginal: its own law; nil for the law that the dependence gives.
    func hasPowerTail(of factor: FactorID, marginal: (any Marginal)?) -> Bool

    /// The law of the sum of so many steps, in a sentence, where it is not that of one; nil where it is.
    static func horizonWords(of specification: Specification, steps: Int) -> String?

    /// The probability that a driver by itself is at most this large.
    ///
    /// - Parameter row: which of the drivers.
    func probability(of driver: Double, row: Int) -> Double

    /// The probability that one of two drivers is extreme where the other is, in the limit of ever rarer events.
    ///
    /// - Parameter correlation: of the normals behind them.
    /// - Returns: 0 where extremes come one by one, nil where no closed form is known.
    func tailDependence(correlation: Double, between first: FactorID, and second: FactorID) -> Double?
}

extension Dependence {
    public static var example: Specification { Specification(kind: kind).completed(KindDescription(Self.self)) }
    public static func measuresByRank(_ specification: Specification) -> Bool { false }
    public static var takesMarginals: Bool { false }
    public static func covers(_ factor: FactorID, _ specification: Specification) -> Bool { true }
    public static var givesNormalDrivers: Bool { false }
    public static func isNormal(_ specification: Specification) -> Bool {
        law(of: specification, steps: 1) == .normal
    }
    public static func componentCount(_ specification: Specification) -> Int? { nil }
    public static func degreesOfFreedom(in specification: Specification) -> Double? { nil }
    public static func law(of specification: Specification, steps: Int) -> JointLaw {
        .other(reason: "\(kind) has no closed form")
    }

    /// Nothing to fit.
    public static func fit(
        _ sample: DependenceSample, given: Specification
    ) throws(DependenceFitError) -> DependenceFit { DependenceFit(given) }

    public init(_ specification: Specification) { self.init(specification, drivers: []) }

    public var scratchRowCount: Int { 1 }

    public static func horizonWords(of specification: Specification, steps: Int) -> String? { nil }

    /// That of the marginal law; else the driver is normal.
    public func hasPowerTail(of factor: FactorID, marginal: (any Marginal)?) -> Bool {
        marginal?.hasPowerTail ?? false
    }

    /// A normal driver's.
    public func probability(of driver: Double, row: Int) -> Double {
        NormalDistribution.standard.cumulative(driver)
    }

    public func tailDependence(correlation: Double, between first: FactorID, and second: FactorID) -> Double? { 0 }
}

/// Whose driver a row is, and by which marginal law it moves.
public struct SimulatedDriver: Sendable {
    public var factor: FactorID
    /// Nil for the law that the dependence gives by itself.
    public var marginal: (any Marginal)?

    public init(factor: FactorID, marginal: (any Marginal)? = nil) {
        self.factor = factor
        self.marginal = marginal
    }
}
