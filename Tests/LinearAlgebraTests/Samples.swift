import LinearAlgebra
import TestSupport

/// A correlation matrix of `count` variables from a sample; singular where `observations` is less than `count`.
func sampleCorrelation(_ count: Int, observations: Int, seed: UInt64 = 1) -> Matrix {
    var numbers = Sequence64(seed: seed)
    var sample = Matrix(rowCount: observations, columnCount: count)
    for row in 0..<observations {
        let common = numbers.next()
        for column in 0..<count { sample[row, column] = numbers.next() + common }
    }
    let moments = sample.transposedMultiplied(by: sample)
    var result = Matrix.identity(count)
    for i in 0..<count {
        for j in 0..<count where i != j { result[i, j] = moments[i, j] / (moments[i, i] * moments[j, j]).squareRoot() }
    }
    return result
}

func largestDifference(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
}
