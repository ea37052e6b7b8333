import LinearAlgebra
import Randomness
import Kernels

/// A loss that revaluation finds to be linear: loss(z) = constant + g·z as far as the solution and beyond.
struct LinearLoss {
    /// The nearest point that loses the target.
    let nearest: [Double]

    /// The slopes are taken over the whole length to the solution, where a linear loss has no curvature to spoil them.
    ///
    /// - Returns: nil where the loss is not linear along every axis and along some random directions, as far as the
    ///   solution and twice as far along the gradient.
    init?(_ field: LossField, at constant: Double, gradient: [Double], target: Double) {
        let length = Vector.length(gradient)
        guard length > 0, length.isFinite, let direction = Vector.unit(gradient) else { return nil }
        let radius = (target - constant) / length
        guard radius.isFinite, radius < 1e9 else { return nil }
        let tolerance = 1e-9 * (target - constant) + 10 * field.resolution
        // Cheap first: most losses that are not linear fail here.
        let along = [-1, 0.5, 1, 2].map { Vector.scaled(direction, by: $0 * radius) }
        let found = field.losses(Matrix(along))
        for (share, loss) in zip([-1, 0.5, 1, 2], found) {
            let expected = constant + share * (target - constant)
            guard abs(loss - expected) <= 1e-6 * abs(target - constant) + 10 * field.resolution else { return nil }
        }
        let count = field.count
        var axes = Matrix(rowCount: 2 * count, columnCount: count)
        for axis in 0..<count {
            axes[2 * axis, axis] = radius
            axes[2 * axis + 1, axis] = -radius
        }
        let ends = field.losses(axes)
        var slopes: [Double] = []
        for axis in 0..<count {
            guard abs(ends[2 * axis] + ends[2 * axis + 1] - 2 * constant) <= tolerance else { return nil }
            slopes.append((ends[2 * axis] - ends[2 * axis + 1]) / (2 * radius))
        }
        let directions = RandomDirections.unit(count: 32, dimension: count).map { Vector.scaled($0, by: radius) }
        for (point, loss) in zip(directions, field.losses(Matrix(directions))) {
            guard abs(loss - constant - Vector.dot(slopes, point)) <= tolerance else { return nil }
        }
        nearest = Vector.scaled(slopes, by: (target - constant) / Vector.dot(slopes, slopes))
    }
}

/// Directions spread evenly over the sphere, the same at every call.
enum RandomDirections {
    static func unit(count: Int, dimension: Int) -> [[Double]] {
        // Draws come in whole groups of paths.
        let paths = (count + 255) / 256 * 256
        let rows = RowStorage(rowCount: dimension + dimension % 2, pathCount: paths)
        PhiloxDraws(seed: 1936).normals(step: 0, paths: 0..<paths, into: rows.rows)
        return withExtendedLifetime(rows) {
            (0..<count).compactMap { path in Vector.unit((0..<dimension).map { rows.rows[$0, path] }) }
        }
    }
}
