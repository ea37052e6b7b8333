import LinearAlgebra
import Market

/// What a dependence is fitted to: the changes of the calibration window, made comparable, and the correlations.
public struct DependenceSample: Sendable {
    /// Every simulated factor.
    public let factors: [FactorID]
    /// Which of them have a history, in the order of the columns of `changes`.
    public let columns: [Int]
    /// Observations × columns, the oldest first, each column with mean 0 and variance 1, or all zero for a factor that
    /// never moved.
    public let changes: Matrix
    /// Of all simulated factors, as they will be simulated.
    public let correlation: Matrix

    /// - Parameter changes: observations × columns, as they were.
    public init(factors: [FactorID], columns: [Int], changes: Matrix, correlation: Matrix) {
        precondition(changes.columnCount == columns.count && correlation.rowCount == factors.count, "shapes agree")
        self.factors = factors
        self.columns = columns
        self.correlation = correlation
        self.changes = changes.standardised
    }

    /// Of the factors with a history.
    var historicalCorrelation: Matrix {
        Matrix(columns.map { row in columns.map { correlation[row, $0] } })
    }

    /// The changes of some factors only.
    func selecting(_ isWanted: (FactorID) -> Bool) -> DependenceSample {
        let places = columns.indices.filter { isWanted(factors[columns[$0]]) }
        return DependenceSample(
            factors: factors, columns: places.map { columns[$0] },
            changes: Matrix((0..<changes.rowCount).map { row in places.map { changes[row, $0] } }),
            correlation: correlation)
    }
}

extension Matrix {
    /// The same with each column less its mean and over its standard deviation; a constant column becomes zero.
    package var standardised: Matrix {
        guard rowCount > 1 else { return self }
        let n = Double(rowCount)
        var result = self
        for column in 0..<columnCount {
            let mean = (0..<rowCount).reduce(0) { $0 + self[$1, column] } / n
            let squares = (0..<rowCount).reduce(0) { $0 + (self[$1, column] - mean) * (self[$1, column] - mean) }
            // Rounding of the mean alone is no movement.
            let isMoving = squares > n * mean * mean * 1e-28
            let scale = isMoving ? 1 / (squares / (n - 1)).squareRoot() : 0
            for row in 0..<rowCount { result[row, column] = (self[row, column] - mean) * scale }
        }
        return result
    }

    /// Some of the columns, as a matrix of their own.
    func columns(_ places: [Int]) -> Matrix {
        Matrix((0..<rowCount).map { row in places.map { self[row, $0] } })
    }
}
