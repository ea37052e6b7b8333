import Instruments
import Market

extension MarketLayout {
    /// Factors at a horizon, and the fixings before it, for states that know no steps.
    ///
    /// - Parameter horizon: years.
    init(factors: [FactorID], horizon: Double, fixings: [Fixing]) {
        self.init(
            factors: factors,
            observationTimes: Timeline(horizon: horizon, steps: 1, events: fixings.map(\.time)).observationTimes,
            fixings: fixings)
    }
}
