import Glibc

/// log(e^(−x)·I_ν(x)), the modified Bessel function of the first kind, scaled so that it neither over- nor underflows.
///
/// Relative error of e^(−x)·I below 1e-10, for every order and argument (tested against 40 digits). By the power series,
/// whose terms are all positive, while √(ν² + x²) < 100, and by Debye's expansion with four corrections beyond, which is
/// Hankel's for small orders.
/// Source: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov, 10.25.2, 10.27.2, 10.41.3.
///
/// - Parameters:
///   - order: ν ≥ −1; −1 is 1.
///   - x: at least 0.
public func logScaledBesselI(order: Double, _ x: Double) -> Double {
    precondition(order >= -1, "an order of at least −1")
    let ν = order == -1 ? 1 : order
    guard x > 0 else { return x < 0 ? .nan : (ν == 0 ? 0 : (ν > 0 ? -.infinity : .infinity)) }
    let radius = hypot(ν, x)
    if radius < 100 {
        let quarter = x * x / 4
        var term = 1.0
        var sum = 1.0
        var k = 1.0
        while term > 1e-17 * sum || k < 2 {
            term *= quarter / (k * (k + ν))
            sum += term
            k += 1
        }
        return ν * log(x / 2) - logGamma(ν + 1) + log(sum) - x
    }
    let w = 1 / radius
    let t = ν * ν * w * w
    let u1 = (3 - 5 * t) / 24
    let u2 = (81 + t * (-462 + t * 385)) / 1_152
    let u3 = (30_375 + t * (-369_603 + t * (765_765 - t * 425_425))) / 414_720
    let u4Inner = 349_922_430 + t * (-446_185_740 + t * 185_910_725)
    let u4 = (4_465_125 + t * (-94_121_676 + t * u4Inner)) / 39_813_120
    let corrections = w * (u1 + w * (u2 + w * (u3 + w * u4)))
    // √(ν² + x²) − x, without losing digits
    let excess = ν * ν / (radius + x)
    return excess - ν * asinh(ν / x) - 0.5 * log(2 * Double.pi * radius) + log1p(corrections)
}
