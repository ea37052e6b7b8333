import Instruments
import Kernels
import Randomness

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Paths of a filtered historical simulation, day by day, in blocks.
///
/// The day drawn on a path and step is that of a uniform number whose address is (seed, path, step), so any worker may
/// make any block. An instrument that looks at the market before the horizon sees the close of the business day its time
/// falls on.
public struct FilteredMarkets: ScenarioSource {
    public let pathCount: Int
    public let layout: MarketLayout
    private let history: FilteredHistory
    private var levels: [Double]
    private let draws: PhiloxDraws
    private let horizonDays: Int
    /// The rows of each factor that are read at the close of each day: days × factors.
    private let observed: [[[Int]]]

    /// - Parameter fixings: levels that instruments read before the horizon.
    public init(_ market: BoundMarket, sampling: Sampling, history: FilteredHistory, fixings: [Fixing]) {
        layout = MarketLayout(factors: market.factors.map(\.id), horizon: sampling.horizon, fixings: fixings)
        let horizonDays = sampling.horizonDays
        let none = [[Int]](repeating: [], count: market.factors.count)
        var observed = [[[Int]]](repeating: none, count: horizonDays)
        for (row, place) in layout.rows.enumerated() {
            let day = BusinessDays.closing(layout.observationTimes[place.observation], within: horizonDays)
            observed[day - 1][place.factor].append(row)
        }
        self.observed = observed
        self.horizonDays = horizonDays
        levels = market.levels
        draws = PhiloxDraws(seed: sampling.seed)
        pathCount = sampling.paths
        self.history = history
    }

    public var blockUnit: Int { 8 }

    public var workingRowCount: Int { 2 * levels.count + layout.rowCount + 1 }

    public struct Workspace {
        /// Changes since today, then variances, factor by factor.
        let state: RowStorage
    }

    public func makeWorkspace(pathCount: Int) -> Workspace {
        Workspace(state: RowStorage(rowCount: 2 * levels.count, pathCount: pathCount))
    }

    /// A stage is a day.
    public var stageCount: Int { horizonDays }

    /// The uniform number that says which day of the history is drawn.
    public var driverRowCount: Int { 1 }

    public func fillDrivers(_ drivers: MutableRows, stage: Int, paths: Range<Int>, _ workspace: Workspace) {
        draws.uniforms(step: stage, paths: paths, driver: 0, into: drivers[0])
    }

    public func begin(_ market: MutableRows, factors: [Int], _ workspace: Workspace) {
        let state = workspace.state.rows.prefix(paths: market.pathCount)
        for factor in factors {
            state[factor].update(repeating: 0)
            state[levels.count + factor].update(repeating: history.filters[factor].nextVariance)
        }
    }

    public func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths: Range<Int>, _ workspace: Workspace
    ) {
        let count = levels.count
        let state = workspace.state.rows.prefix(paths: paths.count)
        let uniforms = drivers[0]
        let dayCount = history.residuals.rowCount
        history.residuals.elements.withUnsafeBufferPointer { residuals in
            for factor in factors {
                let (change, variance) = (state[factor], state[count + factor])
                let filter = history.filters[factor]
                for path in 0..<paths.count {
                    let drawn = min(Int(uniforms[path] * Double(dayCount)), dayCount - 1)
                    let spread = variance[path].squareRoot() * residuals[drawn * count + factor]
                    change[path] += filter.mean + spread
                    variance[path] = filter.recursion.next(after: spread, variance: variance[path])
                }
                for row in observed[stage][factor] { observe(factor, change, into: market[row]) }
            }
        }
    }

    private func observe(
        _ factor: Int, _ change: UnsafeMutableBufferPointer<Double>, into level: UnsafeMutableBufferPointer<Double>
    ) {
        switch history.compositions[factor] {
        case .logarithmic:
            Elementwise.scaledExponential(scale: levels[factor], shift: 0, UnsafeBufferPointer(change), into: level)
        case .absolute: Elementwise.affine(levels[factor], 1, UnsafeBufferPointer(change), into: level)
        case .simple: preconditionFailure("changes are filtered as they are measured")
        }
    }
}

extension FilteredMarkets: RunSource {
    public func with(levelsOf market: BoundMarket) -> FilteredMarkets {
        var moved = self
        moved.levels = market.levels
        return moved
    }
}
