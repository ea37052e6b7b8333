import Statistics

/// Variance-matched Student-t numbers from standard normal ones: z ↦ t⁻¹(Φ(z))·√((ν − 2)/ν), tabulated.
///
/// The map keeps ranks, so factors whose normal drivers are correlated get t innovations under a Gaussian copula. It is
/// odd; its positive half is interpolated by cubic Hermite pieces up to |z| = 9, which no draw of Philox exceeds, with a
/// relative error below 1e-8 (tested against the quantile), and goes on along its tangent.
struct InnovationTable: Sendable {
    private static let bound = 9.0
    private static let pieces = 1152
    private static let width = bound / Double(pieces)

    /// At each knot k·width the value, and the derivative times the width.
    private let knots: [Double]

    /// - Parameter degreesOfFreedom: greater than 2.
    init(degreesOfFreedom: Double) {
        let normal = NormalDistribution.standard
        let student = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
        let scale = student.varianceMatchedScale
        var knots: [Double] = []
        knots.reserveCapacity(2 * Self.pieces + 2)
        for knot in 0...Self.pieces {
            let z = Double(knot) * Self.width
            // From the lower tail, which keeps its digits.
            let t = knot == 0 ? 0 : -student.quantile(normal.cumulative(-z))
            knots.append(scale * t)
            knots.append(scale * normal.density(z) / student.density(t) * Self.width)
        }
        self.knots = knots
    }

    /// Calls a function with the map, its memory at hand for a loop over paths.
    func withMap<Result>(_ body: (Map) -> Result) -> Result {
        knots.withUnsafeBufferPointer { body(Map(knots: $0)) }
    }

    struct Map {
        fileprivate let knots: UnsafeBufferPointer<Double>

        @inline(__always)
        func callAsFunction(_ z: Double) -> Double {
            let place = abs(z) / InnovationTable.width
            let limit = Double(InnovationTable.pieces)
            guard place < limit else {
                let (end, slope) = (knots[2 * InnovationTable.pieces], knots[2 * InnovationTable.pieces + 1])
                let value = end + (place - limit) * slope
                return z < 0 ? -value : value
            }
            let knot = Int(place)
            let t = place - Double(knot)
            let left = knots[2 * knot]
            let rise = knots[2 * knot + 2] - left
            let bend = knots[2 * knot + 1] - rise
            let twist = knots[2 * knot + 3] - rise
            let value = left + t * (rise + (1 - t) * (bend * (1 - t) - twist * t))
            return z < 0 ? -value : value
        }
    }
}
