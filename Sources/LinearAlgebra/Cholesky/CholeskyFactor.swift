import COpenBLAS

/// A triangular square root of a covariance or correlation matrix: `A = P·L·Lᵀ·Pᵀ`.
///
/// A positive definite matrix has a lower triangular factor in the order of its rows. A matrix that is only positive
/// semi-definite (a factor twice, more factors than observations) has a lower trapezoidal one, `n × rank`, in the order
/// in which complete pivoting takes the variables. Both are factored once, on one thread, and kept: the bits of a
/// factorisation depend on the kernel set.
///
/// Sources: G. H. Golub, C. F. Van Loan, “Matrix Computations”, 4th ed., 2013, §4.2; N. J. Higham, “Analysis of the
/// Cholesky decomposition of a semi-definite matrix”, in Reliable Numerical Computation, 1990; LAPACK `dpotrf`, `dpstrf`.
public struct CholeskyFactor: Hashable, Sendable, Codable {
    /// Row `k` of `lower` belongs to the variable `order[k]`; `0, 1, 2, …` where the matrix is positive definite.
    public let order: [Int]
    /// `n × rank`, zero above the diagonal.
    public let lower: Matrix

    /// How many variables there are.
    public var count: Int { lower.rowCount }
    /// How many independent normals drive them; less than `count` where some depend wholly on others.
    public var rank: Int { lower.columnCount }

    /// - Parameters:
    ///   - matrix: symmetric, finite and positive semi-definite to rounding: no eigenvalue is below −10·n·ε times the
    ///     largest.
    ///   - largestWhole: the most rows for which the spectrum of a singular matrix is computed before pivoting.
    /// - Throws: what is wrong with the matrix; for an indefinite one, the pairs that contradict each other.
    /// - Complexity: n³/3 multiplications; rank·n² more for a large singular matrix, about 9 n³ more for a small one and
    ///   for an indefinite one.
    public init(
        _ matrix: Matrix, largestWhole: Int = SmallestEigenvalue.largestWhole
    ) throws(FactorizationError) {
        try matrix.checkSquareAndFinite()
        try matrix.checkSymmetric()
        BLAS.prepared()
        let count = matrix.rowCount
        guard count > 0 else {
            self.init(order: [], lower: matrix)
            return
        }

        if let regular = Self.regular(matrix) {
            self = regular
            return
        }
        if count > largestWhole, let singular = Self.semiDefinite(matrix) {
            self = singular
            return
        }
        let tolerance = Self.relativeTolerance(count)
        let eigen = try SymmetricEigen(matrix)
        guard eigen.values[0] >= -tolerance * max(eigen.values[count - 1], 0) else {
            throw .indefinite(
                leadingMinor: Self.firstFailingMinor(matrix) ?? count, smallestEigenvalue: eigen.values[0],
                contradictoryPairs: matrix.contradictoryPairs(along: eigen.vectors.row(0)))
        }
        self.init(pivoting: matrix, tolerance: tolerance)
    }

    /// The factor of a positive definite matrix in the order of its rows; nil where a pivot is zero to rounding.
    static func regular(_ matrix: Matrix) -> CholeskyFactor? {
        let count = matrix.rowCount
        let (minor, plain) = triangle(matrix)
        let tolerance = relativeTolerance(count)
        guard minor == 0,
            (0..<count).allSatisfy({ plain[$0, $0] * plain[$0, $0] > tolerance * matrix[$0, $0] })
        else { return nil }
        return CholeskyFactor(order: Array(0..<count), lower: plain.lowerTrapezoid(columns: count))
    }

    /// The order of the first leading block that is not positive definite, from one; nil where all are.
    private static func firstFailingMinor(_ matrix: Matrix) -> Int? {
        let minor = triangle(matrix).minor
        return minor > 0 ? Int(minor) : nil
    }

