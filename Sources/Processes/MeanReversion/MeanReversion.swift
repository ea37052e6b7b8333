import Kernels

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A pull towards the mean at a constant speed κ: what the linear mean-reverting processes have in common.
///
/// Right to the last digits for every speed, 0 included, where the pull vanishes.
/// Source: P. Glasserman, “Monte Carlo Methods in Financial Engineering”, Springer 2003, section 3.3.
struct MeanReversion: Sendable {
    /// κ, per year.
    let speed: Double

    /// What is left of a distance from the mean after a time: e^(−κt).
    func decay(over time: Double) -> Double { exp(-speed * time) }

    /// ∫e^(−κu)du from 0 to t: the effect of a constant drift; B(t) of the bond formulas.
    func weight(over time: Double) -> Double { speed == 0 ? time : -expm1(-speed * time) / speed }

    /// ∫e^(−2κu)du from 0 to t: the variance gathered from noise of variance 1 a year.
    func variance(over time: Double) -> Double { MeanReversion(speed: 2 * speed).weight(over: time) }

    /// Moves levels over a time: x ← shift + x·e^(−κt) + σ·√((1 − e^(−2κt))/(2κ))·Z.
    ///
    /// - Parameters:
    ///   - shift: what the step adds whatever the level.
    ///   - volatility: σ, per √year.
    ///   - driver: Z, one number a path.
    func advance(
        _ levels: Elementwise.MutableRow, over time: Double, shift: Double, volatility: Double, driver: Elementwise.Row
    ) {
        let deviation = volatility * variance(over: time).squareRoot()
        Elementwise.affine(shift, decay(over: time), Elementwise.Row(levels), into: levels)
        Elementwise.accumulate(deviation, driver, into: levels)
    }
}
