import LinearAlgebra
import Testing

@Suite("Principal components")
struct PrincipalComponentsTests {
    /// Equal correlations ρ: the first eigenvalue is 1 + (n − 1)·ρ, its vector constant.
    @Test("equal correlations have one component, known in closed form", arguments: [0.2, 0.7])
    func equicorrelation(correlation: Double) throws {
        let count = 6
        var matrix = Matrix(rowCount: count, columnCount: count, filledWith: correlation)
        for index in 0..<count { matrix[index, index] = 1 }
        let components = try PrincipalComponents(matrix, componentCount: 1)
        let eigenvalue = 1 + Double(count - 1) * correlation
        #expect(abs(components.explainedVariance - eigenvalue / Double(count)) < 1e-12)
        for row in 0..<count {
            #expect(abs(components.loadings[row, 0] - (eigenvalue / Double(count)).squareRoot()) < 1e-12)
            #expect(abs(components.idiosyncratic[row] - (1 - eigenvalue / Double(count)).squareRoot()) < 1e-12)
        }
    }

    /// A matrix of rank 2 in 40 dimensions, from two columns of known loadings.
    private var lowRank: Matrix {
        var loadings = Matrix(rowCount: 40, columnCount: 2)
        for row in 0..<40 {
            let angle = Double(row) * 0.13
            loadings[row, 0] = (1 - angle * angle / 40).squareRoot()
            loadings[row, 1] = (row.isMultiple(of: 2) ? 1 : -1) * angle / 40.0.squareRoot()
        }
        return loadings.multiplied(byTransposed: loadings)
    }

    @Test("a matrix of low rank is represented exactly by as many components, through the short cut")
    func exact() throws {
        let components = try PrincipalComponents(lowRank, componentCount: 5)
        #expect(components.componentCount <= 5)
        #expect(components.product.distance(to: lowRank) < 1e-10)
        #expect(abs(components.explainedVariance - 1) < 1e-10)
    }

    @Test("the short cut for low rank finds the same components as all eigenvectors")
    func shortCut() throws {
        let short = try PrincipalComponents(lowRank, componentCount: 1)
        var full = lowRank
        for index in 0..<40 { full[index, index] += 1e-7 }
        for i in 0..<40 {
            for j in 0..<40 { full[i, j] /= 1 + 1e-7 }
        }
        let long = try PrincipalComponents(full, componentCount: 1)
        #expect(short.loadings.distance(to: long.loadings) < 1e-5)
    }

    @Test("all components give the matrix itself")
    func complete() throws {
        let matrix = Matrix([[1, 0.5, -0.2], [0.5, 1, 0.3], [-0.2, 0.3, 1]])
        #expect(try PrincipalComponents(matrix, componentCount: 3).product.distance(to: matrix) < 1e-13)
    }

    @Test("every variance stays 1, for an indefinite matrix too", arguments: [1, 2, 3])
    func variances(count: Int) throws {
        let matrix = Matrix([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
        let product = try PrincipalComponents(matrix, componentCount: count).product
        for index in 0..<3 { #expect(abs(product[index, index] - 1) < 1e-12) }
        #expect(try SymmetricEigen(product).values[0] > -1e-12)
    }

    @Test("drivers come out as B·Z + √D·ε, in double and in single precision")
    func correlate() throws {
        let matrix = Matrix([[1, 0.5, -0.2], [0.5, 1, 0.3], [-0.2, 0.3, 1]])
        let components = try PrincipalComponents(matrix, componentCount: 2)
        let root = CorrelationRoot.components(components)
        #expect(root.rowCount == 5 && root.rows == [2, 3, 4])
        let inputs: [Double] = [0.3, -1.2, 2, -0.5, 0.7]
        var drivers: [Double] = inputs.flatMap { input -> [Double] in [input, 2 * input, 0, 0] }
        var singles = drivers.map { Float($0) }
        drivers.withUnsafeMutableBufferPointer { root.correlate($0.baseAddress!, stride: 4, pathCount: 2) }
        singles.withUnsafeMutableBufferPointer {
            SingleCorrelationRoot(root).correlate($0.baseAddress!, stride: 4, pathCount: 2)
        }
        for variable in 0..<3 {
            let common = components.loadings[variable, 0] * inputs[0] + components.loadings[variable, 1] * inputs[1]
            let known = common + components.idiosyncratic[variable] * inputs[2 + variable]
            #expect(abs(drivers[(2 + variable) * 4] - known) < 1e-14)
            #expect(abs(drivers[(2 + variable) * 4 + 1] - 2 * known) < 1e-14)
            #expect(abs(Double(singles[(2 + variable) * 4]) - known) < 1e-6)
        }
    }
}
