#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Whether a sample comes from a continuous law: the largest distance between its distribution function and the law's.
///
/// The p-value is the asymptotic one with Stephens' correction for finite samples, good to a few thousandths for n ≥ 8.
/// Sources: A. N. Kolmogorov, “Sulla determinazione empirica di una legge di distribuzione”, Giornale dell'Istituto
/// Italiano degli Attuari 4, 1933; M. A. Stephens, “Use of the Kolmogorov–Smirnov, Cramér–von Mises and related
/// statistics without extensive tables”, J. Royal Statistical Society B 32, 1970.
public struct KolmogorovSmirnovTest: Sendable {
    public let statistic: Double
    public let pValue: Double

    /// - Parameter sample: uniform on (0, 1) where the law is right: the law's distribution function of each value.
    public init(uniform sample: [Double]) {
        precondition(!sample.isEmpty, "a test of no values")
        let count = Double(sample.count)
        var distance = 0.0
        for (index, value) in sample.sorted().enumerated() {
            distance = max(distance, Double(index + 1) / count - value, value - Double(index) / count)
        }
        statistic = distance
        let root = count.squareRoot()
        pValue = Self.upperTail((root + 0.12 + 0.11 / root) * distance)
    }

    /// P(K > x) for Kolmogorov's law: 2·Σ (−1)^(k−1)·exp(−2k²x²), or for small x its other series, which converges there.
    package static func upperTail(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        if x < 1 {
            let scale = (2 * Double.pi).squareRoot() / x
            let sum = (1...8).reduce(0.0) { sum, k in
                let odd = Double(2 * k - 1) * Double.pi
                return sum + exp(-odd * odd / (8 * x * x))
            }
            return min(1, max(0, 1 - scale * sum))
        }
        let sum = (1...8).reduce(0.0) { sum, k in
            let term = exp(-2 * Double(k * k) * x * x)
            return k.isMultiple(of: 2) ? sum - term : sum + term
        }
        return min(1, max(0, 2 * sum))
    }
}
