import Instruments
import Kernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Today's levels moved by historical changes, in blocks.
///
/// An instrument that looks at the market before the horizon, such as an option that expires, sees the close of the
/// business day its time falls on: the changes of the scenario up to that day.
public struct HistoricalMarkets: ScenarioSource {
    public let layout: MarketLayout
    private let scenarios: HistoricalScenarios
    private var levels: [Double]
    /// Days from the start of a scenario to the time of each row.
    private let days: [Int]

    /// - Parameter fixings: levels that instruments read before the horizon.
    public init(_ market: BoundMarket, sampling: Sampling, scenarios: HistoricalScenarios, fixings: [Fixing]) {
        let span = scenarios.span
        precondition(span == sampling.horizonDays, "scenarios span the horizon")
        // A time before the horizon is its own row even on the same day, for instruments find their row by the time.
        let layout = MarketLayout(factors: market.factors.map(\.id), horizon: sampling.horizon, fixings: fixings)
        self.layout = layout
        days = layout.rows.map { BusinessDays.closing(layout.observationTimes[$0.observation], within: span) }
        levels = market.levels
        self.scenarios = scenarios
    }

    public var pathCount: Int { scenarios.count }
    public var blockUnit: Int { 1 }
    public var workingRowCount: Int { layout.rowCount }

    public func makeWorkspace(pathCount: Int) {}

    public func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths: Range<Int>, _ workspace: Void
    ) {
        for factor in factors {
            for place in layout.rows(of: factor) {
                let row = market[place]
                for (column, path) in paths.enumerated() {
                    row[column] = level(factor, from: min(path, pathCount - 1), days: days[place])
                }
            }
        }
    }

    private func level(_ factor: Int, from start: Int, days: Int) -> Double {
        let changes = scenarios.changes
        switch scenarios.compositions[factor] {
        case .logarithmic:
            var sum = 0.0
            for day in start..<start + days { sum += changes[day, factor] }
            return levels[factor] * exp(sum)
        case .absolute:
            var level = levels[factor]
            for day in start..<start + days { level += changes[day, factor] }
            return level
        case .simple:
            var level = levels[factor]
            for day in start..<start + days { level *= 1 + changes[day, factor] }
            return level
        }
    }
}

extension HistoricalMarkets: RunSource {
    public func with(levelsOf market: BoundMarket) -> HistoricalMarkets {
        var moved = self
        moved.levels = market.levels
        return moved
    }
}
