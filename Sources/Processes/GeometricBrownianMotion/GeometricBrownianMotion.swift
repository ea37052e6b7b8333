import Kernels
import Market
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Geometric Brownian motion: dS = μ·S·dt + σ·S·dW, advanced by its exact law.
///
/// The state is log(S(t)/S(0)); over a step of length Δ it grows by (μ − σ²/2)·Δ + σ·√Δ·Z, so splitting a step changes
/// nothing in the law, and E[S(T)] = S(0)·exp(μ·T).
/// Source: P. Glasserman, “Monte Carlo Methods in Financial Engineering”, Springer 2003, section 3.2.
public struct GeometricBrownianMotion: AssetProcess {
    public static let kind = "geometric-brownian-motion"
    public static let changesLikeItsDriver = true
    public static let summary = "lognormal levels: constant relative volatility and growth"
    public static let settings = sharedSettings(
        volatility: "relative, per √year; from the history where left out",
        drift: "growth per year: E[S(T)] = S(0)·exp(drift·T); as the calibration says where left out")
    public static let change = ChangeConvention.logarithmic

    public static let example = ProcessParameters(
        level: 100, volatility: 0.3, drift: 0.05, specification: Specification(kind: kind))

    public let level: Double
    public let volatility: Double
    public let drift: Double

    public init(_ parameters: ProcessParameters) {
        level = parameters.level
        volatility = parameters.volatility
        drift = parameters.drift
    }

    public var volatilityToday: Double { volatility }

    public func expectedLevel(at time: Double) -> Double? { level * exp(drift * time) }

    public var stateCount: Int { 1 }

    public func begin(_ state: MutableRows) { state.fill(0) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        let growth = (drift - volatility * volatility / 2) * step.length
        let scale = volatility * step.length.squareRoot()
        Elementwise.increment(growth, scale, drivers.correlated, into: state[0])
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        Elementwise.scaledExponential(
            scale: self.level, shift: 0, UnsafeBufferPointer(state[0]), into: level)
    }
}
