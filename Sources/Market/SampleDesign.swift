/// How the losses of a sample count, as far as figures and their errors depend on it.
///
/// Simulated paths are independent and count the same. Historical scenarios may be weighted by age, and those over
/// several days share days with their neighbours, so they tell less than as many independent ones.
///
/// Figures are made with the weights. Errors are those of `effectiveCount` independent losses: 1/Σw² for weights w that
/// sum to one (for weights that do not depend on the losses this is the exact asymptotic variance of a weighted mean,
/// quantile or shortfall), divided by the days that a scenario spans, for the mean of overlapping sums of h independent
/// changes has h times the variance of as many independent ones; of exceedances of a quantile, which overlap less, it
/// has less, so those errors are on the safe side.
/// Sources: L. Kish, “Survey Sampling”, Wiley 1965, section 11.7; L. P. Hansen, R. J. Hodrick, “Forward exchange rates
/// as optimal predictors of future spot rates”, J. Political Economy 88(5), 1980.
public struct SampleDesign: Hashable, Sendable {
    /// Of each loss, summing to one; empty where all count the same.
    public let weights: [Double]
    /// How many successive losses share a day with one: 1 where none do.
    public let overlap: Int

    public init(weights: [Double] = [], overlap: Int = 1) {
        precondition(overlap >= 1, "a scenario spans at least one day")
        let sum = weights.reduce(0, +)
        self.weights = weights.map { $0 / sum }
        self.overlap = overlap
    }

    /// Equally weighted and independent, like simulated paths.
    public static let independent = SampleDesign()

    public var isIndependent: Bool { weights.isEmpty && overlap == 1 }

    /// How many independent losses of equal weight have the same error.
    public func effectiveCount(of count: Int) -> Double {
        let kish = weights.isEmpty ? Double(count) : 1 / weights.reduce(0) { $0 + $1 * $1 }
        return max(1, kish / Double(overlap))
    }
}
