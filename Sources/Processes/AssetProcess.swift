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

    /// - Parameter parameters: complete: resolution has filled in what the scenario left to the calibration.
    init(_ parameters: ProcessParameters)

    /// Rows of state that the process keeps from step to step.
    var stateCount: Int { get }

    /// Independent drivers a step; the first is the one that other factors are correlated with.
    var driverCount: Int { get }

    /// Sets the state of every path to today's.
    ///
    /// - Parameter state: `stateCount × paths`, to be written.
    func begin(_ state: MutableRows)

    /// Moves the state of every path over a step.
    ///
    /// - Parameters:
    ///   - state: `stateCount × paths`.
    ///   - drivers: `driverCount × paths`, standard normal (or of unit variance), independent from step to step.
    func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers)

    /// Writes the level of the factor on every path.
    ///
    /// - Parameter level: may be the memory of the first row of `state`.
    func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>)
}

/// What a process is made from: today's level, annual volatility and drift, and the kind's own settings.
public struct ProcessParameters: Sendable {
    public var level: Double
    /// Per square root of a year; relative or absolute as the process says.
    public var volatility: Double
    /// Per year; relative or absolute as the process says.
    public var drift: Double
    public var specification: Specification

    public init(level: Double, volatility: Double, drift: Double, specification: Specification) {
        self.level = level
        self.volatility = volatility
        self.drift = drift
        self.specification = specification
    }
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

/// The drivers of one factor: the correlated one, and further independent ones where the process asks for them.
@frozen
public struct Drivers {
    public let correlated: UnsafeBufferPointer<Double>
    /// `driverCount − 1` rows.
    public let further: Rows

    @inlinable
    public init(correlated: UnsafeBufferPointer<Double>, further: Rows) {
        self.correlated = correlated
        self.further = further
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
