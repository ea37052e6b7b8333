import LinearAlgebra
import Optimization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Correlations that move: Qₜ₊₁ = (1 − a − b)·Q̄ + a·εₜεₜᵀ + b·Qₜ, of which the correlations Rₜ are Qₜ with its diagonal
/// made one.
///
/// Q̄ is the residuals' own correlation matrix (targeting), and (a, b) maximise the part of the normal likelihood that the
/// correlations have, −½ Σ (ln |Rₜ| + εₜᵀRₜ⁻¹εₜ − εₜᵀεₜ). For many factors it is taken pair by pair, each factor with the
/// next, which needs no large matrices; there is then no simple standard error.
///
/// Sources: R. Engle, “Dynamic conditional correlation”, J. Business & Economic Statistics 20(3), 2002; for the pairs
/// C. Pakel, N. Shephard, K. Sheppard, R. F. Engle, “Fitting vast dimensional time-varying covariance models”, J. Business &
/// Economic Statistics 39(3), 2021.
package struct CorrelationDynamics: Sendable {
    /// a: the weight of the newest day.
    package let response: Double
    /// b: the weight of what was before.
    package let memory: Double
    package let responseError: Double?
    package let memoryError: Double?
    /// Of the day after the last.
    package let forecast: Matrix
    /// Where the fit ended at a bound, in words; nil where it did not.
    package let remark: String?

    /// More factors than this are fitted pair by pair.
    package static let jointLimit = 16

    /// - Parameter residuals: observations × factors, with variance one.
    package init(fitting residuals: Matrix) throws(MinimizationError) {
        let target = Self.correlation(of: residuals)
        let isJoint = residuals.columnCount <= Self.jointLimit
        let fit = try MaximumLikelihood(
            [.init("a", 0...0.5, scale: 0.02), .init("b", 0...0.9999, scale: 0.05)],
            from: [[0.03, 0.93], [0.05, 0.7]]
        ) { point in
            guard point[0] + point[1] < 0.9999 else { return -.infinity }
            return isJoint
                ? Self.jointLikelihood(residuals, target, point[0], point[1])
                : Self.pairLikelihood(residuals, target, point[0], point[1])
        }
        response = fit.estimates[0]
        memory = fit.estimates[1]
        responseError = isJoint ? fit.standardErrors[0] : nil
        memoryError = isJoint ? fit.standardErrors[1] : nil
        forecast = Self.forecast(residuals, target, response, memory)
        if fit.ends[0] == .lowest {
            remark = "a of the moving correlations ends at its bound 0: no day moves them, and nothing tells b"
        } else if response + memory > 0.9998 {
            remark = "a + b of the moving correlations ends at its bound: they hardly return to their mean"
        } else if fit.isFlat {
            remark = "the likelihood of the moving correlations is flat: the history tells neither a nor b"
        } else {
            remark = nil
        }
    }

    /// Second moments with the diagonal made one; a factor without any is uncorrelated.
    private static func correlation(of residuals: Matrix) -> Matrix { unitDiagonal(residuals.gram) }

    private static func unitDiagonal(_ moments: Matrix) -> Matrix {
        let scales = moments.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
        var result = moments
        result.scaleRows(by: scales)
        result.scaleColumns(by: scales)
        result.mirrorLowerTriangle()
        for index in scales.indices { result[index, index] = 1 }
        return result
    }

    private static func forecast(_ residuals: Matrix, _ target: Matrix, _ a: Double, _ b: Double) -> Matrix {
        let count = target.rowCount
        var moments = target.elements
        let constants = target.elements.map { $0 * (1 - a - b) }
        for row in 0..<residuals.rowCount {
            let ε = Array(residuals.row(row))
            for i in 0..<count {
                let weight = a * ε[i]
                for j in 0..<count {
                    let place = i * count + j
                    moments[place] = constants[place] + weight * ε[j] + b * moments[place]
                }
            }
        }
        return unitDiagonal(Matrix(rowCount: count, columnCount: count, elements: moments))
    }

    /// By a Cholesky factor of each day's correlations: ln |R| is twice the sum of the logarithms of its diagonal, and
    /// εᵀR⁻¹ε the square of the solution of L·y = ε.
    private static func jointLikelihood(_ residuals: Matrix, _ target: Matrix, _ a: Double, _ b: Double) -> Double {
        let count = target.rowCount
        let constants = target.elements.map { $0 * (1 - a - b) }
        let numbers = residuals.elements
        var moments = target.elements
        var factor = moments
        var solution = [Double](repeating: 0, count: count)
        var scales = solution
        var sum = 0.0
        for day in stride(from: 0, to: numbers.count, by: count) {
            for i in 0..<count { scales[i] = 1 / moments[i * count + i].squareRoot() }
            var determinant = 1.0
            for i in 0..<count {
                for j in 0...i {
                    var value = moments[i * count + j] * scales[i] * scales[j]
                    for k in 0..<j { value -= factor[i * count + k] * factor[j * count + k] }
                    if j < i {
                        factor[i * count + j] = value / factor[j * count + j]
                    } else {
                        guard value > 0 else { return -.infinity }
                        determinant *= value
                        factor[i * count + i] = value.squareRoot()
                    }
                }
                var rest = numbers[day + i]
                for k in 0..<i { rest -= factor[i * count + k] * solution[k] }
                solution[i] = rest / factor[i * count + i]
                sum -= 0.5 * (solution[i] * solution[i] - numbers[day + i] * numbers[day + i])
            }
            sum -= 0.5 * log(determinant)
            for i in 0..<count {
                let weight = a * numbers[day + i]
                for j in 0...i {
                    let place = i * count + j
                    moments[place] = constants[place] + weight * numbers[day + j] + b * moments[place]
                }
            }
        }
        return sum
    }

    /// The likelihoods of each factor with the next, added up.
    private static func pairLikelihood(_ residuals: Matrix, _ target: Matrix, _ a: Double, _ b: Double) -> Double {
        var sum = 0.0
        for i in 0..<target.rowCount - 1 {
            let mean = target[i, i + 1]
            let rest = 1 - a - b
            var (first, second, cross) = (1.0, 1.0, mean)
            for day in 0..<residuals.rowCount {
                let (x, y) = (residuals[day, i], residuals[day, i + 1])
                let ρ = cross / (first * second).squareRoot()
                let determinant = 1 - ρ * ρ
                guard determinant > 0 else { return -.infinity }
                let square = (x * x + y * y - 2 * ρ * x * y) / determinant
                sum -= 0.5 * (log(determinant) + square - x * x - y * y)
                first = rest + a * x * x + b * first
                second = rest + a * y * y + b * second
                cross = rest * mean + a * x * y + b * cross
            }
        }
        return sum
    }
}
