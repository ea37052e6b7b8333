import COpenBLAS

/// The smallest eigenvalue of a symmetric matrix, with the Cholesky factor where that was found on the way.
///
/// The whole spectrum takes 4/3 n³ operations, half of them at the speed of memory. A large matrix is asked less:
///
/// - a positive definite one is factored, and the inverse is iterated with the factor (Lanczos);
/// - one that leaves nothing over after complete pivoting is semi-definite: `A = P·L·Lᵀ·Pᵀ + E` has no eigenvalue below
///   `−‖E‖` (Weyl), and `n − rank` of them are zero to rounding;
/// - else all eigenvalues are computed.
///
/// Sources: B. N. Parlett, “The Symmetric Eigenvalue Problem”, SIAM 1998, §§10.1 and 13.2 (Weyl's inequality, Lanczos);
/// N. J. Higham, “Accuracy and Stability of Numerical Algorithms”, 2nd ed., SIAM 2002, §10.3 (complete pivoting).
public struct SmallestEigenvalue: Sendable {
    /// From the whole spectrum to rounding; from the iteration to 1e-6 of itself, never too small; 0 where the rank says so.
    public let value: Double
    /// Whether it is below zero by more than rounding: −10·n·ε times the largest.
    public let isNegative: Bool
    /// Nil where the whole spectrum was computed.
    public let factor: CholeskyFactor?

    /// Up to this many rows the whole spectrum takes less than half a second.
    public static let largestWhole = 1_000

    /// - Parameters:
    ///   - matrix: square, symmetric and finite.
    ///   - largestWhole: the most rows for which the whole spectrum is computed at once.
    /// - Throws: `notSquare`, `notFinite`, `asymmetric` or `eigenvaluesNotFound`.
    /// - Complexity: n³/3 operations for a large positive definite matrix, rank·n² for a singular one.
    public init(of matrix: Matrix, largestWhole: Int = Self.largestWhole) throws(FactorizationError) {
        if matrix.rowCount > largestWhole {
            try matrix.checkSquareAndFinite()
            try matrix.checkSymmetric()
            if let factor = CholeskyFactor.regular(matrix) {
                self.init(value: factor.smallestEigenvalue(), isNegative: false, factor: factor)
                return
            }
            if let factor = CholeskyFactor.semiDefinite(matrix) {
                self.init(value: 0, isNegative: false, factor: factor)
                return
            }
        }
        let values = try SymmetricEigen.values(of: matrix)
        let bound = CholeskyFactor.relativeTolerance(matrix.rowCount) * (values.last ?? 0)
        self.init(value: values.first ?? 1, isNegative: (values.first ?? 1) < -bound, factor: nil)
    }

    private init(value: Double, isNegative: Bool, factor: CholeskyFactor?) {
        self.value = value
        self.isNegative = isNegative
        self.factor = factor
    }
}

extension CholeskyFactor {
    /// The smallest eigenvalue of `L·Lᵀ` by Lanczos on its inverse, all vectors kept orthogonal.
    ///
    /// It ends when eight more steps move it by less than 1e-7 of itself, or after 200: a Ritz value of the inverse is
    /// never above its largest eigenvalue, so the result is never too small.
    fileprivate func smallestEigenvalue() -> Double {
        let count = self.count
        var basis = [Self.start(count)]
        var diagonal: [Double] = []
        var beside: [Double] = []
        var found: [Double] = []
        while diagonal.count < min(count, 200) {
            var next = basis[basis.count - 1]
            solve(&next)
            diagonal.append(dot(next, basis[basis.count - 1]))
            // Twice is enough: Parlett, §6.9.
            for _ in 0..<2 {
                for vector in basis { subtract(dot(next, vector), of: vector, from: &next) }
            }
            found.append(Self.largest(diagonal, beside))
            let earlier = found.count > 8 ? found[found.count - 9] : 0
            let norm = dot(next, next).squareRoot()
            guard norm > 1e-14 * found[found.count - 1], found[found.count - 1] - earlier > 1e-7 * earlier else {
                break
            }
            beside.append(norm)
            basis.append(next.map { $0 / norm })
        }
        return 1 / found[found.count - 1]
    }

    /// Solves `L·Lᵀ·x = b`, b in, x out.
    private func solve(_ vector: inout [Double]) {
        let size = blasint(count)
        lower.elements.withUnsafeBufferPointer { root in
            cblas_dtrsv(
                CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, size, root.baseAddress, size, &vector, 1)
            cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, size, root.baseAddress, size, &vector, 1)
        }
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double { cblas_ddot(blasint(count), a, 1, b, 1) }

    private func subtract(_ share: Double, of vector: [Double], from other: inout [Double]) {
        cblas_daxpy(blasint(count), -share, vector, 1, &other, 1)
    }

    /// A vector of length one that no eigenvector of a market is likely to be orthogonal to: fractions of the golden
    /// section, about zero.
    private static func start(_ count: Int) -> [Double] {
        let golden = 0.618_033_988_749_894_9
        let raw = (1...max(count, 1)).map { index in
            let product = Double(index) * golden
            return product - product.rounded(.down) - 0.5
        }
        let norm = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return raw.map { $0 / norm }
    }

    /// The largest eigenvalue of a symmetric tridiagonal matrix (LAPACK `dsterf`).
    private static func largest(_ diagonal: [Double], _ beside: [Double]) -> Double {
        var (values, off) = (diagonal, beside + [0])
        let status = LAPACKE_dsterf(lapack_integer(values.count), &values, &off)
        return status == 0 ? values[values.count - 1] : diagonal.max() ?? 0
    }
}
