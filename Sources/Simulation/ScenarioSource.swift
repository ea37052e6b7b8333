import Instruments
import Kernels

/// Where market states come from: simulated paths, or any other set of markets, in blocks.
///
/// A source is a value that any worker may ask for any range of paths, in any order.
public protocol ScenarioSource: Sendable {
    /// The memory one worker needs, made once.
    associatedtype Workspace

    var pathCount: Int { get }
    var layout: MarketLayout { get }
    /// Blocks are multiples of this many paths.
    var blockUnit: Int { get }
    /// Rows a block occupies while it is made, for choosing a block that fits the cache.
    var workingRowCount: Int { get }

    func makeWorkspace(pathCount: Int) -> Workspace

    /// Writes the market on some paths.
    ///
    /// - Parameter market: observation times × factors rows, `paths.count` columns. The range starts at a multiple of
    ///   `blockUnit` and is a multiple of it long; it may reach beyond `pathCount`, where what is written is ignored.
    func fill(_ market: MutableRows, paths: Range<Int>, _ workspace: Workspace)
}
