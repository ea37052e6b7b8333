#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One step of Heston's model: dS = μ·S·dt + √v·S·dW, dv = κ·(θ − v)·dt + ξ·√v·dB, with correlation ρ of W and B.
///
/// The logarithm moves by K₀ + K₁·v + K₂·v′ + √(K₃·(v + v′))·Z, its two-point rule for the integral of the variance.
/// Source: L. Andersen, “Simple and efficient simulation of the Heston stochastic volatility model”, J. Comput.
/// Finance 11(3), 2008, equation 33 with γ₁ = γ₂ = ½.
public struct HestonStep: Sendable {
    /// ρ, of the level and its variance.
    public let correlation: Double
    /// ξ, per √year; less than 1e-6 counts as 1e-6.
    public let volatilityOfVariance: Double
    /// The mean of the next variance is `decay · v + pull`.
    public let decay: Double
    public let pull: Double
    /// The variance of the next variance is `spreadSlope · v + spread`.
    public let spreadSlope: Double
    public let spread: Double
    /// By which the logarithm of the mean level grows.
    public let growth: Double
    /// K₀
    public let plain: Double
    /// K₁
    public let start: Double
    /// K₂
    public let end: Double
    /// K₃ = K₄
    public let noise: Double

    /// - Parameters:
    ///   - meanReversion: κ, per year; 0 is allowed.
    ///   - longVariance: θ, per year.
    ///   - drift: μ, per year.
    ///   - length: years.
    public init(
        meanReversion: Double, longVariance: Double, volatilityOfVariance: Double, correlation: Double, drift: Double,
        length: Double
    ) {
        let κ = meanReversion
        let θ = longVariance
        let ξ = max(volatilityOfVariance, 1e-6)
        let ρ = correlation
        // (1 − exp(−κΔ))/κ, which is Δ without reversion.
        let reach = κ * length > 1e-12 ? -expm1(-κ * length) / κ : length
        self.correlation = ρ
        self.volatilityOfVariance = ξ
        decay = exp(-κ * length)
        pull = θ * κ * reach
        spreadSlope = ξ * ξ * decay * reach
        spread = θ * ξ * ξ * κ * reach * reach / 2
        growth = drift * length
        plain = -ρ * κ * θ * length / ξ
        let half = 0.5 * length * (κ * ρ / ξ - 0.5)
        start = half - ρ / ξ
        end = half + ρ / ξ
        noise = 0.5 * length * (1 - ρ * ρ)
    }

    /// √(1 − ρ²)
    public var complement: Double { max(0, 1 - correlation * correlation).squareRoot() }

    /// A: the exponent of the next variance in the mean of the level.
    public var tilt: Double { end + noise / 2 }
}
