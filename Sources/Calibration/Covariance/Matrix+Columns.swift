import LinearAlgebra

extension Matrix {
    /// The mean of each column.
    var columnMeans: [Double] {
        var means = [Double](repeating: 0, count: columnCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount { means[column] += self[row, column] }
        }
        return means.map { $0 / Double(rowCount) }
    }

    /// The same matrix with the mean of each column taken away.
    var centred: Matrix {
        let means = columnMeans
        var result = self
        for row in 0..<rowCount {
            for column in 0..<columnCount { result[row, column] -= means[column] }
        }
        return result
    }

    func map(_ transform: (Double) -> Double) -> Matrix {
        Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements.map(transform))
    }

    static func * (factor: Double, matrix: Matrix) -> Matrix { matrix.map { factor * $0 } }
}
