import LinearAlgebra

extension Matrix {
    /// This positive semi-definite matrix, scaled to ones on the diagonal and symmetric to the last bit.
    var withUnitDiagonal: Matrix {
        let factors = diagonal.map { 1 / $0.squareRoot() }
        var result = self
        result.scaleRows(by: factors)
        result.scaleColumns(by: factors)
        result.mirrorLowerTriangle()
        for i in 0..<rowCount { result[i, i] = 1 }
        return result
    }
}
