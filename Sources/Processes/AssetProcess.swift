import Kernels
import Market
import Settings

/// How one risk factor moves: the law of its level from step to step, on a whole block of paths at once.
///
/// A process holds its parameters only. Its state lives in rows that the simulation owns, the random numbers arrive as
/// an argument, so any worker may advance any block.
public protocol AssetProcess: Kind {
    /// How changes of the factor are measured when the process is calibrated from history.
    static var change: ChangeConvention { get }

    /// The same for a process whose settings decide; where none does, `change`.
    static func change(_ settings: Specification) -> ChangeConvention

    /// Parameters that make sense together: for documentation, and for the contract that every process is tested by.
    static var example: ProcessParameters { get }

    /// Whether splitting a step changes nothing in the law of the level.
    static var isExact: Bool { get }

    /// Whether a change is the sum of the correlated drivers, scaled and shifted, so that it has their law.
    static var changesLikeItsDriver: Bool { get }

    /// Whether all nodes of a curve move by one driver, so that their correlations with each other are 1.
    static var movesCurvesAsOne: Bool { get }

    /// Settings that the calibration fills in where a scenario leaves them out, and that a process cannot be without.
    static var calibratedSettings: [String] { get }

    /// Those among them that follow from the others, or from the volatility, where there is no history.
    static var derivedSettings: [String] { get }

    /// Estimates the calibrated settings of one factor from its history.
    ///
    /// - Parameter given: what the scenario states; those settings are held fixed.
    static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit

    /// The annual volatility at the start that settings state, relative or absolute as the process says; nil where they
    /// state none and it comes from the covariance of all factors.
    static func volatility(in specification: Specification) -> Double?

    /// The settings under which the shocks of every step are so many times as large, and how volatility clusters, reverts
    /// and jumps stays as it is. The standard deviation of changes is multiplied too: exactly, or to first order where the
    /// law's drift or scale follows its own variance or level.
    ///
    /// - Parameter factor: at least 0; the volatility that stands outside the settings is multiplied by whoever asks.
    static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification

    /// What is wrong with parameters that are each within their bounds, or nil.
    static func problem(with parameters: ProcessParameters) -> ProcessProblem?

    /// - Parameter parameters: complete: resolution has filled in what the scenario left to the calibration.
    init(_ parameters: ProcessParameters)

    /// The mean of the level at a time, in years, given standard normal drivers; nil where no closed form is known.
    func expectedLevel(at time: Double) -> Double?

    /// The standard deviation of changes at the start, per √year, jumps included; relative or absolute as the changes are.
    var volatilityToday: Double { get }

    /// Rows of state that the process keeps from step to step.
    var stateCount: Int { get }

    /// The standard normal drivers it needs at each step beside the one that is correlated with other factors'.
    var furtherDrivers: [FurtherDriver] { get }

    /// What its changes over a horizon have beyond a normal law with today's volatility, in words that a sentence takes as
    /// an object; nil where nothing. For whoever takes no more of it than means, volatilities and correlations.
    var beyondNormal: String? { get }

    /// Whether its changes have tails that fall as a power, whatever its driver.
    var hasPowerTail: Bool { get }

    /// Whether the correlated driver must be normal, because the process gives it another law by its probabilities.
    var needsNormalDriver: Bool { get }

    /// The longest step it can be advanced over, in years; the simulation cuts longer ones. Infinite where its law over
    /// any step is known.
    var longestStep: Double { get }

    /// Sets the state of every path to today's.
    ///
    /// - Parameter state: `stateCount × paths`, to be written.
    func begin(_ state: MutableRows)

    /// Moves the state of every path over a step.
    ///
    /// - Parameters:
    ///   - state: `stateCount × paths`.
    ///   - drivers: one row each, independent from step to step. The correlated one has unit variance and the law of the
    ///     dependence, further ones are standard normal.
    func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers)

    /// Writes the level of the factor on every path.
    ///
    /// - Parameter level: may be the memory of the first row of `state`.
    func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>)
}

/// A step of the simulation: years from the valuation date.
public struct TimeStep: Hashable, Sendable, Codable {
    /// 0 for the first; part of the address of a draw.
    public var index: Int
    public var start: Double
    public var end: Double

    public init(index: Int, start: Double, end: Double) {
        self.index = index
        self.start = start
        self.end = end
    }

    public var length: Double { end - start }
}

extension AssetProcess {
    public static var isExact: Bool { true }
    public static var changesLikeItsDriver: Bool { false }
    public static var movesCurvesAsOne: Bool { false }
    public static func change(_ settings: Specification) -> ChangeConvention { change }
    public static var calibratedSettings: [String] { [] }
    public static var derivedSettings: [String] { [] }
    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? { nil }
    public static func volatility(in specification: Specification) -> Double? {
        specification.has("volatility") ? specification.number("volatility") : nil
    }

    /// Where one volatility is all the randomness there is.
    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        specification.multiplying(["volatility"], by: factor)
    }

    public var furtherDrivers: [FurtherDriver] { [] }
    public var needsNormalDriver: Bool { false }
    public var beyondNormal: String? { nil }
    public var hasPowerTail: Bool { false }
    public var longestStep: Double { .infinity }

    /// The correlated driver and the further ones.
    public var driverCount: Int { 1 + furtherDrivers.count }

    /// Nothing to fit: the volatility and the drift come from the covariance of all factors.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        preconditionFailure("\(kind) has no settings to calibrate")
    }
}

extension AssetProcess {
    /// The settings that every process shares: parameters that override the calibration.
    public static func sharedSettings(volatility: String, drift: String) -> [Setting] {
        [
            Setting("volatility", .number(.nonNegative), .optional, volatility),
            Setting("drift", .number(), .optional, drift),
        ]
    }
}

extension Specification {
    /// The same with some of its numbers multiplied, as far as they are stated.
    func multiplying(_ names: [String], by factor: Double) -> Specification {
        var result = self
        for name in names where has(name) { result.settings[name] = .number(number(name) * factor) }
        return result
    }
}
