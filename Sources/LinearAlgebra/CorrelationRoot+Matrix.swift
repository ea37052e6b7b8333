extension CorrelationRoot {
    /// The root R itself, `count × rowCount` or narrower, so that R·Rᵀ is the correlation matrix.
    public var matrix: Matrix {
        switch self {
        case .cholesky(let factor):
            var result = Matrix(rowCount: factor.count, columnCount: factor.rank)
            for (row, variable) in factor.order.enumerated() {
                for column in 0..<factor.rank { result[variable, column] = factor.lower[row, column] }
            }
            return result
        case .components(let components):
            let (count, common) = (components.count, components.componentCount)
            var result = Matrix(rowCount: count, columnCount: common + count)
            for variable in 0..<count {
                for column in 0..<common { result[variable, column] = components.loadings[variable, column] }
                result[variable, common + variable] = components.idiosyncratic[variable]
            }
            return result
        }
    }

    /// The variance of a weighted sum of the variables, each of variance one.
    public func variance(of weights: [Double]) -> Double {
        precondition(weights.count == count, "a weight for each variable")
        switch self {
        case .cholesky(let factor):
            let ordered = Matrix(rowCount: count, columnCount: 1, elements: factor.order.map { weights[$0] })
            return factor.lower.transposedMultiplied(by: ordered).elements.reduce(0) { $0 + $1 * $1 }
        case .components(let components):
            let column = Matrix(rowCount: count, columnCount: 1, elements: weights)
            let common = components.loadings.transposedMultiplied(by: column).elements.reduce(0) { $0 + $1 * $1 }
            return zip(weights, components.idiosyncratic).reduce(common) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }
        }
    }
}
