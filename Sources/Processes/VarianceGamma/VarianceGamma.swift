import Kernels
import Market
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The variance gamma process: Brownian motion with drift, run on a clock of gamma increments; pure jumps.
///
/// The state is log(S(t)/S(0)); over a step of length Δ it grows by (μ + ω)·Δ + θ·G + σ·√G·Z, the time G gamma of mean Δ
/// and variance ν·Δ, and ω = log(1 − θ·ν − σ²·ν/2)/ν, so that E[S(T)] = S(0)·exp(μ·T). The law of any step is exact.
/// Clocks of different factors are independent, which makes the correlation of their moves smaller than the drivers'.
/// The settings describe how levels move in the real world; they are not the risk-neutral parameters of an option
/// formula. Source: D. B. Madan, P. P. Carr, E. C. Chang, “The variance gamma process and option pricing”, European
/// Finance Review 2, 1998.
public struct VarianceGamma: AssetProcess {
    public static let kind = "variance-gamma"
    public static let summary =
        "pure jumps: Brownian motion on a random clock, fat tails and skew by the day (real world)"
    public static let settings =
        sharedSettings(
            volatility: "σ of the Brownian motion, relative, per √year; from the history where left out",
            drift: "growth per year: E[S(T)] = S(0)·exp(drift·T)")
        + [
            Setting(
                "skew", .number(), .optional,
                "θ, the drift of the Brownian motion per year of its clock; from the history where left out"),
            Setting(
                "varianceRate", .number(.nonNegative), .optional,
                "ν, the variance of the clock per year, in years; 0 is Brownian motion; from the history where left out"
            ),
        ]
    public static let change = ChangeConvention.logarithmic
    public static let calibratedSettings = ["volatility", "skew", "varianceRate"]

    /// On the same clock, the Brownian motion and its drift are so many times as large.
    public static func scalingVolatility(of specification: Specification, by factor: Double) -> Specification {
        specification.multiplying(["volatility", "skew"], by: factor)
    }

    public static let example = ProcessParameters(
        level: 100, volatility: 0.2, drift: 0.05,
        specification: Specification(
            kind: kind,
            settings: ["volatility": .number(0.2), "skew": .number(-0.1), "varianceRate": .number(0.02)]))

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        guard parameters.specification.has("skew"), parameters.specification.has("varianceRate") else { return nil }
        let process = VarianceGamma(parameters)
        guard process.room <= 0 else { return nil }
        return ProcessProblem(
            "the level has no finite mean: skew·varianceRate + volatility²·varianceRate/2 is \(1 - process.room),"
                + " and must be less than 1",
            setting: "varianceRate", hint: "a variance rate of a few business days is about 0.01")
    }

    public let level: Double
    public let volatility: Double
    public let drift: Double
    public let skew: Double
    public let varianceRate: Double
    private let clocks: StepTables<GammaClock>

    public init(_ parameters: ProcessParameters) {
        level = parameters.level
        volatility = parameters.volatility
        drift = parameters.drift
        skew = parameters.specification.number("skew")
        let rate = parameters.specification.number("varianceRate")
        varianceRate = rate
        clocks = StepTables { GammaClock(varianceRate: rate, length: $0) }
    }

    /// 1 − θ·ν − σ²·ν/2, greater than 0 where the level has a mean.
    private var room: Double { 1 - (skew + volatility * volatility / 2) * varianceRate }

    /// ω: what takes the growth of the random part out of the mean, per year.
    private var compensation: Double {
        let growth = skew + volatility * volatility / 2
        return varianceRate > 0 ? log1p(-growth * varianceRate) / varianceRate : -growth
    }

    public var volatilityToday: Double { (volatility * volatility + skew * skew * varianceRate).squareRoot() }

    public func expectedLevel(at time: Double) -> Double? { level * exp(drift * time) }

    public var beyondNormal: String? { varianceRate > 0 ? "fat tails and a skew" : nil }
    public var stateCount: Int { 1 }
    public var furtherDrivers: [FurtherDriver] { [.own] }

    public func begin(_ state: MutableRows) { state.fill(0) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        guard step.length > 0 else { return }
        let growth = (drift + compensation) * step.length
        guard varianceRate > 0 else {
            return Elementwise.increment(
                growth + skew * step.length, volatility * step.length.squareRoot(), drivers.correlated, into: state[0])
        }
        let clock = clocks.table(for: step)
        let (logLevel, shock, scores) = (state[0], drivers.correlated, drivers.further(0))
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.strip) { times in
            for start in stride(from: 0, to: logLevel.count, by: Self.strip) {
                let paths = start..<min(start + Self.strip, logLevel.count)
                let time = UnsafeMutableBufferPointer(rebasing: times[0..<paths.count])
                clock.times(UnsafeBufferPointer(rebasing: scores[paths]), into: time)
                for (index, path) in paths.enumerated() {
                    let passed = time[index]
                    logLevel[path] += growth + skew * passed + volatility * passed.squareRoot() * shock[path]
                }
            }
        }
    }

    /// Paths worked on together, in scratch memory on the stack.
    private static let strip = 256

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        Elementwise.scaledExponential(scale: self.level, shift: 0, UnsafeBufferPointer(state[0]), into: level)
    }
}
