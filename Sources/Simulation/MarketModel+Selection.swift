import Dependence
import LinearAlgebra
import Market
import Settings

extension MarketModel {
    /// Some of the factors in another order, under a dependence of choice.
    ///
    /// A draw is addressed by its driver, so that markets whose first factors are the same in the same order draw the same
    /// numbers for them.
    ///
    /// - Parameters:
    ///   - places: of the factors wanted, each once.
    ///   - correlation: what `root` is a root of.
    /// - Throws: where these correlations have no root, which is for a factor model that was made of an indefinite matrix.
    public func selecting(
        _ places: [Int], correlation: Matrix, dependence wanted: Chosen<any Dependence.Type>
    ) throws(FactorizationError) -> MarketModel {
        let components = wanted.type.componentCount(wanted.specification)
        let isWhole = places == Array(factors.indices)
        if isWhole, wanted.specification == dependence || components == nil && !root.isApproximate {
            return MarketModel(factors: factors, root: root, dependence: wanted.specification)
        }
        var matrix = Matrix(rowCount: places.count, columnCount: places.count)
        for (row, i) in places.enumerated() {
            for (column, j) in places.enumerated() { matrix[row, column] = correlation[i, j] }
        }
        let root: CorrelationRoot
        if let components {
            root = .components(try PrincipalComponents(matrix, componentCount: components))
        } else {
            root = .cholesky(try CholeskyFactor(matrix))
        }
        return MarketModel(factors: places.map { factors[$0] }, root: root, dependence: wanted.specification)
    }
}

extension CorrelationRoot {
    fileprivate var isApproximate: Bool { if case .components = self { true } else { false } }
}

extension Matrix {
    func selecting(columns: [Int]) -> Matrix {
        var result = Matrix(rowCount: rowCount, columnCount: columns.count)
        for row in 0..<rowCount {
            for (place, column) in columns.enumerated() { result[row, place] = self[row, column] }
        }
        return result
    }
}
