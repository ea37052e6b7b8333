import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// How many jumps a squared Bessel process of one dimension hides: P(N = n) ∝ μ^(2n)/(2n)!.
///
/// This is the Bessel distribution of order −½, and half a Poisson number of mean μ known to be even. Drawn by inversion
/// from the most probable number outwards, in about √μ steps.
/// Source: L. Yuan, J. D. Kalbfleisch, “On the Bessel distribution and related problems”, Annals of the Institute of
/// Statistical Mathematics 52, 2000.
enum BesselCount {
    /// Beyond this mean, n is taken as μ/2: its spread would move a level by less than 1e-8 of itself.
    static let largestMean = 1e6

    /// - Parameters:
    ///   - mean: μ ≥ 0.
    ///   - uniform: in (0, 1).
    static func draw(mean μ: Double, uniform: Double) -> Double {
        guard μ > 0 else { return 0 }
        guard μ < largestMean else { return (μ / 2).rounded() }
        let mode = 2 * (μ / 2).rounded(.down)
        let logCosh = μ + log1p(exp(-2 * μ)) - log(2)
        let peak = exp(mode * log(μ) - logGamma(mode + 1) - logCosh)
        var rest = uniform - peak
        if rest <= 0 { return mode / 2 }
        let square = μ * μ
        var (above, below) = (mode, mode)
        var (up, down) = (peak, peak)
        // What rounding leaves beyond the sum of all terms goes to the last number.
        while up > 1e-18 || (below > 0 && down > 1e-18) {
            up *= square / ((above + 1) * (above + 2))
            above += 2
            rest -= up
            if rest <= 0 { return above / 2 }
            guard below > 0 else { continue }
            down *= below * (below - 1) / square
            below -= 2
            rest -= down
            if rest <= 0 { return below / 2 }
        }
        return above / 2
    }
}
