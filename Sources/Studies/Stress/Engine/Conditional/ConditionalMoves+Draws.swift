import Kernels
import LinearAlgebra
import Randomness
import Statistics

extension ConditionalMoves {
    /// Levels drawn from the law of all factors given the stated ones: draws × factors.
    ///
    /// An unconditional draw, less what the stated factors did in it, plus what they are stated to do, has the
    /// conditional law, whatever the rank of the covariance; under a Student t the difference is scaled by
    /// √((ν − 2 + d²)/χ²) with ν + p degrees of freedom. Source: J.-P. Chilès, P. Delfiner, “Geostatistics”, 2nd ed., Wiley
    /// 2012, section 7.3 (conditioning by kriging).
    public func draws(count: Int, seed: UInt64) -> Matrix {
        let source = PhiloxDraws(seed: seed)
        let normals = RowStorage(rowCount: root.columnCount, pathCount: count)
        source.normals(step: 0, paths: 0..<count, into: normals.rows)
        let rows = (0..<root.columnCount).flatMap { normals.copy(row: $0) }
        let free = root.multiplied(by: Matrix(rowCount: root.columnCount, columnCount: count, elements: rows))
        let scales = mixing(count: count, source)
        var levels = Matrix(rowCount: count, columnCount: law.factors.count)
        for draw in 0..<count {
            let scores = stated.map { free[$0.factor, draw] / law.deviations[$0.factor] }
            var changes = means
            for factor in means.indices where deviations[factor] > 0 {
                var move = free[factor, draw]
                for row in scores.indices { move -= loadings[row, factor] * scores[row] }
                changes[factor] += scales[draw] * move
            }
            for (factor, level) in law.levels(after: changes).enumerated() { levels[draw, factor] = level }
        }
        return levels
    }

    private func mixing(count: Int, _ source: PhiloxDraws) -> [Double] {
        guard let ν = degreesOfFreedom else { return [Double](repeating: 1, count: count) }
        var uniforms = [Double](repeating: 0, count: count)
        uniforms.withUnsafeMutableBufferPointer { source.uniforms(step: 0, paths: 0..<count, driver: 0, into: $0) }
        let law = ChiSquareDistribution(degreesOfFreedom: ν + Double(rank))
        return uniforms.map { ((ν - 2 + distance * distance) / law.quantile($0)).squareRoot() }
    }
}
