import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The quantile of χ²_ν as a function of the normal score of its probability, tabulated for draws by inversion.
///
/// Cubic Hermite pieces with the exact slope φ(z)/f(q) at each knot; the error stays below 1e-8 of max(ν, 1) (tested).
/// Beyond ν = 10⁸ the knots are those of Wilson and Hilferty's cube, whose own error is far smaller there.
/// Source: E. B. Wilson, M. M. Hilferty, “The distribution of chi-square”, Proc. Nat. Acad. Sci. 17, 1931.
struct ChiSquareTable: Sendable {
    static let bound = 8.5
    static let step = 1.0 / 64

    /// At the knots z = −bound + k·step: the quantile, and its derivative by z times the step.
    let values: [Double]
    let slopes: [Double]

    /// - Parameter degreesOfFreedom: ν > 0.
    init(degreesOfFreedom ν: Double) {
        let chiSquare = ChiSquareDistribution(degreesOfFreedom: ν)
        let normal = NormalDistribution.standard
        let count = Int(2 * Self.bound / Self.step) + 1
        var values: [Double] = []
        var slopes: [Double] = []
        for knot in 0..<count {
            let z = -Self.bound + Double(knot) * Self.step
            guard ν <= 1e8 else {
                let scale = (2 / (9 * ν)).squareRoot()
                let root = 1 - scale * scale + scale * z
                values.append(ν * root * root * root)
                slopes.append(3 * ν * root * root * scale * Self.step)
                continue
            }
            // Beyond the median the upper tail keeps its digits.
            let quantile =
                z <= 0 ? chiSquare.quantile(normal.cumulative(z)) : chiSquare.upperQuantile(normal.cumulative(-z))
            let slope = normal.density(z) / chiSquare.density(quantile) * Self.step
            values.append(quantile)
            // Where the quantile underflows to 0, it is flat.
            slopes.append(quantile > 1e-300 && slope.isFinite ? slope : 0)
        }
        self.values = values
        self.slopes = slopes
    }

    /// The quantile for a normal score, from the buffers of `values` and `slopes`.
    @inline(__always)
    static func quantile(
        _ values: UnsafeBufferPointer<Double>, _ slopes: UnsafeBufferPointer<Double>, _ score: Double
    ) -> Double {
        let place = min(max((score + bound) / step, 0), Double(values.count - 1))
        let knot = min(Int(place), values.count - 2)
        let t = place - Double(knot)
        let rise = values[knot + 1] - values[knot]
        let bend = slopes[knot] - rise
        let twist = slopes[knot + 1] - rise
        return max(0, values[knot] + t * (rise + (1 - t) * (bend * (1 - t) - twist * t)))
    }

    /// The quantile for one normal score.
    func quantile(_ score: Double) -> Double {
        values.withUnsafeBufferPointer { values in
            slopes.withUnsafeBufferPointer { slopes in Self.quantile(values, slopes, score) }
        }
    }
}
