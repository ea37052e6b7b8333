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
    private let levels: [Double]
    private let draws: PhiloxDraws
    private let horizonDays: Int
    /// The observations made at the close of each day, by day.
    private let observations: [[Int]]

    /// - Parameter events: years at which instruments look at the market.
    public init(_ market: BoundMarket, sampling: Sampling, history: FilteredHistory, events: [Double]) {
        let times = Timeline(horizon: sampling.horizon, steps: 1, events: events).observationTimes
        let horizonDays = sampling.horizonDays
        var observations = [[Int]](repeating: [], count: horizonDays)
        for (index, time) in times.enumerated() {
            observations[BusinessDays.closing(time, within: horizonDays) - 1].append(index)
        }
        self.observations = observations
        self.horizonDays = horizonDays
        layout = MarketLayout(factors: market.factors.map(\.id), observationTimes: times)
        levels = market.levels
        draws = PhiloxDraws(seed: sampling.seed)
        pathCount = sampling.paths
        self.history = history
    }

    public var blockUnit: Int { 8 }

    public var workingRowCount: Int { (2 + layout.observationTimes.count) * levels.count + 1 }

    public struct Workspace {
        /// Changes since today, then variances, factor by factor.
        let state: RowStorage
        let uniforms: RowStorage
    }

    public func makeWorkspace(pathCount: Int) -> Workspace {
        Workspace(
            state: RowStorage(rowCount: 2 * levels.count, pathCount: pathCount),
            uniforms: RowStorage(rowCount: 1, pathCount: pathCount))
    }

    public func fill(_ market: MutableRows, paths: Range<Int>, _ workspace: Workspace) {
        let count = levels.count
        let state = workspace.state.rows.prefix(paths: paths.count)
        let uniforms = workspace.uniforms.rows.prefix(paths: paths.count)[0]
        for factor in 0..<count {
            state[factor].update(repeating: 0)
            state[count + factor].update(repeating: history.filters[factor].nextVariance)
        }
        let dayCount = history.residuals.rowCount
        history.residuals.elements.withUnsafeBufferPointer { residuals in
            for day in 0..<horizonDays {
                draws.uniforms(step: day, paths: paths, driver: 0, into: uniforms)
                for factor in 0..<count {
                    let (change, variance) = (state[factor], state[count + factor])
                    let filter = history.filters[factor]
                    for path in 0..<paths.count {
                        let drawn = min(Int(uniforms[path] * Double(dayCount)), dayCount - 1)
                        let spread = variance[path].squareRoot() * residuals[drawn * count + factor]
                        change[path] += filter.mean + spread
                        variance[path] = filter.recursion.next(after: spread, variance: variance[path])
                    }
                }
                for observation in observations[day] {
                    for factor in 0..<count {
                        observe(factor, state[factor], into: market[observation * count + factor])
                    }
                }
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
