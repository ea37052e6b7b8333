import LinearAlgebra

/// Numbers that look random and are always the same, for tests that need no distribution.
struct Sequence64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Uniform on (−½, ½), by a linear congruence (D. E. Knuth, The Art of Computer Programming, vol. 2, §3.3.4).
    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / 0x1p53 - 0.5
    }
}

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
