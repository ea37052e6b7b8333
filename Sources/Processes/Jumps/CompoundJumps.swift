import Kernels
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Jumps of a logarithm at the times of a Poisson process, each normal: what Merton's process and Bates's share.
///
/// Over a step they number N, Poisson with mean λ·Δ, and sum to N·mean + √N·deviation·Z: the exact law of any step, from
/// two drivers. Source: P. Glasserman, “Monte Carlo Methods in Financial Engineering”, Springer 2003, section 3.5.1.
struct CompoundJumps: Sendable {
    /// λ, per year.
    let intensity: Double
    /// Of the logarithm of a jump.
    let mean: Double
    /// Of the logarithm of a jump.
    let volatility: Double
    /// The name under which factors share the times of their jumps.
    let commonName: String?

    /// Of the jumps of a year: λ·(μ² + σ²).
    var variance: Double { intensity * (mean * mean + volatility * volatility) }
    private let counts: StepTables<PoissonInversion>

    init(_ specification: Specification) {
        self.init(
            intensity: specification.number("jumpIntensity"), mean: specification.number("jumpMean"),
            volatility: specification.number("jumpVolatility"),
            commonName: specification.has("commonJumps") ? specification.text("commonJumps") : nil)
    }

    init(intensity: Double, mean: Double, volatility: Double, commonName: String? = nil) {
        self.intensity = intensity
        self.mean = mean
        self.volatility = volatility
        self.commonName = commonName
        counts = StepTables { PoissonInversion(mean: intensity * $0) }
    }

    static let settings = [
        Setting(
            "jumpIntensity", .number(.init(minimum: 0, maximum: 100_000)), .optional,
            "jumps per year in the real world; from the history where left out"),
        Setting(
            "jumpMean", .number(), .optional,
            "mean of the logarithm of a jump, −5% for a fall of about 5 %; from the history where left out"),
        Setting(
            "jumpVolatility", .number(.nonNegative), .optional,
            "standard deviation of the logarithm of a jump; from the history where left out"),
        Setting(
            "commonJumps", .text, .optional,
            "a name: factors that give the same one jump at the same times, each by a size of its own"),
    ]

    static let calibratedSettings = ["jumpIntensity", "jumpMean", "jumpVolatility"]

    /// As many jumps, each so many times as large.
    static func scalingSizes(of specification: Specification, by factor: Double) -> Specification {
        specification.multiplying(["jumpMean", "jumpVolatility"], by: factor)
    }

    /// The drivers of the number and of the sizes.
    var drivers: [FurtherDriver] { [commonName.map { .shared("jumps: " + $0) } ?? .own, .own] }

    /// The growth of the mean level by jumps, per year: λ·(E exp(J) − 1).
    var growth: Double { intensity == 0 ? 0 : intensity * expm1(mean + volatility * volatility / 2) }

    /// Adds the jumps of a step to logarithms of levels.
    ///
    /// - Parameters:
    ///   - counts: standard normal, deciding how many jumps there are.
    ///   - sizes: standard normal.
    func add(
        to logLevel: UnsafeMutableBufferPointer<Double>, over step: TimeStep,
        counts scores: UnsafeBufferPointer<Double>,
        sizes: UnsafeBufferPointer<Double>
    ) {
        guard intensity > 0, step.length > 0 else { return }
        let table = counts.table(for: step)
        for path in logLevel.indices {
            let number = table.count(at: scores[path])
            guard number > 0 else { continue }
            let count = Double(number)
            logLevel[path] += count * mean + count.squareRoot() * volatility * sizes[path]
        }
    }

    /// Jumps whose mean level is beyond all numbers cannot be compensated.
    static func problem(with specification: Specification) -> ProcessProblem? {
        guard calibratedSettings.allSatisfy({ specification.has($0) }) else { return nil }
        guard !CompoundJumps(specification).growth.isFinite else { return nil }
        return ProcessProblem(
            "the jumps are so large that the level has no finite mean", setting: "jumpVolatility",
            hint: "the logarithm of a jump is about 0.01 to 0.3")
    }
}
