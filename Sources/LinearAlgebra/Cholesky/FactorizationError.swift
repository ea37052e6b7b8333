/// Why a matrix could not be decomposed.
public enum FactorizationError: Error, Hashable, Sendable {
    /// Rows and columns are not equally many.
    case notSquare(rowCount: Int, columnCount: Int)
    /// An element is infinite or not a number.
    case notFinite(row: Int, column: Int, value: Double)
    /// The elements `[row, column]` and `[column, row]` differ by more than rounding.
    case asymmetric(row: Int, column: Int, value: Double, mirrored: Double)
    /// The matrix has a negative eigenvalue, beyond rounding: it is no covariance and no correlation of anything.
    ///
    /// - leadingMinor: the order of the first leading block that is not positive definite, from one.
    /// - contradictoryPairs: the pairs that contribute most to the negative eigenvalue, at most five; they cannot all
    ///   hold at once.
    case indefinite(leadingMinor: Int, smallestEigenvalue: Double, contradictoryPairs: [IndexPair])
    /// The eigenvalue iteration did not converge.
    case eigenvaluesNotFound
}

extension FactorizationError: CustomStringConvertible {
    /// What is wrong, with indices counting from zero. Who knows the names of the rows says it with names.
    public var description: String {
        switch self {
        case .notSquare(let rowCount, let columnCount):
            return "the matrix has \(rowCount) rows and \(columnCount) columns; it must be square"
        case .notFinite(let row, let column, let value):
            return "the element in row \(row), column \(column) is \(value)"
        case .asymmetric(let row, let column, let value, let mirrored):
            return "the matrix is not symmetric: [\(row), \(column)] is \(value), [\(column), \(row)] is \(mirrored)"
        case .indefinite(_, let smallestEigenvalue, let pairs):
            let named = pairs.map { "[\($0.first), \($0.second)]" }.joined(separator: ", ")
            return "the matrix is not positive semi-definite: its smallest eigenvalue is \(smallestEigenvalue)"
                + (named.isEmpty ? "" : "; these pairs contradict each other: \(named)")
        case .eigenvaluesNotFound:
            return "the eigenvalues could not be computed"
        }
    }
}
