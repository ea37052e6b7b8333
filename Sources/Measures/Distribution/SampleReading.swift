/// What some measures look at in a sample of losses: so much must be known of it, and no more.
public struct SampleReading: Sendable {
    /// Ascending, from 1 for the largest loss.
    public let ranks: [Int]
    /// Losses of which it is known how many are greater, ascending; that of 0 always is.
    public let thresholds: [Double]

    /// - Parameter count: losses in the sample.
    public init(_ measures: [any RiskMeasure], count: Int) {
        ranks = Set(measures.flatMap { $0.ranks(count: count) }).sorted()
        thresholds = Set(measures.flatMap(\.thresholds)).sorted()
    }
}
