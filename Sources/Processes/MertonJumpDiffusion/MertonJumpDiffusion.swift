import Kernels
import Market
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Merton's jump-diffusion: a geometric Brownian motion that also jumps at random times by random factors.
///
/// The state is log(S(t)/S(0)); over a step of length Δ it grows by (μ − σ²/2 − λ·k)·Δ + σ·√Δ·Z + Σ Jᵢ, the N jumps J
/// normal and k = E exp(J) − 1, so that E[S(T)] = S(0)·exp(μ·T). The law of any step is exact. The settings describe how
/// levels move in the real world; they are not the risk-neutral parameters of an option formula.
/// Source: R. C. Merton, “Option pricing when underlying stock returns are discontinuous”, J. Financial Economics 3,
/// 1976.
public struct MertonJumpDiffusion: AssetProcess {
    public static let kind = "merton-jump-diffusion"
    public static let summary =
        "geometric Brownian motion with normal jumps of the logarithm, own or common (real world)"
    public static let settings =
        sharedSettings(
            volatility: "of the diffusion, without the jumps: relative, per √year; from the history where left out",
            drift: "growth per year, jumps included: E[S(T)] = S(0)·exp(drift·T)")
        + CompoundJumps.settings
    public static let change = ChangeConvention.logarithmic
    public static let calibratedSettings = ["volatility"] + CompoundJumps.calibratedSettings

    /// The diffusion and every jump are as many times as large; jumps are as many as before.
    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        CompoundJumps.scalingSizes(of: specification.multiplying(["volatility"], by: factor), by: factor)
    }

    public static let example = ProcessParameters(
        level: 100, volatility: 0.2, drift: 0.05,
        specification: Specification(
            kind: kind,
            settings: [
                "volatility": .number(0.2), "jumpIntensity": .number(3), "jumpMean": .number(-0.04),
                "jumpVolatility": .number(0.08),
            ]))

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        CompoundJumps.problem(with: parameters.specification)
    }

    public let level: Double
    public let volatility: Double
    public let drift: Double
    let jumps: CompoundJumps

    public init(_ parameters: ProcessParameters) {
        level = parameters.level
        volatility = parameters.volatility
        drift = parameters.drift
        jumps = CompoundJumps(parameters.specification)
    }

    public var volatilityToday: Double { (volatility * volatility + jumps.variance).squareRoot() }

    public func expectedLevel(at time: Double) -> Double? { level * exp(drift * time) }

    public var beyondNormal: String? { jumps.intensity > 0 ? "jumps" : nil }
    public var stateCount: Int { 1 }
    public var furtherDrivers: [FurtherDriver] { jumps.drivers }

    public func begin(_ state: MutableRows) { state.fill(0) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        let growth = (drift - volatility * volatility / 2 - jumps.growth) * step.length
        Elementwise.increment(growth, volatility * step.length.squareRoot(), drivers.correlated, into: state[0])
        jumps.add(to: state[0], over: step, counts: drivers.further(0), sizes: drivers.further(1))
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        Elementwise.scaledExponential(scale: self.level, shift: 0, UnsafeBufferPointer(state[0]), into: level)
    }
}
