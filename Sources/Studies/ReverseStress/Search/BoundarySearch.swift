import LinearAlgebra
import Optimization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// From a point that loses the target to the nearest such point around.
///
/// In many dimensions a search moves in the span of the gradients met so far: the solution is parallel to the gradient
/// there, so each round adds the gradient at its end until that lies in the span. Whether the end is a nearest point is
/// judged by the gradient in all dimensions in any case.
struct BoundarySearch: Sendable {
    private let field: LossField
    private let target: Double
    private let expectedLoss: Double

    /// Dimensions that are searched whole.
    private static let wholeLimit = 16
    /// Directions of a span at most, before it begins anew.
    private static let spanLimit = 24
    private static let roundLimit = 20

    init(_ field: LossField, target: Double, expectedLoss: Double) {
        self.field = field
        self.target = target
        self.expectedLoss = expectedLoss
    }

    var isReduced: Bool { field.count > Self.wholeLimit }

    private var scale: Double { target - expectedLoss }

    func nearest(from start: [Double]) -> ReverseStressTest.Solution {
        var point = start
        var gradient: [Double] = []
        var basis: [[Double]] = []
        func begin(at other: [Double]) {
            point = onBoundary(other)
            gradient = field.gradient(at: point)
            basis = isReduced ? Self.basis([point, gradient]) : Self.whole(field.count)
        }
        begin(at: start)
        for _ in 0..<Self.roundLimit {
            let before = Vector.length(point)
            let isWhole = basis.count == field.count
            let found = nearest(from: point, in: basis)
            point = found ?? point
            if let earlier = earlierCrossing(point) {
                begin(at: earlier)
                continue
            }
            gradient = field.gradient(at: point)
            if residual(point, gradient) < 1e-6 {
                guard let beside = besideSaddle(point) else { break }
                begin(at: beside)
                continue
            }
            // A search that ended early goes on from where it was; one that does not improve ends.
            if isWhole, found == nil || abs(Vector.length(point) - before) < 1e-9 * before { break }
            if !isWhole {
                let wider = Self.basis(basis + [gradient])
                if wider.count == basis.count { break }
                basis = wider.count > Self.spanLimit ? Self.basis([point, gradient]) : wider
            }
        }
        return ReverseStressTest.Solution(
            point: point, loss: field.loss(at: point), residual: residual(point, gradient), endings: 1)
    }

    /// The nearest point of the boundary in a span; nil where the library finds none.
    private func nearest(from point: [Double], in span: [[Double]]) -> [Double]? {
        let minimum = try? ConstrainedMinimizer(tolerance: 1e-9, evaluationLimit: 200).minimize(
            { (0.5 * Vector.dot($0, $0), $0) }, from: Self.components(of: point, in: span),
            constraints: [{ constraint($0, in: span) }])
        return minimum.map { onBoundary(Self.combined($0.point, span)) }
    }

    /// The largest loss around a point within a distance.
    func climb(from start: [Double], within radius: Double) -> (point: [Double], loss: Double) {
        var best = (point: start, loss: field.loss(at: start))
        let size = max(abs(best.loss), scale)
        for _ in 0..<4 {
            let gradient = field.gradient(at: best.point)
            let span = isReduced ? Self.basis([best.point, gradient]) : Self.whole(field.count)
            let minimum = try? ConstrainedMinimizer(tolerance: 1e-8, evaluationLimit: 200).minimize(
                { y in
                    let (loss, slopes) = lossAndSlopes(y, in: span)
                    return (-loss / size, slopes.map { -$0 / size })
                }, from: Self.components(of: best.point, in: span),
                constraints: [
                    { y in
                        let square = radius * radius
                        return (Vector.dot(y, y) / square - 1, y.map { 2 * $0 / square })
                    }
                ])
            guard let minimum else { break }
            let point = Self.combined(minimum.point, span)
            let loss = field.loss(at: point)
            guard loss > best.loss + 1e-9 * size, Vector.length(point) <= radius * (1 + 1e-6) else { break }
            best = (point, loss)
        }
        return best
    }

    /// (target − loss)/scale and its slopes.
    private func constraint(_ y: [Double], in basis: [[Double]]) -> (value: Double, gradient: [Double]) {
        let (loss, slopes) = lossAndSlopes(y, in: basis)
        return ((target - loss) / scale, slopes.map { -$0 / scale })
    }

    /// By central differences, valued as one block of states.
    private func lossAndSlopes(_ y: [Double], in basis: [[Double]]) -> (Double, [Double]) {
        let step = LossField.step
        let point = Self.combined(y, basis)
        var points = [point]
        for direction in basis {
            points.append(zip(point, direction).map { $0 + step * $1 })
            points.append(zip(point, direction).map { $0 - step * $1 })
        }
        let losses = field.losses(Matrix(points))
        let slopes = basis.indices.map { (losses[1 + 2 * $0] - losses[2 + 2 * $0]) / (2 * step) }
        return (losses[0], slopes)
    }

    func residual(at point: [Double]) -> Double { residual(point, field.gradient(at: point)) }

