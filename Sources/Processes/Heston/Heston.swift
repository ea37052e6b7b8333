import Kernels
import Market
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Heston's stochastic volatility: dS = μ·S·dt + √v·S·dW, dv = κ·(θ − v)·dt + ξ·√v·dB, W and B correlated by ρ.
///
/// The variance may reach zero, 2·κ·θ < ξ² being the rule in markets. The quadratic-exponential scheme keeps the mean of
/// the level exactly and is advanced over five business days at most, and over less where the variance reverts faster
/// than that; the bias that this leaves in a call's price is below 0.02 % of the spot in the published cases of the tests. Full truncation is advanced over a quarter of a day, with
/// a bias below 0.05 %. The settings describe how levels move in the real world; they are not the risk-neutral parameters
/// of an option formula.
/// Source: S. L. Heston, “A closed-form solution for options with stochastic volatility with applications to bond and
/// currency options”, Review of Financial Studies 6(2), 1993; the schemes: `HestonStep`, `HestonScheme`.
public struct Heston: AssetProcess {
    public static let kind = "heston"
    public static let summary = "stochastic volatility that reverts to its mean and moves with the level (real world)"
    public static let settings = HestonDynamics.settings
    public static let change = ChangeConvention.logarithmic
    public static let isExact = false
    public static let calibratedSettings = HestonDynamics.calibratedSettings

    public static func volatility(in specification: Specification) -> Double? {
        specification.has("initialVariance") ? specification.number("initialVariance").squareRoot() : nil
    }

    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        HestonDynamics.scalingVolatility(of: specification, by: factor)
    }

    public static let example = ProcessParameters(
        level: 100, volatility: 0.2, drift: 0.05,
        specification: Specification(kind: kind, settings: HestonDynamics.example))

    public let level: Double
    public let drift: Double
    let dynamics: HestonDynamics

    public init(_ parameters: ProcessParameters) {
        level = parameters.level
        drift = parameters.drift
        dynamics = HestonDynamics(parameters.specification)
    }

    public var volatilityToday: Double { dynamics.initialVariance.squareRoot() }

    public func expectedLevel(at time: Double) -> Double? { level * exp(drift * time) }

    public var beyondNormal: String? { "volatility that moves at random" }
    public var stateCount: Int { HestonDynamics.stateCount }
    public var furtherDrivers: [FurtherDriver] { [.own] }
    public var longestStep: Double { dynamics.longestStep }

    public func begin(_ state: MutableRows) { dynamics.begin(state) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        dynamics.advance(
            state, over: step, drift: drift, assetShock: drivers.correlated, ownShock: drivers.further(0))
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        Elementwise.scaledExponential(scale: self.level, shift: 0, UnsafeBufferPointer(state[0]), into: level)
    }
}
