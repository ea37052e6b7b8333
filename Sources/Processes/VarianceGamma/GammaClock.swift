import Kernels
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The business time that passes over a step: a gamma variable with the step's length as its mean.
///
/// Its logarithm is drawn by inversion from one standard normal driver, so the budget of drivers is fixed; in the lower
/// tail, where quantiles become too small for a number, it follows from P(G ≤ g) ≈ g^a/Γ(a + 1).
struct GammaClock: Sendable {
    /// Beyond this shape the law is normal but for its skew, by the expansion of E. A. Cornish and R. A. Fisher, 1938.
    private static let smoothShape = 1e8

    private let logTime: NormalScoreTable

    /// - Parameters:
    ///   - varianceRate: of the clock's variance per year; greater than 0.
    ///   - length: of the step, in years, greater than 0.
    init(varianceRate: Double, length: Double) {
        let shape = length / varianceRate
        logTime = NormalScoreTable { z in
            let (value, slope) = Self.logQuantile(shape, z)
            return (value + log(varianceRate), slope)
        }
    }

    /// The times on a row of paths.
    ///
    /// - Parameter times: may be the memory of the scores.
    func times(_ scores: UnsafeBufferPointer<Double>, into times: UnsafeMutableBufferPointer<Double>) {
        logTime.values(of: scores, into: times)
        Elementwise.exponential(UnsafeBufferPointer(times), into: times)
    }

    /// The logarithm of the quantile at Φ(z) of a gamma variable of scale 1, and its derivative by z.
    static func logQuantile(_ shape: Double, _ z: Double) -> (value: Double, slope: Double) {
        guard shape < smoothShape else {
            let root = shape.squareRoot()
            let relative = z / root + (z * z - 1) / (3 * shape)
            return (log(shape) + log1p(relative), (1 / root + 2 * z / (3 * shape)) / (1 + relative))
        }
        let normal = NormalDistribution.standard
        let logDensity = -z * z / 2 - 0.5 * log(2 * Double.pi)
        let lower = normal.cumulative(z)
        let small = (log(lower) + logGamma(shape + 1)) / shape
        // The next term of the series, g·a/(a + 1), is beneath rounding.
        if small < -46 { return (small, exp(logDensity - log(lower)) / shape) }
        let law = GammaDistribution(shape: shape)
        let quantile = z <= 0 ? law.quantile(lower) : law.upperQuantile(normal.cumulative(-z))
        let value = log(quantile)
        // d ln q/dz = φ(z)/(q·f(q)), the density f in logarithms.
        return (value, exp(logDensity - shape * value + quantile + logGamma(shape)))
    }
}
