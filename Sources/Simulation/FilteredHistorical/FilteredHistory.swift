import LinearAlgebra
import Processes

/// A history in units of the volatility that each day had, and the volatilities of today: what a filtered historical
/// simulation draws from.
public struct FilteredHistory: Sendable {
    /// The recursion of one factor's daily variance.
    public struct Filter: Sendable {
        /// Of a daily change.
        public var mean: Double
        public var recursion: VarianceRecursion
        /// Of the first day to come.
        public var nextVariance: Double

        public init(mean: Double, recursion: VarianceRecursion, nextVariance: Double) {
            self.mean = mean
            self.recursion = recursion
            self.nextVariance = nextVariance
        }
    }

    public var compositions: [HistoricalScenarios.Composition]
    /// Standardised residuals, days × factors: a row is what happened to all of them on a day.
    public var residuals: Matrix
    /// One a factor.
    public var filters: [Filter]

    public init(compositions: [HistoricalScenarios.Composition], residuals: Matrix, filters: [Filter]) {
        precondition(compositions.count == filters.count && residuals.columnCount == filters.count)
        precondition(residuals.rowCount >= 1, "a day to draw")
        self.compositions = compositions
        self.residuals = residuals
        self.filters = filters
    }
}
