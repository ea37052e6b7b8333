import LinearAlgebra

/// Daily volatilities as they were forecast day by day: exponentially weighted squares of the changes before.
///
/// v₁ is the mean square of all changes, and vᵢ₊₁ = λ·vᵢ + (1 − λ)·xᵢ². Source: J.P. Morgan/Reuters, “RiskMetrics —
/// Technical Document”, 4th ed., 1996, section 5.2.
struct ExponentialVolatility {
    /// Of each day, known on the eve of it.
    let forecasts: [Double]
    /// Of the day after the last.
    let next: Double

    init(_ changes: [Double], decay: Double) {
        var variance = changes.reduce(0) { $0 + $1 * $1 } / Double(max(1, changes.count))
        forecasts = changes.map { change in
            defer { variance = decay * variance + (1 - decay) * change * change }
            return variance.squareRoot()
        }
        next = variance.squareRoot()
    }
}
