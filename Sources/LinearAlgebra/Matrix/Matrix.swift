import COpenBLAS

/// A dense matrix of double-precision numbers, row after row.
@frozen
public struct Matrix: Hashable, Sendable {
    public let rowCount: Int
    public let columnCount: Int
    @usableFromInline
    var storage: [Double]

    /// Row-major: the element in row `i` and column `j` is `elements[i * columnCount + j]`.
    @inlinable
    public var elements: [Double] { storage }

    /// - Parameter elements: `rowCount × columnCount`, row by row.
    public init(rowCount: Int, columnCount: Int, elements: [Double]) {
        precondition(rowCount >= 0 && columnCount >= 0, "counts are not negative")
        precondition(elements.count == rowCount * columnCount, "elements must be rows × columns")
        self.rowCount = rowCount
        self.columnCount = columnCount
        storage = elements
    }

    /// A matrix with the same number everywhere.
    public init(rowCount: Int, columnCount: Int, filledWith value: Double = 0) {
        self.init(
            rowCount: rowCount, columnCount: columnCount,
            elements: [Double](repeating: value, count: rowCount * columnCount))
    }

    /// A matrix written out row by row; every row has the same length.
    public init(_ rows: [[Double]]) {
        let columnCount = rows.first?.count ?? 0
        precondition(rows.allSatisfy { $0.count == columnCount }, "rows must have the same length")
        self.init(rowCount: rows.count, columnCount: columnCount, elements: rows.flatMap { $0 })
    }

    /// A square matrix with these numbers on the diagonal and zero elsewhere.
    public init(diagonal: [Double]) {
        self.init(rowCount: diagonal.count, columnCount: diagonal.count)
        for (index, value) in diagonal.enumerated() { self[index, index] = value }
    }

    /// Ones on the diagonal, zero elsewhere.
    public static func identity(_ count: Int) -> Matrix { Matrix(diagonal: [Double](repeating: 1, count: count)) }

    @inlinable
    public subscript(row: Int, column: Int) -> Double {
        get {
            precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "outside the matrix")
            return storage[row &* columnCount &+ column]
        }
        set {
            precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "outside the matrix")
            storage[row &* columnCount &+ column] = newValue
        }
    }

    public var isSquare: Bool { rowCount == columnCount }

    /// One row, column by column.
    public func row(_ row: Int) -> ArraySlice<Double> { elements[row * columnCount..<(row + 1) * columnCount] }

    /// Some of the rows, as a matrix of their own.
    public func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rowCount: range.count, columnCount: columnCount,
            elements: Array(elements[range.lowerBound * columnCount..<range.upperBound * columnCount]))
    }

    /// The elements `[i, i]`.
    public var diagonal: [Double] { (0..<min(rowCount, columnCount)).map { self[$0, $0] } }

    /// Multiplies every element of every column by the column's factor.
    public mutating func scaleColumns(by factors: [Double]) {
        precondition(factors.count == columnCount, "one factor a column")
        for i in 0..<rowCount {
            for j in 0..<columnCount { storage[i * columnCount + j] *= factors[j] }
        }
    }

    /// Multiplies every element of every row by the row's factor.
    public mutating func scaleRows(by factors: [Double]) {
        precondition(factors.count == rowCount, "one factor a row")
        for i in 0..<rowCount {
            for j in 0..<columnCount { storage[i * columnCount + j] *= factors[i] }
        }
    }

    public var transposed: Matrix {
        var result = Matrix(rowCount: columnCount, columnCount: rowCount)
        for i in 0..<rowCount {
            for j in 0..<columnCount { result.storage[j * rowCount + i] = elements[i * columnCount + j] }
        }
        return result
    }

    /// The square root of the sum of the squares of all elements.
    public var frobeniusNorm: Double {
        BLAS.prepared()
        return cblas_dnrm2(blasint(elements.count), elements, 1)
    }

    /// The Frobenius norm of the difference to a matrix of the same shape.
    public func distance(to other: Matrix) -> Double {
        precondition(rowCount == other.rowCount && columnCount == other.columnCount, "shapes must agree")
        return Matrix(rowCount: rowCount, columnCount: columnCount, elements: zip(elements, other.elements).map(-))
            .frobeniusNorm
    }
}

extension Matrix: CustomStringConvertible {
    /// The rows of a small matrix, the shape of a large one.
    public var description: String {
        guard rowCount <= 8, columnCount <= 8 else { return "\(rowCount) × \(columnCount) matrix" }
        return "[" + (0..<rowCount).map { Array(row($0)).description }.joined(separator: ", ") + "]"
    }
}
