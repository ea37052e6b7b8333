import Kernels
import Market
import Settings

/// A process of daily changes whose variance moves from day to day by a recursion; all of it but the recursion, its
/// settings and how they are found.
protocol VarianceProcess: AssetProcess {
    var convention: ChangeConvention { get }
    /// Of the coming day.
    var nextVariance: Double { get }
    var simulation: VarianceSimulation { get }
}

extension VarianceProcess {
    static var changesSetting: Setting {
        Setting(
            "changes", .choice(ChangeConvention.allCases.map(\.rawValue)), .defaulted(.text("logarithmic")),
            "what is modelled: logarithmic changes of a price, absolute changes of a rate or a spread")
    }

    static var driftSetting: Setting {
        Setting(
            "drift", .number(), .optional,
            "growth per year: E[S(T)] = S(0)·exp(drift·T); as the calibration says where left out")
    }

    public static var change: ChangeConvention { .logarithmic }

    public static func change(_ settings: Specification) -> ChangeConvention {
        settings.has("changes") ? settings.word("changes") : change
    }

    public var volatilityToday: Double { (nextVariance / DayShares.day).squareRoot() }

    public var beyondNormal: String? { "volatility that clusters" }

    public var stateCount: Int { VarianceSimulation.stateCount }
    public var longestStep: Double { DayShares.day }

    public func begin(_ state: MutableRows) { simulation.begin(state) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        simulation.advance(state, over: step, drivers.correlated)
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        simulation.observe(state, into: level)
    }
}
