import Kernels
import Market
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Bates's process: Heston's stochastic volatility with Merton's jumps, independent of it.
///
/// The settings describe how levels move in the real world; they are not the risk-neutral parameters of an option
/// formula. Source: D. S. Bates, “Jumps and stochastic volatility: exchange rate processes implicit in Deutsche Mark
/// options”, Review of Financial Studies 9(1), 1996.
public struct Bates: AssetProcess {
    public static let kind = "bates"
    public static let summary = "Heston's stochastic volatility with normal jumps of the logarithm (real world)"
    public static let settings = HestonDynamics.settings + CompoundJumps.settings
    public static let change = ChangeConvention.logarithmic
    public static let isExact = false
    public static let calibratedSettings = HestonDynamics.calibratedSettings + CompoundJumps.calibratedSettings

    public static func volatility(in specification: Specification) -> Double? {
        specification.has("initialVariance") ? specification.number("initialVariance").squareRoot() : nil
    }

    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        CompoundJumps.scalingSizes(of: HestonDynamics.scalingVolatility(of: specification, by: factor), by: factor)
    }

    public static let example = ProcessParameters(
        level: 100, volatility: 0.25, drift: 0.05,
        specification: Specification(
            kind: kind,
            settings: HestonDynamics.example.merging([
                "jumpIntensity": .number(2), "jumpMean": .number(-0.05), "jumpVolatility": .number(0.06),
            ]) { first, _ in first }))

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        CompoundJumps.problem(with: parameters.specification)
    }

    public let level: Double
    public let drift: Double
    let dynamics: HestonDynamics
    let jumps: CompoundJumps

    public init(_ parameters: ProcessParameters) {
        level = parameters.level
        drift = parameters.drift
        dynamics = HestonDynamics(parameters.specification)
        jumps = CompoundJumps(parameters.specification)
    }

    public var volatilityToday: Double { (dynamics.initialVariance + jumps.variance).squareRoot() }

    public func expectedLevel(at time: Double) -> Double? { level * exp(drift * time) }

    public var beyondNormal: String? { "volatility that moves at random, and jumps" }
    public var stateCount: Int { HestonDynamics.stateCount }
    public var furtherDrivers: [FurtherDriver] { [.own] + jumps.drivers }
    public var longestStep: Double { dynamics.longestStep }

    public func begin(_ state: MutableRows) { dynamics.begin(state) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        dynamics.advance(
            state, over: step, drift: drift - jumps.growth, assetShock: drivers.correlated,
            ownShock: drivers.further(0))
        jumps.add(to: state[0], over: step, counts: drivers.further(1), sizes: drivers.further(2))
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        Elementwise.scaledExponential(scale: self.level, shift: 0, UnsafeBufferPointer(state[0]), into: level)
    }
}
