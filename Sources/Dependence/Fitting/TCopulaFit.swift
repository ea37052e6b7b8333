import LinearAlgebra
import Optimization
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The degrees of freedom of a t copula by pseudo-maximum likelihood: marginals by ranks, correlations given.
///
/// u = rank/(n + 1), and ν maximises Σ ln c(u; ν, R), with R from Kendall's tau. The standard error is that of the
/// likelihood's curvature; it does not count what the ranks and R are uncertain by.
/// Sources: C. Genest, K. Ghoudi, L.-P. Rivest, “A semiparametric estimation procedure of dependence parameters in
/// multivariate families of distributions”, Biometrika 82, 1995; S. Demarta, A. J. McNeil, “The t copula and related
/// copulas”, International Statistical Review 73, 2005.
package struct TCopulaFit: Sendable {
    package let degreesOfFreedom: Double
    /// Nil at a bound.
    package let standardError: Double?
    package let logLikelihood: Double
    /// Of the normal copula with the same correlations.
    package let normalLogLikelihood: Double

    package static let bounds = 1.0...200.0

    package var isNormal: Bool { degreesOfFreedom >= Self.bounds.upperBound * 0.99 }

    /// - Parameters:
    ///   - changes: observations × factors.
    ///   - correlation: factors × factors.
    package init(_ changes: Matrix, correlation: Matrix) throws(DependenceFitError) {
        let moving = (0..<changes.columnCount).filter { column in
            (0..<changes.rowCount).contains { changes[$0, column] != changes[0, column] }
        }
        guard moving.count > 1 else { throw .noVariation }
        guard changes.rowCount >= 20 else {
            throw .tooFewChanges(
                needed: 20, found: changes.rowCount, purpose: "fitting the degrees of freedom of a copula")
        }
        let likelihood: CopulaLikelihood
        do {
            likelihood = try CopulaLikelihood(
                changes.columns(moving), Matrix(moving.map { row in moving.map { correlation[row, $0] } }))
        } catch { throw .notConverged(error.description) }
        let fit: MaximumLikelihood
        do {
            fit = try MaximumLikelihood(
                [.init("logarithm", log(Self.bounds.lowerBound)...log(Self.bounds.upperBound), scale: 0.3)],
                from: [[log(6)]]
            ) { likelihood.ofT(exp($0[0])) }
        } catch { throw .notConverged(error.description) }
        degreesOfFreedom = exp(fit.estimates[0])
        standardError = fit.standardErrors[0].map { $0 * exp(fit.estimates[0]) }
        logLikelihood = fit.logLikelihood
        normalLogLikelihood = likelihood.ofNormal()
    }
}

/// Σ ln c(u): of ranks, for one correlation matrix. Quantiles are taken once a rank, not once an observation.
private struct CopulaLikelihood {
    /// Observations × factors: twice the rank, so that ties may lie between two ranks.
    private let places: [[Int]]
    private let factor: CholeskyFactor
    private let count: Int

    init(_ changes: Matrix, _ correlation: Matrix) throws(FactorizationError) {
        let whole = try CholeskyFactor(correlation)
        // A factor that others determine says nothing of its own.
        let kept = whole.order.prefix(whole.rank).sorted()
        factor =
            whole.rank == whole.count
            ? whole : try CholeskyFactor(Matrix(kept.map { row in kept.map { correlation[row, $0] } }))
        count = changes.rowCount
        places = kept.map { column in Self.doubledRanks((0..<changes.rowCount).map { changes[$0, column] }) }
    }

    /// Twice the rank from 1 to n, the mean rank for ties.
    private static func doubledRanks(_ values: [Double]) -> [Int] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Int](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for place in start...end { ranks[order[place]] = start + end + 2 }
            start = end + 1
        }
        return ranks
    }

    /// - Parameter quantile: of a probability up to ½.
    private func scores(_ quantile: (Double) -> Double) -> (Matrix, byPlace: [Double]) {
        var byPlace = [Double](repeating: 0, count: 2 * count + 2)
        for place in 2...max(2, count + 1) {
            let score = quantile(Double(place) / Double(2 * (count + 1)))
            byPlace[place] = score
            byPlace[2 * (count + 1) - place] = -score
        }
        return (Matrix((0..<count).map { row in places.map { byPlace[$0[row]] } }), byPlace)
    }

    func ofT(_ ν: Double) -> Double {
        let law = StudentTDistribution(degreesOfFreedom: ν)
        let (scores, byPlace) = scores { law.quantile($0) }
        let dimension = Double(places.count)
        let joint = logGamma((ν + dimension) / 2) - logGamma(ν / 2)
        let single = logGamma((ν + 1) / 2) - logGamma(ν / 2)
        let marginals = byPlace.map { (ν + 1) / 2 * log1p($0 * $0 / ν) }
        var sum = Double(count) * (joint - dimension * single - 0.5 * factor.logDeterminant)
        for distance in factor.whitened(scores).squaredRowNorms { sum -= (ν + dimension) / 2 * log1p(distance / ν) }
        for column in places { sum += column.reduce(0) { $0 + marginals[$1] } }
        return sum
    }

    func ofNormal() -> Double {
        let (scores, byPlace) = scores { NormalDistribution.standard.quantile($0) }
        var sum = -0.5 * Double(count) * factor.logDeterminant
        for distance in factor.whitened(scores).squaredRowNorms { sum -= 0.5 * distance }
        for column in places { sum += column.reduce(0) { $0 + 0.5 * byPlace[$1] * byPlace[$1] } }
        return sum
    }
}