    private static func triangle(_ matrix: Matrix) -> (minor: lapack_integer, plain: Matrix) {
        BLAS.prepared()
        let count = lapack_integer(matrix.rowCount)
        var plain = matrix
        // Column-major upper is row-major lower.
        let minor = LAPACKE_dpotrf(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), count, &plain.storage, count)
        return (minor, plain)
    }

    /// How far below zero rounding may push an eigenvalue, as a fraction of the largest: 10·n·ε.
    public static func relativeTolerance(_ count: Int) -> Double { 10 * Double(count) * Double.ulpOfOne }

    /// One that was kept.
    ///
    /// - Parameters:
    ///   - order: every variable once.
    ///   - lower: a row a variable, not more columns than rows, zero above the diagonal.
    package init(order: [Int], lower: Matrix) {
        self.order = order
        self.lower = lower
    }

    /// The factor of a positive semi-definite matrix by complete pivoting.
    ///
    /// - Parameter tolerance: variances left over below this fraction of the largest one count as zero.
    private init(pivoting matrix: Matrix, tolerance: Double) {
        let count = matrix.rowCount
        var pivoted = matrix
        var pivots = [lapack_integer](repeating: 0, count: count)
        var rank: lapack_integer = 0
        let largest = matrix.diagonal.max() ?? 0
        if largest > 0 {
            _ = LAPACKE_dpstrf(
                LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), lapack_integer(count), &pivoted.storage,
                lapack_integer(count),
                &pivots, &rank, tolerance * largest)
            self.init(order: pivots.map { Int($0) - 1 }, lower: pivoted.lowerTrapezoid(columns: Int(rank)))
        } else {
            self.init(order: Array(0..<count), lower: Matrix(rowCount: count, columnCount: 0))
        }
    }

    /// The factor by complete pivoting of a matrix that may be singular; nil where it is indefinite beyond rounding.
    static func pivoted(_ matrix: Matrix) -> CholeskyFactor? {
        BLAS.prepared()
        let factor = CholeskyFactor(pivoting: matrix, tolerance: relativeTolerance(matrix.rowCount))
        // What pivoting left over is zero for a semi-definite matrix, and shows in the trace for an indefinite one.
        let trace = matrix.diagonal.reduce(0, +)
        let covered = factor.lower.frobeniusNorm * factor.lower.frobeniusNorm
        return abs(trace - covered) <= 1e-9 * max(trace, 1) ? factor : nil
    }

    /// The factor by complete pivoting where it proves that no eigenvalue is below −10·n·ε times the largest; else nil.
    ///
    /// What it leaves over, `E = A − P·L·Lᵀ·Pᵀ`, bounds the smallest eigenvalue from below by −‖E‖ (Weyl's inequality: R. A.
    /// Horn, C. R. Johnson, “Matrix Analysis”, 2nd ed., 2013, theorem 4.3.1); the largest is at least the mean of the
    /// diagonal.
    static func semiDefinite(_ matrix: Matrix) -> CholeskyFactor? {
        guard let factor = pivoted(matrix) else { return nil }
        let left = matrix.distance(to: factor.product)
        let least = matrix.diagonal.reduce(0, +) / Double(max(matrix.rowCount, 1))
        return left <= relativeTolerance(matrix.rowCount) * least ? factor : nil
    }

    /// The matrix that was factored, `P·L·Lᵀ·Pᵀ`, in the order of its own rows.
    public var product: Matrix {
        let permuted = lower.multiplied(byTransposed: lower)
        if order == Array(0..<count) { return permuted }
        var result = Matrix(rowCount: count, columnCount: count)
        for (i, row) in order.enumerated() {
            for (j, column) in order.enumerated() { result[row, column] = permuted[i, j] }
        }
        return result
    }
}

extension Matrix {
    /// The first columns on and below the diagonal, zero above.
    fileprivate func lowerTrapezoid(columns: Int) -> Matrix {
        var result = Matrix(rowCount: rowCount, columnCount: columns)
        for i in 0..<rowCount {
            for j in 0..<min(i + 1, columns) { result[i, j] = self[i, j] }
        }
        return result
    }

    /// The pairs i < j with the most negative terms vᵢ·Aᵢⱼ·vⱼ of the quadratic form along an eigenvector, at most five.
    ///
    /// The terms sum to the eigenvalue, so these are the pairs that make it negative.
    fileprivate func contradictoryPairs(along vector: ArraySlice<Double>) -> [IndexPair] {
        let v = Array(vector)
        var terms: [(term: Double, pair: IndexPair)] = []
        for i in 0..<rowCount {
            for j in i + 1..<max(rowCount, i + 1) {
                let term = v[i] * self[i, j] * v[j]
                if term < 0 { terms.append((term, IndexPair(i, j))) }
            }
        }
        return terms.sorted { $0.term < $1.term }.prefix(5).map(\.pair)
    }
}
