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
        let reading = SampleReading(measures, count: before.count)
        func sample(_ gains: UnsafeBufferPointer<Double>) -> LossDistribution {
            LossDistribution(profitAndLoss: gains, for: reading, design: design)
        }
        self.init(
            from: (before, sample(before)), to: (after, sample(after)), measures: measures, weights: design.weights)
    }

    /// - Parameters:
    ///   - before: one number a path, and the same as a sample that was made for the measures.
    ///   - after: of the same paths.
    ///   - weights: of the paths; empty where all count the same.
    public init(
        from before: (gains: UnsafeBufferPointer<Double>, sample: LossDistribution),
        to after: (gains: UnsafeBufferPointer<Double>, sample: LossDistribution), measures: [any RiskMeasure],
        weights: [Double] = []
    ) {
        precondition(before.gains.count == after.gains.count, "the same paths")
        standardErrors = measures.map { measure in
            guard let a = measure.influence(in: before.sample), let b = measure.influence(in: after.sample) else {
                return nil
            }
            let variance = Self.variance(weights, count: before.gains.count) {
                b(-after.gains[$0]) - a(-before.gains[$0])
            }
            return (variance / before.sample.effectiveCount).squareRoot()
        }
    }

    /// Of numbers that may lie far from zero: sums are of their distances from the first.
    private static func variance(_ weights: [Double], count: Int, _ value: (Int) -> Double) -> Double {
        let first = value(0)
        var (total, sum, squares) = (0.0, 0.0, 0.0)
        for index in 0..<count {
            let weight = weights.isEmpty ? 1 : weights[index]
            let distance = value(index) - first
            total += weight
            sum += weight * distance
            squares += weight * distance * distance
        }
        return total > 0 ? max(0, squares / total - (sum / total) * (sum / total)) : 0
    }
}
