import LinearAlgebra
import Market

/// Straight ways from the expected move outwards, and where each first loses the target.
///
/// They go along and against the gradient, that of every class of factors, the principal components, the most likely move
/// with each of the factors that matter, and some random directions.
struct Rays {
    /// Standard deviations beyond which nothing is looked for.
    static let reach = 256.0

    private static let near = [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 13, 16, 20, 26, 32]
    private static let far = [45, 64, 90, 128, 181, reach]
    private static let factorLimit = 40
    private static let componentLimit = 10
    private static let randomCount = 64

    private let directions: [[Double]]
    /// Of each direction: where it crosses the boundary first, between two radii; nil where it does not.
    private let crossing: [Double?]
    /// Of each direction: the largest loss seen and where.
    private let peak: [(radius: Double, loss: Double)]

    /// - Parameter slopes: of the loss in the factors at the origin.
    init(_ field: LossField, target: Double, slopes: [Double]) {
        directions = Self.directions(field, slopes: slopes)
        var crossing = [Double?](repeating: nil, count: directions.count)
        var peak = directions.map { _ in (radius: 0.0, loss: -Double.infinity) }
        var last = directions.map { _ in 0.0 }
        for radii in [Self.near, Self.far] where crossing.allSatisfy({ $0 == nil }) {
            var points: [[Double]] = []
            for direction in directions { for radius in radii { points.append(Vector.scaled(direction, by: radius)) } }
            let losses = field.losses(Matrix(points))
            for index in directions.indices {
                for (place, radius) in radii.enumerated() {
                    let loss = losses[index * radii.count + place]
                    guard loss.isFinite else { break }
                    if loss > peak[index].loss { peak[index] = (radius, loss) }
                    if loss >= target, crossing[index] == nil {
                        crossing[index] = Self.crossing(
                            field, directions[index], from: last[index], to: radius, target: target)
                    }
                    last[index] = radius
                }
            }
        }
        self.crossing = crossing
        self.peak = peak
    }

    /// By bisection; the loss at the outer end is at least the target.
    private static func crossing(
        _ field: LossField, _ direction: [Double], from inner: Double, to outer: Double, target: Double
    ) -> Double {
        let shares = (1...8).map { Double($0) / 8 }
        let losses = field.losses(
            Matrix(shares.map { Vector.scaled(direction, by: inner + $0 * (outer - inner)) }))
        let first = losses.firstIndex { $0 >= target } ?? shares.count - 1
        return inner + shares[first] * (outer - inner)
    }

    /// Points at or just beyond the boundary, the nearest first, each in a direction of its own.
    func crossings(limit: Int) -> [[Double]] {
        let ranked = directions.indices.compactMap { index in crossing[index].map { (index, $0) } }
            .sorted { $0.1 < $1.1 }
        return apart(ranked.map { (directions[$0.0], $0.1) }, limit: limit)
    }

    /// The points with the largest losses seen, each in a direction of its own.
    func highest(limit: Int) -> [[Double]] {
        let ranked = directions.indices.filter { peak[$0].loss.isFinite }.sorted { peak[$0].loss > peak[$1].loss }
        return apart(ranked.map { (directions[$0], peak[$0].radius) }, limit: limit)
    }

    private func apart(_ candidates: [(direction: [Double], radius: Double)], limit: Int) -> [[Double]] {
        let nearest = cosine(ofDegrees: 15)
        var kept: [(direction: [Double], radius: Double)] = []
        for candidate in candidates where kept.count < limit {
            let isNew = kept.allSatisfy { Vector.dot($0.direction, candidate.direction) < nearest }
            if isNew { kept.append(candidate) }
        }
        return kept.map { Vector.scaled($0.direction, by: $0.radius) }
    }

    private static func directions(_ field: LossField, slopes: [Double]) -> [[Double]] {
        let coordinates = field.coordinates
        let (law, axes) = (coordinates.law, coordinates.axes)
        var found: [[Double]] = []
        func add(_ vector: [Double]) {
            guard let direction = Vector.unit(vector) else { return }
            found += [direction, Vector.scaled(direction, by: -1)]
        }
        add(field.gradient(slopes: slopes))
        for factorClass in FactorClass.allCases {
            let own = law.factors.indices.map { law.factors[$0].factorClass == factorClass ? slopes[$0] : 0 }
            add(field.gradient(slopes: own))
        }
        for axis in 0..<min(field.count, componentLimit) {
            add((0..<field.count).map { $0 == axis ? 1 : 0 })
        }
        // The most likely move in which a factor moves by k standard deviations is k times its column.
        let moving = law.factors.indices.filter { law.deviations[$0] > 0 }
        let columns = moving.map { factor in (0..<field.count).map { axes[$0, factor] } }
        let ends = field.losses(
            Matrix(columns.flatMap { [Vector.scaled($0, by: 3), Vector.scaled($0, by: -3)] }))
        let ranked = columns.indices.sorted {
            max(ends[2 * $0], ends[2 * $0 + 1]) > max(ends[2 * $1], ends[2 * $1 + 1])
        }
        for index in ranked.prefix(factorLimit) { add(columns[index]) }
        return found + RandomDirections.unit(count: randomCount, dimension: field.count)
    }
}
