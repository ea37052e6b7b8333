import LinearAlgebra
import Market
import Simulation

/// The loss of a book as a function of the market's move, in coordinates whose distance from the origin is Mahalanobis's.
public struct LossField: Sendable {
    public let coordinates: MoveCoordinates
    private let valuation: StateValuation
    private let workers: Int

    /// - Parameter workers: blocks of many states that are valued at a time.
    public init(_ coordinates: MoveCoordinates, _ valuation: StateValuation, workers: Int = 1) {
        self.coordinates = coordinates
        self.valuation = valuation
        self.workers = workers
    }

    /// Independent directions.
    public var count: Int { coordinates.count }

    /// How much a value may be wrong by rounding alone.
    var resolution: Double { 1e-13 * abs(valuation.valueToday) }

    /// - Parameter points: points × directions.
    public func losses(_ points: Matrix) -> [Double] {
        // So many states at a time that their levels stay within some megabytes.
        let width = max(64, 1_000_000 / max(1, coordinates.law.factors.count))
        var losses: [Double] = []
        losses.reserveCapacity(points.rowCount)
        for start in stride(from: 0, to: points.rowCount, by: width) {
            let part = points.rows(start..<min(start + width, points.rowCount))
            losses += self.losses(changes: coordinates.changes(at: part))
        }
        return losses
    }

    public func loss(at point: [Double]) -> Double { losses(Matrix([point]))[0] }

    /// - Parameter changes: states × factors; becomes levels.
    private func losses(changes: Matrix) -> [Double] {
        let law = coordinates.law
        var levels = changes
        for row in 0..<changes.rowCount {
            let moved = law.levels(after: Array(changes.row(row)))
            for (factor, level) in moved.enumerated() { levels[row, factor] = level }
        }
        return valuation.gains(levels: levels, workers: workers).map { 0 - $0 }
    }

    /// Steps of differences, in standard deviations.
    static let step = 3e-4

    /// The slope of the loss in every factor's standard deviations, by central differences.
    ///
    /// - Complexity: 2 × factors states.
    func factorSlopes(at point: [Double]) -> [Double] {
        let law = coordinates.law
        let base = coordinates.changes(at: point)
        let moving = law.factors.indices.filter { law.deviations[$0] > 0 }
        var slopes = [Double](repeating: 0, count: base.count)
        let width = max(32, 500_000 / max(1, base.count))
        for start in stride(from: 0, to: moving.count, by: width) {
            let part = moving[start..<min(start + width, moving.count)]
            var changes = Matrix([[Double]](repeating: base, count: 2 * part.count))
            for (place, factor) in part.enumerated() {
                changes[2 * place, factor] += Self.step * law.deviations[factor]
                changes[2 * place + 1, factor] -= Self.step * law.deviations[factor]
            }
            let losses = losses(changes: changes)
            for (place, factor) in part.enumerated() {
                slopes[factor] = (losses[2 * place] - losses[2 * place + 1]) / (2 * Self.step)
            }
        }
        return slopes
    }

    /// A slope in factors' standard deviations as one in the coordinates.
    func gradient(slopes: [Double]) -> [Double] {
        (0..<count).map { axis in
            slopes.indices.reduce(0) { $0 + coordinates.axes[axis, $1] * slopes[$1] }
        }
    }

    func gradient(at point: [Double]) -> [Double] { gradient(slopes: factorSlopes(at: point)) }
}

/// Lengths and angles.
enum Vector {
    static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    static func length(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

    static func scaled(_ a: [Double], by factor: Double) -> [Double] { a.map { $0 * factor } }

    /// Nil for one without a direction.
    static func unit(_ a: [Double]) -> [Double]? {
        let length = length(a)
        return length > 0 && length.isFinite ? scaled(a, by: 1 / length) : nil
    }

    static func cosine(_ a: [Double], _ b: [Double]) -> Double {
        let lengths = length(a) * length(b)
        return lengths > 0 ? dot(a, b) / lengths : 1
    }
}
