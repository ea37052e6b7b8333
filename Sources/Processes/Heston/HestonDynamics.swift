import Kernels
import Settings

/// Heston's variance and logarithm of the level: what `Heston` and `Bates` share.
///
/// The correlated driver is the shock W of the level, so that correlations between factors survive. With the factor's
/// own driver it is turned into the shock of the variance, ρ·W + √(1 − ρ²)·W⊥, and what is independent of that,
/// √(1 − ρ²)·W − ρ·W⊥.
struct HestonDynamics: Sendable {
    /// v(0), per year.
    let initialVariance: Double
    /// κ, per year.
    let meanReversion: Double
    /// θ, per year.
    let longVariance: Double
    /// ξ, per √year.
    let volatilityOfVariance: Double
    /// ρ
    let correlation: Double
    let scheme: HestonScheme

    init(_ specification: Specification) {
        initialVariance = specification.number("initialVariance")
        meanReversion = specification.number("meanReversion")
        longVariance = specification.number("longVariance")
        volatilityOfVariance = specification.number("volatilityOfVariance")
        correlation = specification.number("correlation")
        scheme = specification.word("scheme")
    }

    static let settings = [
        Setting("drift", .number(), .optional, "growth per year: E[S(T)] = S(0)·exp(drift·T)"),
        Setting(
            "initialVariance", .number(.nonNegative), .optional,
            "today's variance per year, 4% for a volatility of 20 %; from the history where left out"),
        Setting(
            "meanReversion", .number(.init(minimum: 0, maximum: 1_000)), .optional,
            "speed at which the variance reverts in the real world, per year; from the history where left out"),
        Setting(
            "longVariance", .number(.nonNegative), .optional,
            "to which the variance reverts, per year; from the history where left out"),
        Setting(
            "volatilityOfVariance", .number(.nonNegative), .optional,
            "of the variance, per √year; from the history where left out"),
        Setting(
            "correlation", .number(.correlation), .optional,
            "of the shocks of level and variance, negative for equities; from the history where left out"),
        Setting(
            "scheme", .choice(HestonScheme.allCases.map(\.rawValue)),
            .defaulted(.text(HestonScheme.quadraticExponential.rawValue)), "how the variance is carried over a step"),
    ]

    static let calibratedSettings = [
        "initialVariance", "meanReversion", "longVariance", "volatilityOfVariance", "correlation",
    ]

    static let example: [String: Value.Content] = [
        "initialVariance": .number(0.04), "meanReversion": .number(3), "longVariance": .number(0.05),
        "volatilityOfVariance": .number(0.5), "correlation": .number(-0.7),
        "scheme": .text(HestonScheme.quadraticExponential.rawValue),
    ]

    /// k²·v follows the same law with k²·θ and k·ξ in place of θ and ξ, at the same speed and correlation.
    static func scalingVolatility(of specification: Specification, by k: Double) -> Specification {
        specification.multiplying(["initialVariance", "longVariance"], by: k * k)
            .multiplying(["volatilityOfVariance"], by: k)
    }

    /// Years: the scheme's, and half of the time in which the variance reverts, over which it hardly bends.
    var longestStep: Double { min(scheme.longestStep, 0.5 / meanReversion) }

    /// Rows: the logarithm of S(t)/S(0), and the variance.
    static let stateCount = 2

    func begin(_ state: MutableRows) {
        state[0].update(repeating: 0)
        state[1].update(repeating: initialVariance)
    }

    /// - Parameters:
    ///   - drift: growth of the mean level per year, without what jumps add.
    ///   - assetShock: the correlated driver.
    ///   - ownShock: standard normal.
    func advance(
        _ state: MutableRows, over step: TimeStep, drift: Double, assetShock: UnsafeBufferPointer<Double>,
        ownShock: UnsafeBufferPointer<Double>
    ) {
        switch scheme {
        case .quadraticExponential:
            let constants = HestonStep(
                meanReversion: meanReversion, longVariance: longVariance, volatilityOfVariance: volatilityOfVariance,
                correlation: correlation, drift: drift, length: step.length)
            Elementwise.advanceHeston(
                constants, assetShock: assetShock, ownShock: ownShock, variance: state[1], logLevel: state[0])
        case .fullTruncation:
            truncate(state, drift: drift, length: step.length, assetShock, ownShock)
        }
    }

    private func truncate(
        _ state: MutableRows, drift: Double, length: Double, _ assetShock: UnsafeBufferPointer<Double>,
        _ ownShock: UnsafeBufferPointer<Double>
    ) {
        let complement = max(0, 1 - correlation * correlation).squareRoot()
        let (logLevel, variance) = (state[0], state[1])
        for path in 0..<state.pathCount {
            let v = max(variance[path], 0)
            let deviation = (v * length).squareRoot()
            let shock = correlation * assetShock[path] + complement * ownShock[path]
            logLevel[path] += (drift - v / 2) * length + deviation * assetShock[path]
            variance[path] += meanReversion * (longVariance - v) * length + volatilityOfVariance * deviation * shock
        }
    }
}
