import LinearAlgebra
import Market

/// What may happen, taken from what happened: each run of so many successive days is a scenario.
public struct HistoricalScenarios: Sendable {
    /// How successive changes of a factor make a level of today's.
    public enum Composition: String, Sendable, Codable {
        /// S₀·exp(Σ x)
        case logarithmic
        /// S₀·Π (1 + x)
        case simple
        /// X₀ + Σ x
        case absolute

        public init(_ convention: ChangeConvention) {
            self = convention == .logarithmic ? .logarithmic : .absolute
        }
    }

    public var compositions: [Composition]
    /// Days × factors, the oldest first, as they are applied to today's levels.
    public var changes: Matrix
    /// Business days of a scenario; with more than one, scenarios overlap.
    public var span: Int
    /// Of each scenario, the oldest first; empty where all count the same.
    public var weights: [Double]

    public init(compositions: [Composition], changes: Matrix, span: Int, weights: [Double] = []) {
        precondition(compositions.count == changes.columnCount, "one composition a factor")
        precondition(span >= 1 && changes.rowCount >= span, "a scenario needs as many days as it spans")
        precondition(weights.isEmpty || weights.count == changes.rowCount - span + 1, "a weight for each scenario")
        self.compositions = compositions
        self.changes = changes
        self.span = span
        self.weights = weights
    }

    public var count: Int { changes.rowCount - span + 1 }
}
