import Instruments
import Kernels

/// Where market states come from: simulated paths, or any other set of markets, in blocks.
///
/// A source is a value that any worker may ask for any range of paths, in any order. It works in two parts: drivers, which
/// know nothing of today's levels, and the markets they make. Who keeps the drivers moves levels without drawing again.
public protocol ScenarioSource: Sendable {
    /// The memory one worker needs, made once.
    associatedtype Workspace

    var pathCount: Int { get }
    var layout: MarketLayout { get }
    /// Blocks are multiples of this many paths.
    var blockUnit: Int { get }
    /// Rows a block occupies while it is made, for choosing a block that fits the cache.
    var workingRowCount: Int { get }

    /// Stages of which each has drivers of its own, one after another in time.
    var stageCount: Int { get }
    /// Rows of drivers of one stage; 0 where nothing is drawn.
    var driverRowCount: Int { get }

    func makeWorkspace(pathCount: Int) -> Workspace

    /// Writes the drivers of one stage: drawn, correlated, shaped.
    ///
    /// - Parameters:
    ///   - drivers: `driverRowCount` rows, `paths.count` columns.
    ///   - paths: starts at a multiple of `blockUnit` and is a multiple of it long; it may reach beyond `pathCount`, where
    ///     what is written is ignored.
    func fillDrivers(_ drivers: MutableRows, stage: Int, paths: Range<Int>, _ workspace: Workspace)

    /// Sets some factors to where they stand before the first stage.
    ///
    /// - Parameters:
    ///   - market: rows of the layout, `paths.count` columns; those of other factors stay as they are.
    ///   - factors: ascending places in the layout.
    func begin(_ market: MutableRows, factors: [Int], _ workspace: Workspace)

    /// Moves some factors over one stage; after the last stage their rows of the market are complete.
    ///
    /// - Parameters:
    ///   - market: as for `begin`, with what the stages before have written.
    ///   - drivers: of this stage.
    func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths: Range<Int>, _ workspace: Workspace)
}

extension ScenarioSource {
    public var stageCount: Int { 1 }
    public var driverRowCount: Int { 0 }
    public func fillDrivers(_ drivers: MutableRows, stage: Int, paths: Range<Int>, _ workspace: Workspace) {}
    public func begin(_ market: MutableRows, factors: [Int], _ workspace: Workspace) {}

    /// Writes the market on some paths, stage by stage.
    ///
    /// - Parameters:
    ///   - market: rows of the layout, `paths.count` columns.
    ///   - drivers: `driverRowCount` rows to work in.
    public func fill(
        _ market: MutableRows, factors: [Int], paths: Range<Int>, drivers: MutableRows, _ workspace: Workspace
    ) {
        begin(market, factors: factors, workspace)
        for stage in 0..<stageCount {
            fillDrivers(drivers, stage: stage, paths: paths, workspace)
            advance(market, factors: factors, stage: stage, drivers: drivers.readOnly, paths: paths, workspace)
        }
    }
}