    /// The sine of the angle between the gradient and the point; 1 where they point to opposite sides.
    private func residual(_ point: [Double], _ gradient: [Double]) -> Double {
        guard let direction = Vector.unit(point) else { return 0 }
        let along = Vector.dot(gradient, direction)
        guard along > 0 else { return 1 }
        let across = zip(gradient, direction).map { $0 - along * $1 }
        return Vector.length(across) / Vector.length(gradient)
    }

    /// A point of the way to this one that loses clearly more than the target already: it lies beyond a nearer part of the
    /// boundary.
    private func earlierCrossing(_ point: [Double]) -> [Double]? {
        let shares = (1..<16).map { Double($0) / 16 }
        let losses = field.losses(Matrix(shares.map { Vector.scaled(point, by: $0) }))
        guard let first = losses.firstIndex(where: { $0 > target + 1e-6 * scale }) else { return nil }
        return Vector.scaled(point, by: shares[first])
    }

    /// A point as far away as this one, a little to the side, that loses clearly more: this one is a saddle then, where the
    /// first-order condition holds and nearer points lie around.
    private func besideSaddle(_ point: [Double]) -> [Double]? {
        let distance = Vector.length(point)
        guard field.count > 1, let direction = Vector.unit(point) else { return nil }
        var tangents: [[Double]] = []
        for candidate in Self.whole(field.count) + Self.tangentSeeds(field.count) {
            let along = Vector.dot(candidate, direction)
            let across = zip(candidate, direction).map { $0 - along * $1 }
            guard Vector.length(across) > 0.1, let tangent = Vector.unit(across) else { continue }
            tangents += [tangent, Vector.scaled(tangent, by: -1)]
        }
        let (ahead, aside) = (distance * cos(Self.tilt), distance * sin(Self.tilt))
        let points = tangents.map { tangent in zip(direction, tangent).map { ahead * $0 + aside * $1 } }
        let losses = field.losses(Matrix(points))
        guard let best = losses.indices.max(by: { losses[$0] < losses[$1] }), losses[best] > target + 1e-5 * scale
        else { return nil }
        return points[best]
    }

    /// How far to the side, in radians.
    private static let tilt = 0.1

    private static func tangentSeeds(_ count: Int) -> [[Double]] {
        RandomDirections.unit(count: 32, dimension: count)
    }

    /// The point of the same ray, near this one, that loses the target exactly; the point itself where there is none.
    private func onBoundary(_ point: [Double]) -> [Double] {
        func excess(_ share: Double) -> Double { field.loss(at: Vector.scaled(point, by: share)) - target }
        var (inner, outer) = (1.0, 1.0)
        var (low, high) = (excess(1), excess(1))
        if high == 0 { return point }
        var width = 1e-6
        while high < 0, width < 2 {
            (inner, low) = (outer, high)
            outer = 1 + width
            high = excess(outer)
            width *= 4
        }
        while low > 0, width < 4 {
            (outer, high) = (inner, low)
            inner = max(0, 1 - width)
            low = excess(inner)
            width *= 4
        }
        guard low <= 0, high >= 0 else { return point }
        // Regula falsi in the form of Illinois: M. Dowell, P. Jarratt, BIT 11, 1971.
        var side = 0
        var share = outer
        for _ in 0..<80 {
            guard high != low, outer - inner > 1e-15 else { break }
            share = (inner * high - outer * low) / (high - low)
            let value = excess(share)
            if abs(value) <= max(1e-13 * target, field.resolution) { break }
            if value > 0 {
                (outer, high) = (share, value)
                if side == 1 { low /= 2 }
                side = 1
            } else {
                (inner, low) = (share, value)
                if side == -1 { high /= 2 }
                side = -1
            }
        }
        return Vector.scaled(point, by: share)
    }

    // MARK: - Spans

    private static func whole(_ count: Int) -> [[Double]] {
        (0..<count).map { axis in (0..<count).map { $0 == axis ? 1 : 0 } }
    }

    /// Orthonormal directions that span some vectors: Gram–Schmidt, twice.
    private static func basis(_ vectors: [[Double]]) -> [[Double]] {
        var basis: [[Double]] = []
        for vector in vectors {
            guard var rest = Vector.unit(vector) else { continue }
            for _ in 0..<2 {
                for direction in basis {
                    let share = Vector.dot(rest, direction)
                    rest = zip(rest, direction).map { $0 - share * $1 }
                }
            }
            if Vector.length(rest) > 1e-7, let direction = Vector.unit(rest) { basis.append(direction) }
        }
        return basis
    }

    private static func components(of point: [Double], in basis: [[Double]]) -> [Double] {
        basis.map { Vector.dot(point, $0) }
    }

    private static func combined(_ components: [Double], _ basis: [[Double]]) -> [Double] {
        var point = [Double](repeating: 0, count: basis.first?.count ?? 0)
        for (component, direction) in zip(components, basis) {
            for index in point.indices { point[index] += component * direction[index] }
        }
        return point
    }
}

/// Of an angle in degrees.
func cosine(ofDegrees angle: Double) -> Double { cos(angle * .pi / 180) }
