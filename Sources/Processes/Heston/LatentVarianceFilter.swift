import Kernels

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What a history of logarithmic changes says of Heston's hidden variance, and how likely it is: an exact filter on a
/// grid of variances.
///
/// Each day's weights are those of the day before, carried to all points that the variance may move to, times the
/// density of the change given both ends; their sum is the density of the change given the past.
/// Source: G. Kitagawa, “Non-Gaussian state-space modeling of nonstationary time series”, J. American Statistical
/// Association 82, 1987.
package struct LatentVarianceFilter {
    package private(set) var logLikelihood = 0.0
    /// P(change ≤ what came | past), each day; empty unless asked for.
    package private(set) var uniforms: [Double] = []
    /// The expected variance of the diffusion, per year, before each day; empty unless asked for.
    package private(set) var expectedVariances: [Double] = []
    /// After the last day: the mean of the variance and its deviation.
    package private(set) var finalMean = 0.0
    package private(set) var finalDeviation = 0.0

    private let grid: VarianceGrid
    private var weights: [Double]
    private var next: [Double]
    private var densities: [Double]

    /// Points at the ends of the grid that weigh less than this, relative to all, are left out of a day.
    private static let negligible = 1e-12

    /// - Parameters:
    ///   - changes: daily, logarithmic.
    ///   - fineness: of the grid; more than 1 only to check that 1 is enough.
    package init(
        _ changes: [Double], _ parameters: VarianceGrid.Parameters, withDiagnostics: Bool = false, fineness: Double = 1
    ) {
        grid = VarianceGrid(parameters, step: FactorSample.step, fineness: fineness)
        weights = grid.stationary
        next = [Double](repeating: 0, count: weights.count)
        densities = [Double](repeating: 0, count: grid.means.count)
        for change in changes {
            let starts = heavyPoints()
            if withDiagnostics { diagnose(change, starts) }
            let density = advance(change, starts)
            guard density > 0, density.isFinite else {
                logLikelihood = -.infinity
                return
            }
            logLikelihood += log(density)
        }
        let mean = zip(weights, grid.variances).reduce(0) { $0 + $1.0 * $1.1 }
        finalMean = mean
        finalDeviation = zip(weights, grid.variances).reduce(0) { sum, point in
            sum + point.0 * (point.1 - mean) * (point.1 - mean)
        }.squareRoot()
    }

    private func heavyPoints() -> Range<Int> {
        let first = weights.firstIndex { $0 > Self.negligible } ?? 0
        let last = weights.lastIndex { $0 > Self.negligible } ?? weights.count - 1
        return first..<last + 1
    }

    /// Moves the weights over a day, and gives the density of its change.
    private mutating func advance(_ change: Double, _ starts: Range<Int>) -> Double {
        for point in next.indices { next[point] = 0 }
        let grid = grid
        let pairs = grid.offsets[starts.lowerBound]..<grid.offsets[starts.upperBound]
        for jumps in grid.jumpCounts {
            densities.withUnsafeMutableBufferPointer { densities in
                grid.means.withUnsafeBufferPointer { means in
                    jumps.precision.withUnsafeBufferPointer { precisions in
                        jumps.logScale.withUnsafeBufferPointer { logScales in
                            Elementwise.normalDensity(
                                of: change - jumps.mean, means: .init(rebasing: means[pairs]),
                                precisions: .init(rebasing: precisions[pairs]),
                                logScales: .init(rebasing: logScales[pairs]), into: .init(rebasing: densities[pairs]))
                        }
                    }
                }
            }
            carry(starts)
        }
        let total = next.reduce(0, +)
        let scale = 1 / total
        for point in next.indices { next[point] *= scale }
        swap(&weights, &next)
        return total
    }

    /// Adds weight · density of every pair to the point where it ends.
    private mutating func carry(_ starts: Range<Int>) {
        let (densities, weights, grid) = (densities, weights, grid)
        next.withUnsafeMutableBufferPointer { next in
            densities.withUnsafeBufferPointer { densities in
                for start in starts {
                    let pairs = grid.offsets[start]..<grid.offsets[start + 1]
                    let end = grid.firstEnds[start]
                    Elementwise.accumulate(
                        weights[start], .init(rebasing: densities[pairs]),
                        into: .init(rebasing: next[end..<end + pairs.count]))
                }
            }
        }
    }

    /// The distribution function of a day's change where it fell, and the variance expected before it.
    private mutating func diagnose(_ change: Double, _ starts: Range<Int>) {
        var probability = 0.0
        var variance = 0.0
        for jumps in grid.jumpCounts {
            for start in starts {
                for pair in grid.offsets[start]..<grid.offsets[start + 1] {
                    let score = (change - jumps.mean - grid.means[pair]) * jumps.precision[pair]
                    // The scale holds the density's factor; take it out again.
                    let weight = exp(jumps.logScale[pair]) / (jumps.precision[pair] * 0.398_942_280_401_432_7)
                    probability += weights[start] * weight * 0.5 * erfc(-score / 2.0.squareRoot())
                }
            }
        }
        for start in starts { variance += weights[start] * grid.variances[start] }
        uniforms.append(min(max(probability, 0), 1))
        expectedVariances.append(variance)
    }
}
