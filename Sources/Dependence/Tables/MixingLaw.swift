import Kernels
import Statistics

/// The law of √(c/χ²_ν), drawn by inversion from one uniform.
///
/// A fixed budget of draws keeps a path's address simple, so there is no rejection. The law is tabulated as a function of
/// the uniform's distance to the nearer end of (0, 1): each power of two is cut into 64 pieces, so that a piece is found
/// from the number's bits, and within one a cubic Hermite polynomial has a relative error below 2e-9 (tested against the
/// quantile itself).
struct MixingLaw: Sendable {
    private static let pieceBits: UInt64 = 6
    private static let fractionBits = 52 - pieceBits
    /// Uniforms have 52 bits and are centred in their cells, so that the smallest is 2⁻⁵³.
    private static let first = (0x1p-53).bitPattern >> fractionBits
    private static let last = 0.5.bitPattern >> fractionBits
    private static let pieceCount = Int(last - first)

    /// Four coefficients a piece: those near 0 first, then those near 1.
    private let coefficients: [Double]

    /// - Parameter numerator: c; ν − 2 for a unit variance, ν for Student's t itself.
    init(degreesOfFreedom ν: Double, numerator: Double) {
        let chiSquare = ChiSquareDistribution(degreesOfFreedom: ν)
        var coefficients: [Double] = []
        coefficients.reserveCapacity(8 * Self.pieceCount)
        for isUpper in [false, true] {
            /// The value and its derivative by the distance to the end.
            func knot(_ index: Int) -> (value: Double, slope: Double) {
                let distance = Double(bitPattern: (Self.first + UInt64(index)) << Self.fractionBits)
                let quantile = isUpper ? chiSquare.upperQuantile(distance) : chiSquare.quantile(distance)
                let value = (numerator / quantile).squareRoot()
                let slope = -0.5 * value / (quantile * chiSquare.density(quantile))
                return (value, isUpper ? -slope : slope)
            }
            var left = knot(0)
            for piece in 0..<Self.pieceCount {
                let right = knot(piece + 1)
                let start = Double(bitPattern: (Self.first + UInt64(piece)) << Self.fractionBits)
                let end = Double(bitPattern: (Self.first + UInt64(piece + 1)) << Self.fractionBits)
                coefficients += hermiteCoefficients(
                    left.value, right.value, left.slope * (end - start), right.slope * (end - start))
                left = right
            }
        }
        self.coefficients = coefficients
    }

    /// Writes the law's values for uniforms in (0, 1); the two rows may be the same.
    func values(of uniforms: UnsafeBufferPointer<Double>, into out: UnsafeMutableBufferPointer<Double>) {
        precondition(uniforms.count == out.count, "rows of different lengths")
        let mask = (UInt64(1) << Self.fractionBits) - 1
        let unit = 1 / Double(UInt64(1) << Self.fractionBits)
        let upper = 4 * Self.pieceCount
        coefficients.withUnsafeBufferPointer { table in
            for path in 0..<out.count {
                let uniform = uniforms[path]
                let bits = min(uniform, 1 - uniform).bitPattern
                let piece = Int(truncatingIfNeeded: (bits >> Self.fractionBits) &- Self.first)
                // Below the smallest uniform, and at ½, the end pieces serve; a wrong number must not read elsewhere.
                let inside = min(max(piece, 0), Self.pieceCount - 1)
                let place = 4 * inside + (uniform < 0.5 ? 0 : upper)
                let t = piece == inside ? Double(bits & mask) * unit : (piece < inside ? 0 : 1)
                out[path] = table[place] + t * (table[place + 1] + t * (table[place + 2] + t * table[place + 3]))
            }
        }
    }
}

/// The cubic on 0 to 1 with these values and derivatives at its ends, as coefficients of 1, t, t², t³.
func hermiteCoefficients(_ left: Double, _ right: Double, _ leftSlope: Double, _ rightSlope: Double) -> [Double] {
    let rise = right - left
    return [left, leftSlope, 3 * rise - 2 * leftSlope - rightSlope, leftSlope + rightSlope - 2 * rise]
}
