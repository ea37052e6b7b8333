import Optimization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A generalised Pareto law fitted to the excesses over a threshold: P(X − u > y | X > u) = (1 + ξy/β)^(−1/ξ).
///
/// By maximum likelihood, the shape between −½, where the usual errors cease to hold, and 0.45, where the variance of a
/// driver is about to cease to exist. Sources: A. McNeil, R. Frey, “Estimation of tail-related risk measures for
/// heteroscedastic financial time series: an extreme value approach”, J. Empirical Finance 7, 2000; R. L. Smith,
/// “Estimating tails of probability distributions”, Annals of Statistics 15, 1987.
package struct GeneralisedParetoFit: Sendable {
    /// ξ; greater than 0 for a heavy tail.
    package let shape: Double
    /// β.
    package let scale: Double
    /// Nil at a bound.
    package let shapeError: Double?
    package let scaleError: Double?
    package let logLikelihood: Double
    /// Where the shape lies at a bound; nil within.
    package let end: SearchEnd?

    package static let shapeBounds = -0.5...0.45

    /// - Parameter excesses: over the threshold, all greater than zero.
    package init(_ excesses: [Double]) throws(DependenceFitError) {
        guard excesses.count >= Self.leastCount else {
            throw .tooFewChanges(needed: Self.leastCount, found: excesses.count, purpose: "fitting a tail")
        }
        let mean = excesses.reduce(0, +) / Double(excesses.count)
        // In units of the mean excess, so that the search need not know the scale of the factor.
        let units = excesses.map { $0 / mean }
        do {
            let fit = try MaximumLikelihood(
                [.init("shape", Self.shapeBounds, scale: 0.1), .init("scale", 0.01...20, scale: 0.1)],
                from: [[0.1, 0.9], [-0.2, 1.2]]
            ) { Self.logLikelihood(units, shape: $0[0], scale: $0[1]) }
            shape = fit.estimates[0]
            scale = fit.estimates[1] * mean
            shapeError = fit.standardErrors[0]
            end = fit.ends[0]
            scaleError = fit.standardErrors[1].map { $0 * mean }
            logLikelihood = fit.logLikelihood - Double(excesses.count) * log(mean)
        } catch { throw .notConverged(error.description) }
    }

    /// Fewer excesses than this tell no shape.
    package static let leastCount = 10

    /// Σ −ln β − (1 + 1/ξ)·ln(1 + ξy/β); −ln β − y/β where ξ is 0.
    private static func logLikelihood(_ excesses: [Double], shape ξ: Double, scale β: Double) -> Double {
        let constant = -Double(excesses.count) * log(β)
        if abs(ξ) < 1e-8 { return constant - excesses.reduce(0, +) / β }
        var sum = 0.0
        for excess in excesses {
            let reach = ξ * excess / β
            guard reach > -1 else { return -.infinity }
            sum += log1p(reach)
        }
        return constant - (1 + 1 / ξ) * sum
    }
}

/// How a tail looks over several thresholds: the mean excess is straight, and the shape constant, where the generalised
/// Pareto law holds.
///
/// Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, Princeton 2015, section 5.2.2.
public struct ThresholdDiagnostics: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        /// The share of changes beyond the threshold.
        public var share: Double
        public var threshold: Double
        public var excesses: Int
        public var meanExcess: Double
        public var shape: Double
        /// Nil at a bound.
        public var shapeError: Double?
    }

    public let rows: [Row]

    /// - Parameters:
    ///   - changes: the upper tail is looked at; give their negatives for the lower one.
    ///   - shares: of the changes beyond; those that leave too few are left out.
    public init(_ changes: [Double], shares: [Double] = [0.05, 0.075, 0.1, 0.125, 0.15, 0.2]) {
        let sorted = changes.sorted()
        rows = shares.compactMap { share in
            let threshold = SortedQuantile.value(sorted, 1 - share)
            let excesses = sorted.filter { $0 > threshold }.map { $0 - threshold }
            guard let fit = try? GeneralisedParetoFit(excesses) else { return nil }
            return Row(
                share: share, threshold: threshold, excesses: excesses.count,
                meanExcess: excesses.reduce(0, +) / Double(excesses.count), shape: fit.shape,
                shapeError: fit.shapeError)
        }
    }
}

/// Quantiles of a sample that is sorted already, type 7 of Hyndman and Fan, as `Descriptive` takes them.
enum SortedQuantile {
    static func value(_ sorted: [Double], _ p: Double) -> Double {
        let position = Double(sorted.count - 1) * min(max(p, 0), 1)
        let low = min(Int(position), sorted.count - 2)
        return sorted[low] + (position - Double(low)) * (sorted[low + 1] - sorted[low])
    }
}
