import LinearAlgebra
import Optimization
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A multivariate Student t fitted to changes by maximum likelihood: degrees of freedom and scatter matrix together.
///
/// By ECME with an expanded parameter: observations are weighted by (ν + N)/(ν + d), d being their squared Mahalanobis
/// distance, the scatter is their weighted second moment, and ν then maximises the likelihood itself. So outliers do not
/// spoil the scatter that they are measured by. The standard error comes from the curvature of the profile likelihood in
/// ln ν. Factors that others determine wholly are left out, as they say nothing of their own.
///
/// Sources: C. Liu, D. B. Rubin, “ML estimation of the t distribution using EM and its extensions”, Statistica Sinica 5,
/// 1995; J. T. Kent, D. E. Tyler, Y. Vardi, “A curious likelihood identity for the multivariate t-distribution”,
/// Communications in Statistics – Simulation 23, 1994.
package struct MultivariateTFit: Sendable {
    package let degreesOfFreedom: Double
    /// Nil at the upper bound.
    package let standardError: Double?
    package let logLikelihood: Double
    /// Of a multivariate normal law with mean zero, its covariance by maximum likelihood too.
    package let normalLogLikelihood: Double

    /// Below, the variance is about to cease to exist; above, the law is the normal one for every purpose.
    package static let bounds = 2.02...200.0

    package var isNormal: Bool { degreesOfFreedom >= Self.bounds.upperBound * 0.99 }

    /// - Parameter changes: observations × factors, each with mean zero.
    package init(_ changes: Matrix) throws(DependenceFitError) {
        let independent = try Self.independentColumns(changes)
        let needed = max(20, 2 * independent.columnCount)
        guard independent.rowCount >= needed else {
            throw .tooFewChanges(
                needed: needed, found: independent.rowCount,
                purpose: "fitting degrees of freedom to \(changes.columnCount) factors")
        }
        let search = Search(independent)
        var state = try search.start()
        normalLogLikelihood = search.normalLogLikelihood(state)
        state = try search.maximised(state)
        guard state.ν > Self.bounds.lowerBound * 1.001 else { throw .tailsTooHeavy(bound: Self.bounds.lowerBound) }
        degreesOfFreedom = state.ν
        logLikelihood = state.logLikelihood
        standardError =
            state.ν < Self.bounds.upperBound * 0.99 ? try search.standardError(state) : nil
    }

    /// The same, with the names of the factors that spoil it where it fails.
    init(_ sample: DependenceSample) throws(DependenceFitError) {
        do { try self.init(sample.changes) } catch {
            guard case .tailsTooHeavy(let bound, _) = error else { throw error }
            let spoilers = sample.columns.indices.filter { column in
                let alone = Result { () throws(DependenceFitError) in
                    try MultivariateTFit(sample.changes.columns([column]))
                }
                if case .failure(.tailsTooHeavy) = alone { return true } else { return false }
            }
            throw .tailsTooHeavy(bound: bound, factors: spoilers.map { sample.factors[sample.columns[$0]] })
        }
    }

    private static func independentColumns(_ changes: Matrix) throws(DependenceFitError) -> Matrix {
        let moving = (0..<changes.columnCount).filter { column in
            (0..<changes.rowCount).contains { changes[$0, column] != 0 }
        }
        guard !moving.isEmpty else { throw .noVariation }
        let sample = changes.columns(moving)
        do {
            let factor = try CholeskyFactor(sample.gram)
            return factor.rank == moving.count ? sample : sample.columns(factor.order.prefix(factor.rank).sorted())
        } catch { throw .notConverged(error.description) }
    }
}

/// The iteration: ν and the scatter, from one to the next.
private struct Search {
    struct State {
        var ν: Double
        var scatter: Matrix
        /// Squared Mahalanobis distances.
        var distances: [Double]
        var logDeterminant: Double
        var logLikelihood: Double
    }

    let sample: Matrix
    private var count: Double { Double(sample.rowCount) }
    private var dimension: Double { Double(sample.columnCount) }

    private static let iterationLimit = 1_000

    init(_ sample: Matrix) { self.sample = sample }

