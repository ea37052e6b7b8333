/// An increasing function of a score, tabulated for whole rows: pieces between breaks, each cut evenly and joined by
/// cubic Hermite polynomials.
///
/// Beyond the ends it keeps its last value; a normal score reaches ±8.57.
public struct ScoreTable: Sendable {
    /// Where a normal score ends.
    public static let bound = 8.6

    /// One stretch on which the function is smooth.
    struct Piece {
        var from: Double
        var to: Double
        /// At evenly spaced knots, both ends included: the value and the derivative by the score.
        var values: [Double]
        var slopes: [Double]

        /// - Parameter function: the value and the derivative at a score.
        init(from: Double, to: Double, count: Int, _ function: (Double) -> (value: Double, slope: Double)) {
            self.from = from
            self.to = to
            let knots = (0...count).map { function(from + (to - from) * Double($0) / Double(count)) }
            values = knots.map(\.value)
            slopes = knots.map(\.slope)
        }
    }

    private struct Stretch {
        var start: Double
        var perUnit: Double
        var first: Double
        var last: Double
    }

    private let stretches: [Stretch]
    private let inner: [Double]
    private let coefficients: [Double]

    /// - Parameter pieces: one to three, adjacent and ascending.
    init(_ pieces: [Piece]) {
        precondition((1...3).contains(pieces.count), "one to three pieces")
        var stretches: [Stretch] = []
        var coefficients: [Double] = []
        for piece in pieces {
            let count = piece.values.count - 1
            let width = (piece.to - piece.from) / Double(count)
            let first = coefficients.count / 4
            stretches.append(
                Stretch(
                    start: piece.from, perUnit: 1 / width, first: Double(first), last: Double(first + count)))
            for knot in 0..<count {
                coefficients += hermiteCoefficients(
                    piece.values[knot], piece.values[knot + 1], piece.slopes[knot] * width,
                    piece.slopes[knot + 1] * width)
            }
        }
        self.stretches = stretches
        inner = (1..<3).map { $0 < pieces.count ? pieces[$0].from : .infinity }
        self.coefficients = coefficients
    }

    /// Replaces scores by the function of them.
    public func apply(to row: UnsafeMutableBufferPointer<Double>) {
        let (firstBreak, secondBreak) = (inner[0], inner[1])
        coefficients.withUnsafeBufferPointer { table in
            stretches.withUnsafeBufferPointer { stretches in
                for path in 0..<row.count {
                    let score = row[path]
                    let stretch = stretches[(score >= firstBreak ? 1 : 0) + (score >= secondBreak ? 1 : 0)]
                    let raw = stretch.first + (score - stretch.start) * stretch.perUnit
                    let place = min(max(raw, stretch.first), stretch.last)
                    let knot = min(Int(place), Int(stretch.last) - 1)
                    let t = place - Double(knot)
                    let c = 4 * knot
                    row[path] = table[c] + t * (table[c + 1] + t * (table[c + 2] + t * table[c + 3]))
                }
            }
        }
    }
}
