import LinearAlgebra
import Parallelism
import Simulation

/// The most plausible moves of the market that lose a given amount: the points of the loss's boundary that lie nearest to
/// the expected move.
///
/// Minimises |z| subject to loss(z) ≥ target. Where the loss is linear the answer is z* = (target − loss(0))·g/|g|², g being
/// its gradient; elsewhere searches start from many points of the boundary, and those ends are kept that point into
/// different directions. Sources: T. Breuer, M. Jandačka, K. Rheinberger, M. Summer, “How to find plausible, severe, and
/// useful stress scenarios”, Int. J. Central Banking 5(3), 2009; A. Hasofer, N. Lind, “Exact and invariant second-moment
/// code format”, J. Engineering Mechanics 100, 1974, who call the nearest point the design point.
public struct ReverseStressTest: Sendable {
    /// Greater than 0.
    public var target: Double
    /// Searches at most.
    public var starts: Int
    /// Solutions kept at most.
    public var scenarios: Int

    public init(target: Double, starts: Int = 20, scenarios: Int = 3) {
        precondition(target > 0 && target.isFinite, "a loss to look for")
        self.target = target
        self.starts = starts
        self.scenarios = scenarios
    }

    /// Solutions closer than this angle are one, in degrees.
    public static let separation = 20.0

    /// The share of the gradient that may stand across the move at a solution.
    public static let tolerance = 1e-3

    public struct Solution: Sendable {
        /// In the coordinates; its length is the distance.
        public var point: [Double]
        public var loss: Double
        /// The sine of the angle between the move and the gradient of the loss, 0 at a nearest point.
        public var residual: Double
        /// Searches that ended here.
        public var endings: Int

        public var distance: Double { Vector.length(point) }
        /// Whether the first-order condition holds: the gradient is parallel to the move.
        public var isConverged: Bool { residual <= ReverseStressTest.tolerance }
    }

    public struct Result: Sendable {
        /// The nearest first; empty where no move was found that loses so much.
        public var solutions: [Solution]
        /// Whether the loss is linear in the move, so that the solution is exact and the only one.
        public var isLinear: Bool
        /// At the expected move.
        public var expectedLoss: Double
        /// Where the amount is not reached: the largest loss found, and its distance.
        public var largest: (loss: Double, distance: Double)?
        public var searches: Int
        /// Searches that did not end at a point that fulfils the first-order condition.
        public var unconverged: Int
        /// Whether searches were confined to directions that matter, because there are so many.
        public var isReduced: Bool
    }

    /// - Parameter workers: searches at a time; the result does not depend on it.
    public func solve(_ field: LossField, workers: Int = 1) -> Result {
        let origin = [Double](repeating: 0, count: field.count)
        let expectedLoss = field.loss(at: origin)
        var result = Result(
            solutions: [], isLinear: false, expectedLoss: expectedLoss, largest: nil, searches: 0, unconverged: 0,
            isReduced: false)
        guard expectedLoss < target else {
            result.solutions = [Solution(point: origin, loss: expectedLoss, residual: 0, endings: 1)]
            return result
        }
        guard field.count > 0 else {
            result.largest = (expectedLoss, 0)
            return result
        }
        let search = BoundarySearch(field, target: target, expectedLoss: expectedLoss)
        let slopes = field.factorSlopes(at: origin)
        if let point = LinearLoss(field, at: expectedLoss, gradient: field.gradient(slopes: slopes), target: target)?
            .nearest
        {
            result.isLinear = true
            result.solutions = [
                Solution(
                    point: point, loss: field.loss(at: point), residual: search.residual(at: point), endings: 1)
            ]
            return result
        }
        result.isReduced = search.isReduced
        let rays = Rays(field, target: target, slopes: slopes)
        var points = rays.crossings(limit: starts)
        if points.isEmpty {
            let starts = rays.highest(limit: 4)
            let climbs = concurrentMap(starts.count, workers: workers) {
                search.climb(from: starts[$0], within: Rays.reach)
            }
            points = climbs.filter { $0.loss >= target }.map(\.point)
            guard !points.isEmpty else {
                let best = climbs.max { $0.loss < $1.loss }
                result.searches = climbs.count
                result.largest = best.map { ($0.loss, Vector.length($0.point)) } ?? (expectedLoss, 0)
                return result
            }
        }
        let ends = concurrentMap(points.count, workers: workers) { [points] in search.nearest(from: points[$0]) }
        result.searches = ends.count
        result.unconverged = ends.count { !$0.isConverged }
        result.solutions = Array(Self.distinct(ends).prefix(scenarios))
        return result
    }

    /// One solution of each direction: those that are confirmed as nearest points, or the nearest where none is.
    private static func distinct(_ ends: [Solution]) -> [Solution] {
        let limit = cosine(ofDegrees: separation)
        let ranked = ends.sorted { ($0.isConverged ? 0 : 1, $0.distance) < ($1.isConverged ? 0 : 1, $1.distance) }
        var kept: [Solution] = []
        for end in ranked {
            if let index = kept.firstIndex(where: { Vector.cosine($0.point, end.point) > limit }) {
                kept[index].endings += 1
            } else {
                kept.append(end)
            }
        }
        let confirmed = kept.filter(\.isConverged)
        return (confirmed.isEmpty ? Array(kept.prefix(1)) : confirmed).sorted { $0.distance < $1.distance }
    }
}
