/// A smooth function of a normal score, tabulated once and interpolated by cubic Hermite pieces.
///
/// Made for the quantile of a law at Φ(z), or its logarithm: a standard normal driver then becomes a draw of the law,
/// one for one, with a fixed budget of drivers. Beyond ±8.6, which a driver of double precision does not reach, the
/// function goes on along its last tangent.
struct NormalScoreTable: Sendable {
    private static let bound = 8.6
    private static let piecesPerUnit = 64.0

    /// The value at each knot and its slope over a piece, in turns.
    private let knots: [Double]

    /// - Parameter function: its value and its derivative by z.
    init(_ function: (_ z: Double) -> (value: Double, slope: Double)) {
        let count = Int(2 * Self.bound * Self.piecesPerUnit) + 1
        var knots: [Double] = []
        knots.reserveCapacity(2 * count)
        for knot in 0..<count {
            let (value, slope) = function(Double(knot) / Self.piecesPerUnit - Self.bound)
            knots += [value, slope / Self.piecesPerUnit]
        }
        self.knots = knots
    }

    func value(at z: Double) -> Double {
        knots.withUnsafeBufferPointer { Self.value(at: z, $0) }
    }

    /// The values of a row of scores.
    ///
    /// - Parameter out: may be the memory of the scores.
    func values(of scores: UnsafeBufferPointer<Double>, into out: UnsafeMutableBufferPointer<Double>) {
        knots.withUnsafeBufferPointer { knots in
            for path in scores.indices { out[path] = Self.value(at: scores[path], knots) }
        }
    }

    @inline(__always)
    private static func value(at z: Double, _ knots: UnsafeBufferPointer<Double>) -> Double {
        let last = Double(knots.count / 2 - 1)
        let place = (z + bound) * piecesPerUnit
        let inside = min(max(place, 0), last)
        let knot = min(Int(inside), knots.count / 2 - 2)
        let t = inside - Double(knot)
        let (low, lowSlope) = (knots[2 * knot], knots[2 * knot + 1])
        let (high, highSlope) = (knots[2 * knot + 2], knots[2 * knot + 3])
        let rise = high - low
        let bend = (lowSlope - rise) * (1 - t) - (highSlope - rise) * t
        let beyond = (place - inside) * (place < inside ? lowSlope : highSlope)
        return low + t * (rise + (1 - t) * bend) + beyond
    }
}