    func start() throws(DependenceFitError) -> State {
        var scatter = sample.gram
        scatter.scaleRows(by: [Double](repeating: 1 / count, count: sample.columnCount))
        return try state(8, scatter)
    }

    func normalLogLikelihood(_ start: State) -> Double {
        -0.5 * count * (dimension * log(2 * .pi) + start.logDeterminant + dimension)
    }

    /// Alternates scatter and ν until ν stands still.
    func maximised(_ start: State) throws(DependenceFitError) -> State {
        var state = start
        for _ in 0..<Self.iterationLimit {
            var next = try scattered(state)
            next.ν = try bestDegrees(next)
            next.logLikelihood = logLikelihood(next.ν, next.distances, next.logDeterminant)
            let isStill = abs(next.ν - state.ν) < 1e-8 * state.ν
            state = next
            if isStill { return state }
        }
        throw .notConverged("the likelihood still rises after \(Self.iterationLimit) iterations")
    }

    /// From the profile likelihood at ln ν ± 0.1, the scatter fitted anew at each.
    func standardError(_ best: State) throws(DependenceFitError) -> Double? {
        let step = 0.1
        func profile(_ ν: Double) throws(DependenceFitError) -> Double {
            var state = best
            state.ν = ν
            state.logLikelihood = logLikelihood(ν, state.distances, state.logDeterminant)
            for _ in 0..<Self.iterationLimit {
                let next = try scattered(state)
                let isStill = abs(next.logLikelihood - state.logLikelihood) < 1e-11 * max(1, abs(next.logLikelihood))
                state = next
                if isStill { return state.logLikelihood }
            }
            throw .notConverged("the likelihood still rises after \(Self.iterationLimit) iterations")
        }
        let above = try profile(best.ν * exp(step))
        let below = try profile(best.ν * exp(-step))
        let curvature = (2 * best.logLikelihood - above - below) / (step * step)
        return curvature > 0 ? best.ν / curvature.squareRoot() : nil
    }

    /// One step of the scatter, ν held.
    private func scattered(_ state: State) throws(DependenceFitError) -> State {
        let weights = state.distances.map { (state.ν + dimension) / (state.ν + $0) }
        let sum = weights.reduce(0, +)
        var weighted = sample
        weighted.scaleRows(by: weights.map { ($0 / sum).squareRoot() })
        return try self.state(state.ν, weighted.gram)
    }

    private func state(_ ν: Double, _ scatter: Matrix) throws(DependenceFitError) -> State {
        let factor: CholeskyFactor
        do { factor = try CholeskyFactor(scatter) } catch { throw .notConverged(error.description) }
        guard factor.rank == factor.count else { throw .notConverged("the scatter becomes singular") }
        let distances = factor.whitened(sample).squaredRowNorms
        let determinant = factor.logDeterminant
        return State(
            ν: ν, scatter: scatter, distances: distances, logDeterminant: determinant,
            logLikelihood: logLikelihood(ν, distances, determinant))
    }

    private func bestDegrees(_ state: State) throws(DependenceFitError) -> Double {
        let bounds = log(MultivariateTFit.bounds.lowerBound)...log(MultivariateTFit.bounds.upperBound)
        do {
            let minimum = try Minimizer(.subplex, tolerance: 1e-9).minimize(
                { -logLikelihood(exp($0[0]), state.distances, state.logDeterminant) }, from: [log(state.ν)],
                bounds: [bounds], firstSteps: [0.01])
            return exp(minimum.point[0])
        } catch { throw .notConverged(error.description) }
    }

    private func logLikelihood(_ ν: Double, _ distances: [Double], _ logDeterminant: Double) -> Double {
        let half = (ν + dimension) / 2
        let constant =
            logGamma(half) - logGamma(ν / 2) - dimension / 2 * log(ν * .pi) - 0.5 * logDeterminant
        return count * constant - half * distances.reduce(0) { $0 + log1p($1 / ν) }
    }
}

extension Matrix {
    /// The square of the length of each row.
    var squaredRowNorms: [Double] { (0..<rowCount).map { row($0).reduce(0) { $0 + $1 * $1 } } }
}
