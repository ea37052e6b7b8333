import Market

/// The errors of changes of figures from one sample of losses to another on the same paths.
///
/// Common random numbers make the figures err together, so that their difference errs far less than either: the variance
/// of a change is that of the change of the influence function, path by path, over the number of paths.
/// Sources: P. Glasserman, D. D. Yao, “Some guidelines and guarantees for common random numbers”, Management Science
/// 38(6), 1992; for value-at-risk and expected shortfall L. J. Hong, Z. Hu, G. Liu, “Monte Carlo methods for value-at-risk
/// and conditional value-at-risk: a review”, ACM TOMACS 24(4), 2014.
public struct PairedChange {
    /// One standard error a measure; nil for a measure without an influence function.
    public let standardErrors: [Double?]

    /// - Parameters:
    ///   - before: one number a path; a gain is positive.
    ///   - after: of the same paths.
    ///   - design: how the paths of both count.
    public init(
        from before: UnsafeBufferPointer<Double>, to after: UnsafeBufferPointer<Double>,
        measures: [any RiskMeasure], design: SampleDesign = .independent
    ) {
        precondition(before.count == after.count, "the same paths")
        let ranks = Set(measures.flatMap { $0.ranks(count: before.count) }).sorted()
        let samples = [before, after].map { LossDistribution(profitAndLoss: $0, ranks: ranks, design: design) }
        standardErrors = measures.map { measure in
            guard let a = measure.influence(in: samples[0]), let b = measure.influence(in: samples[1]) else {
                return nil
            }
            let variance = Self.variance(design.weights, count: before.count) { b(-after[$0]) - a(-before[$0]) }
            return (variance / samples[0].effectiveCount).squareRoot()
        }
    }

    /// By the method of B. P. Welford, Technometrics 4(3), 1962, with weights.
    private static func variance(_ weights: [Double], count: Int, _ value: (Int) -> Double) -> Double {
        var (total, mean, squares) = (0.0, 0.0, 0.0)
        for index in 0..<count {
            let weight = weights.isEmpty ? 1 : weights[index]
            guard weight > 0 else { continue }
            total += weight
            let distance = value(index) - mean
            mean += distance * weight / total
            squares += weight * distance * (value(index) - mean)
        }
        return total > 0 ? max(0, squares / total) : 0
    }
}
