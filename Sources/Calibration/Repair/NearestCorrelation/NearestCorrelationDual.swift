import LinearAlgebra

/// The dual of the nearest correlation problem at one point y: θ(y) = ½‖(G + Diag y)₊‖² − Σy, convex and smooth.
///
/// The names follow Qi and Sun 2006: α are the positive eigenvalues, P the eigenvectors, V the generalised Hessian.
struct NearestCorrelationDual {
    /// y
    let shift: [Double]
    /// θ(y)
    let value: Double
    /// ∇θ(y) = diag (G + Diag y)₊ − 1
    let gradient: [Double]
    /// ‖∇θ(y)‖
    let residual: Double

    /// Of G + Diag y.
    private let eigen: SymmetricEigen
    /// How many eigenvalues are not positive; they come first.
    private let split: Int

    init(_ matrix: Matrix, shift: [Double]) throws(RepairError) {
        var shifted = matrix
        for (i, y) in shift.enumerated() { shifted[i, i] += y }
        do { eigen = try SymmetricEigen(shifted) } catch { throw .matrix(error) }
        let count = shift.count
        split = eigen.values.firstIndex { $0 > 0 } ?? count
        var diagonal = [Double](repeating: -1, count: count)
        for a in split..<count {
            let λ = eigen.values[a]
            for (k, p) in eigen.vectors.row(a).enumerated() { diagonal[k] += λ * p * p }
        }
        self.shift = shift
        gradient = diagonal
        residual = dot(diagonal, diagonal).squareRoot()
        value = eigen.values[split...].reduce(0) { $0 + $1 * $1 } / 2 - shift.reduce(0, +)
    }

    /// X = (G + Diag y)₊
    var primal: Matrix { Matrix(eigen) { max($0, 0) } }

    /// The solution d of V·d = −∇θ by conjugate gradients with a diagonal preconditioner.
    var newtonDirection: [Double] {
        let hessian = Hessian(eigen, split: split)
        // Loose far away, tight near the solution, which keeps the convergence quadratic.
        let target = min(0.1, residual) * residual
        // A little of the identity keeps V from being singular.
        let regularisation = min(1e-6, 0.1 * residual)
        let preconditioner = hessian.diagonal.map { max($0, 1e-6) }
        var solution = [Double](repeating: 0, count: shift.count)
        var rest = gradient.map { -$0 }
        var scaled = zip(rest, preconditioner).map(/)
        var search = scaled
        var product = dot(rest, scaled)
        for _ in 0..<200 {
            var image = hessian.applied(to: search)
            for k in image.indices { image[k] += regularisation * search[k] }
            let step = product / dot(search, image)
            for k in solution.indices {
                solution[k] += step * search[k]
                rest[k] -= step * image[k]
            }
            if dot(rest, rest).squareRoot() <= target { break }
            scaled = zip(rest, preconditioner).map(/)
            let next = dot(rest, scaled)
            for k in search.indices { search[k] = scaled[k] + next / product * search[k] }
            product = next
        }
        return solution
    }

    /// V·h = diag(P·(W ∘ (Pᵀ·Diag h·P))·Pᵀ), where W is 1 between positive eigenvalues, 0 between others, and
    /// λᵢ/(λᵢ − λⱼ) between a positive λᵢ and another λⱼ.
    private struct Hessian {
        /// Eigenvectors, one a row.
        private let vectors: Matrix
        /// Those of the smaller of the two groups of eigenvalues.
        private let group: Matrix
        /// Whether that group is the positive one; else 1 − W is used, and V·h = h − …
        private let isPositive: Bool
        /// Group × all: the weights, halved within the group, whose pairs count twice.
        private let weights: Matrix

        init(_ eigen: SymmetricEigen, split: Int) {
            let count = eigen.values.count
            vectors = eigen.vectors
            isPositive = count - split <= split
            let range = isPositive ? split..<count : 0..<split
            group = vectors.rows(range)
            var weights = Matrix(rowCount: range.count, columnCount: count, filledWith: 0.5)
            for (row, a) in range.enumerated() {
                for b in 0..<count where !range.contains(b) {
                    let (own, other) = (eigen.values[a], eigen.values[b])
                    weights[row, b] = own / (own - other)
                }
            }
            self.weights = weights
        }

        func applied(to h: [Double]) -> [Double] {
            var scaled = group
            scaled.scaleColumns(by: h)
            let inner = scaled.multiplied(byTransposed: vectors)
            let weighted = Matrix(
                rowCount: inner.rowCount, columnCount: inner.columnCount,
                elements: zip(inner.elements, weights.elements).map { $0 * $1 })
            let half = diagonalSum(weighted.multiplied(by: vectors), group)
            return isPositive ? half.map { 2 * $0 } : zip(h, half).map { $0 - 2 * $1 }
        }

        var diagonal: [Double] {
            let squares = vectors.map { $0 * $0 }
            let half = diagonalSum(weights.multiplied(by: squares), group.map { $0 * $0 })
            return half.map { isPositive ? 2 * $0 : 1 - 2 * $0 }
        }

        /// Σₐ a[a, k]·b[a, k] for every column k.
        private func diagonalSum(_ a: Matrix, _ b: Matrix) -> [Double] {
            var sums = [Double](repeating: 0, count: a.columnCount)
            for row in 0..<a.rowCount {
                for column in 0..<a.columnCount { sums[column] += a[row, column] * b[row, column] }
            }
            return sums
        }
    }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
