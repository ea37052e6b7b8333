import LinearAlgebra

/// The curvature of −log L at its lowest point, and the covariance of the estimates that follows from it.
///
/// By central differences, among the parameters that are not at a bound. Where −log L is not convex there, the parameters
/// are not told apart by the sample, and there are no errors.
struct ObservedInformation {
    let steps: [Double]
    /// The parameters that are not at a bound.
    let free: [Int]
    /// Of the Hessian of −log L among them; nil where it is not positive definite.
    let inverse: Matrix?

    /// - Parameter difference: between points, in `scale`s.
    init(
        _ parameters: [MaximumLikelihood.Parameter], at point: [Double], difference: Double,
        _ objective: ([Double]) -> Double
    ) {
        let steps = zip(parameters, point).map { parameter, value in
            difference * max(parameter.scale, abs(value) * 1e-2)
        }
        let free = parameters.indices.filter { index in
            let bounds = parameters[index].bounds
            return point[index] - bounds.lowerBound > 2 * steps[index]
                && bounds.upperBound - point[index] > 2 * steps[index]
        }
        self.steps = steps
        self.free = free
        func value(_ moves: [(Int, Double)]) -> Double {
            var moved = point
            for (index, move) in moves { moved[index] += move }
            return objective(moved)
        }
        let centre = objective(point)
        var hessian = Matrix(rowCount: free.count, columnCount: free.count)
        for (i, a) in free.enumerated() {
            let h = steps[a]
            hessian[i, i] = (value([(a, h)]) - 2 * centre + value([(a, -h)])) / (h * h)
            for (j, b) in free.enumerated() where j < i {
                let k = steps[b]
                let mixed =
                    value([(a, h), (b, k)]) - value([(a, h), (b, -k)]) - value([(a, -h), (b, k)])
                    + value([(a, -h), (b, -k)])
                hessian[i, j] = mixed / (4 * h * k)
                hessian[j, i] = hessian[i, j]
            }
        }
        inverse = free.isEmpty || !hessian.elements.allSatisfy(\.isFinite) ? nil : hessian.positiveInverse
    }

    /// Whether there are parameters within their bounds, and their curvature tells nothing.
    var isFlat: Bool { !free.isEmpty && inverse == nil }

    /// The bound at which each parameter lies; nil within.
    func ends(of parameters: [MaximumLikelihood.Parameter], at point: [Double]) -> [SearchEnd?] {
        parameters.indices.map { index in
            guard !free.contains(index) else { return nil }
            let bounds = parameters[index].bounds
            return point[index] - bounds.lowerBound < bounds.upperBound - point[index] ? .lowest : .highest
        }
    }

    /// A point a Newton step nearer to where the slope is 0, with its value; the same where the step does not help.
    ///
    /// A search ends where values agree to rounding, which leaves half of the digits of the point; the slope has the rest.
    func refined(_ point: [Double], value: Double, _ objective: ([Double]) -> Double) -> ([Double], Double) {
        guard let inverse else { return (point, value) }
        let slopes = free.map { index in
            var (up, down) = (point, point)
            up[index] += steps[index]
            down[index] -= steps[index]
            return (objective(up) - objective(down)) / (2 * steps[index])
        }
        var moved = point
        for (i, index) in free.enumerated() {
            for j in free.indices { moved[index] -= inverse[i, j] * slopes[j] }
            // More than a tenth of a standard error away, the search was not at its end.
            guard abs(moved[index] - point[index]) < 0.1 * inverse[i, i].squareRoot() else { return (point, value) }
        }
        let reached = objective(moved)
        return reached <= value + 1e-12 * abs(value) ? (moved, reached) : (point, value)
    }

    /// One a parameter: square roots of a covariance's diagonal.
    func errors(_ covariance: Matrix?) -> [Double?] {
        var errors = [Double?](repeating: nil, count: steps.count)
        guard let covariance else { return errors }
        for (i, index) in free.enumerated() { errors[index] = covariance[i, i].squareRoot() }
        return errors
    }

    /// H⁻¹·(Σ sᵢ·sᵢᵀ)·H⁻¹ with the scores sᵢ of the observations by central differences.
    func sandwich(at point: [Double], _ contributions: ([Double]) -> [Double]) -> Matrix? {
        guard let inverse else { return nil }
        let scores = free.map { index in
            var (up, down) = (point, point)
            up[index] += steps[index]
            down[index] -= steps[index]
            return zip(contributions(up), contributions(down)).map { ($0 - $1) / (2 * steps[index]) }
        }
        var outer = Matrix(rowCount: free.count, columnCount: free.count)
        for i in free.indices {
            for j in free.indices { outer[i, j] = zip(scores[i], scores[j]).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        return inverse.multiplied(by: outer).multiplied(by: inverse)
    }
}

extension Matrix {
    /// The inverse of a symmetric matrix, scaled to a unit diagonal first; nil where it is not positive definite.
    fileprivate var positiveInverse: Matrix? {
        guard diagonal.allSatisfy({ $0 > 0 }) else { return nil }
        let scales = diagonal.map { 1 / $0.squareRoot() }
        var scaled = self
        for i in 0..<rowCount {
            for j in 0..<columnCount { scaled[i, j] *= scales[i] * scales[j] }
        }
        guard let eigen = try? SymmetricEigen(scaled), eigen.values.allSatisfy({ $0 > 1e-12 }) else { return nil }
        var inverse = Matrix(rowCount: rowCount, columnCount: columnCount)
        for i in 0..<rowCount {
            for j in 0..<columnCount {
                for k in eigen.values.indices {
                    inverse[i, j] += eigen.vectors[k, i] * eigen.vectors[k, j] / eigen.values[k]
                }
                inverse[i, j] *= scales[i] * scales[j]
            }
        }
        return inverse
    }
}
