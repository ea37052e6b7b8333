import LinearAlgebra

extension Matrix {
    /// Σ xₜ xₜ₋ₗᵀ + its transpose, over observations t, for a lag l of at least 1; rows are observations, the oldest first.
    func laggedGram(_ lag: Int) -> Matrix {
        guard lag < rowCount else { return Matrix(rowCount: columnCount, columnCount: columnCount) }
        let later = Matrix(
            rowCount: rowCount - lag, columnCount: columnCount, elements: Array(elements[(lag * columnCount)...]))
        let earlier = Matrix(
            rowCount: rowCount - lag, columnCount: columnCount,
            elements: Array(elements[..<((rowCount - lag) * columnCount)]))
        let product = later.transposedMultiplied(by: earlier)
        var result = product
        for i in 0..<columnCount {
            for j in 0..<columnCount { result[i, j] = product[i, j] + product[j, i] }
        }
        return result
    }

    /// The same with a multiple of another added.
    func adding(_ factor: Double, times other: Matrix) -> Matrix {
        Matrix(
            rowCount: rowCount, columnCount: columnCount,
            elements: zip(elements, other.elements).map { $0 + factor * $1 })
    }
}
