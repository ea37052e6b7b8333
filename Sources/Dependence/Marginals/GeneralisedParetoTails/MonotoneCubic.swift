import Statistics

/// An increasing curve through values at even distances, by cubic pieces that do not overshoot.
///
/// Source: F. N. Fritsch, J. Butland, “A method for constructing local monotone piecewise cubic interpolants”, SIAM J. Sci.
/// Stat. Comput. 5, 1984.
struct MonotoneCubic: Sendable {
    private let from: Double
    private let width: Double
    private let values: [Double]
    /// By the argument.
    private let slopes: [Double]

    /// Stretches between the values.
    var count: Int { values.count - 1 }

    /// - Parameter values: at least three, ascending.
    init(from: Double, to: Double, values: [Double]) {
        precondition(values.count > 2 && to > from, "three values on an interval")
        self.from = from
        self.values = values
        let count = values.count - 1
        let width = (to - from) / Double(count)
        self.width = width
        let rises = (0..<count).map { (values[$0 + 1] - values[$0]) / width }
        /// Three points, one-sided, kept between 0 and three times the nearest rise.
        func end(_ near: Double, _ next: Double) -> Double { min(max((3 * near - next) / 2, 0), 3 * near) }
        // Inside the harmonic mean of the rises, which is 0 where one of them is.
        slopes =
            [end(rises[0], rises[1])]
            + (1..<count).map { knot in
                let (a, b) = (rises[knot - 1], rises[knot])
                return a > 0 && b > 0 ? 2 * a * b / (a + b) : 0
            } + [end(rises[count - 1], rises[count - 2])]
    }

    func value(_ argument: Double) -> (value: Double, slope: Double) {
        let place = min(max((argument - from) / width, 0), Double(count))
        let knot = min(Int(place), count - 1)
        let t = place - Double(knot)
        let c = hermiteCoefficients(
            values[knot], values[knot + 1], slopes[knot] * width, slopes[knot + 1] * width)
        return (
            c[0] + t * (c[1] + t * (c[2] + t * c[3])), (c[1] + t * (2 * c[2] + 3 * t * c[3])) / width
        )
    }

    /// ∫ x φ dz and ∫ x² φ dz over the interval, by five Gauss–Legendre points a stretch, cut finer where there are few.
    var moments: (first: Double, second: Double) {
        let nodes = [0, 0.538469310105683091, -0.538469310105683091, 0.906179845938663993, -0.906179845938663993]
        let weights = [
            0.568888888888888889, 0.478628670499366468, 0.478628670499366468, 0.236926885056189088,
            0.236926885056189088,
        ]
        let normal = NormalDistribution.standard
        let cuts = max(1, 32 / count)
        let step = width / Double(cuts)
        var (first, second) = (0.0, 0.0)
        for piece in 0..<count * cuts {
            let middle = from + (Double(piece) + 0.5) * step
            for (node, weight) in zip(nodes, weights) {
                let z = middle + node * step / 2
                let x = value(z).value
                let mass = weight * step / 2 * normal.density(z)
                first += mass * x
                second += mass * x * x
            }
        }
        return (first, second)
    }
}
