import LinearAlgebra

/// Parameters that make a sample most likely, with their standard errors.
///
/// The search runs twice, without derivatives: from every start, then from the best end with shorter steps. The standard
/// errors come from the observed information, the inverse of the Hessian of −log L by central differences.
/// Source: A. W. van der Vaart, “Asymptotic Statistics”, Cambridge 1998, chapter 5.
public struct MaximumLikelihood: Sendable {
    /// One parameter: where it may lie.
    public struct Parameter: Sendable {
        public var name: String
        public var bounds: ClosedRange<Double>
        /// A typical size of changes that matter: for first steps and differences.
        public var scale: Double

        public init(_ name: String, _ bounds: ClosedRange<Double>, scale: Double) {
            self.name = name
            self.bounds = bounds
            self.scale = scale
        }
    }

    public let names: [String]
    public let estimates: [Double]
    /// Nil for a parameter at its bound, and where the likelihood is flat, so that there is none.
    public let standardErrors: [Double?]
    public let logLikelihood: Double
    public let evaluations: Int

    /// - Parameters:
    ///   - starts: one point or several, each within the bounds; the best end wins.
    ///   - search: `boundedQuadratic` needs far fewer evaluations where the likelihood is smooth and dear.
    ///   - difference: of the second differences, in `scale`s: the smaller, the more digits the likelihood must have.
    ///   - logLikelihood: of the whole sample; `-infinity` or not a number where the parameters are impossible.
    public init(
        _ parameters: [Parameter], from starts: [[Double]], search: Minimizer.Method = .subplex,
        difference: Double = 1e-4, _ logLikelihood: ([Double]) -> Double
    ) throws(MinimizationError) {
        let bounds = parameters.map(\.bounds)
        let steps = parameters.map(\.scale)
        var best: Minimum?
        var failure = MinimizationError.undefinedStart
        var evaluations = 0
        for start in starts {
            do {
                let inside = zip(start, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
                let rough = try Minimizer(search, tolerance: 1e-7)
                    .minimize({ -logLikelihood($0) }, from: inside, bounds: bounds, firstSteps: steps)
                evaluations += rough.evaluations
                if rough.value < best?.value ?? .infinity { best = rough }
            } catch {
                failure = error
            }
        }
        guard let rough = best else { throw failure }
        // A second search from where the first ended: it either agrees or improves.
        let polished = try? Minimizer(search, tolerance: 1e-10)
            .minimize({ -logLikelihood($0) }, from: rough.point, bounds: bounds, firstSteps: steps.map { $0 / 10 })
        let end = polished.map { $0.value <= rough.value ? $0 : rough } ?? rough
        names = parameters.map(\.name)
        estimates = end.point
        self.logLikelihood = -end.value
        self.evaluations = evaluations + (polished?.evaluations ?? 0)
        standardErrors = Self.standardErrors(parameters, at: end.point, difference: difference) { -logLikelihood($0) }
    }

    public func estimate(_ name: String) -> Double {
        guard let index = names.firstIndex(of: name) else { preconditionFailure("no parameter \(name)") }
        return estimates[index]
    }

    /// Square roots of the diagonal of the inverse Hessian of −log L, among the parameters that are not at a bound.
    static func standardErrors(
        _ parameters: [Parameter], at point: [Double], difference: Double, _ objective: ([Double]) -> Double
    ) -> [Double?] {
        let steps = zip(parameters, point).map { parameter, value in
            difference * max(parameter.scale, abs(value) * 1e-2)
        }
        let free = parameters.indices.filter { index in
            let bounds = parameters[index].bounds
            return point[index] - bounds.lowerBound > 2 * steps[index]
                && bounds.upperBound - point[index] > 2 * steps[index]
        }
        var errors = [Double?](repeating: nil, count: parameters.count)
        guard !free.isEmpty else { return errors }
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
        guard hessian.elements.allSatisfy(\.isFinite), let inverse = hessian.positiveInverse else { return errors }
        for (i, a) in free.enumerated() { errors[a] = inverse[i, i].squareRoot() }
        return errors
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
