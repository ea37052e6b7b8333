import LinearAlgebra
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The correlations of an elliptical copula from rank correlations: ρ = sin(πτ/2), with τ Kendall's.
///
/// It does not depend on the marginals, nor on the degrees of freedom. The matrix may be indefinite; it is repaired as
/// the scenario says. Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, Princeton 2015, 7.5.1.
///
/// - Parameter changes: observations × factors.
/// - Complexity: factors² · observations · ln(observations).
public func rankCorrelation(_ changes: Matrix) -> Matrix {
    let columns = (0..<changes.columnCount).map { column in (0..<changes.rowCount).map { changes[$0, column] } }
    var result = Matrix.identity(columns.count)
    for i in columns.indices {
        for j in 0..<i {
            let value = sin(.pi / 2 * kendallTau(columns[i], columns[j]))
            result[i, j] = value
            result[j, i] = value
        }
    }
    return result
}

/// The probability that one of two drivers of a t law is extreme where the other is, in the limit.
///
/// λ = 2·t_{ν+1}(−√((ν + 1)(1 − ρ)/(1 + ρ))), the same below and above.
/// Source: P. Embrechts, A. McNeil, D. Straumann, “Correlation and dependence in risk management”, 2002.
public func tailDependenceOfT(degreesOfFreedom ν: Double, correlation ρ: Double) -> Double {
    guard ρ > -1 else { return 0 }
    let argument = -((ν + 1) * max(0, 1 - ρ) / (1 + ρ)).squareRoot()
    return 2 * StudentTDistribution(degreesOfFreedom: ν + 1).cumulative(argument)
}
