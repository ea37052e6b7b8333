import Instruments
import Kernels

/// Some paths of a source, as a source of their own: each with the same bits as in the whole.
///
/// A path's draws have addresses, so it can be made again at any time; it is made with the unit of paths that it belongs
/// to, and copied out.
public struct SelectedPaths<Source: ScenarioSource>: ScenarioSource {
    private var source: Source
    /// Indexes of the source's paths; ascending ones share the making of a unit.
    public let paths: [Int]

    public init(_ source: Source, paths: [Int]) {
        precondition(paths.allSatisfy { $0 >= 0 && $0 < source.pathCount }, "paths of the source")
        self.source = source
        self.paths = paths
    }

    public var pathCount: Int { paths.count }
    public var layout: MarketLayout { source.layout }
    public var blockUnit: Int { 1 }
    public var workingRowCount: Int { layout.rowCount }

    public struct Workspace {
        let market: RowStorage
        let drivers: RowStorage
        let inner: Source.Workspace
    }

    public func makeWorkspace(pathCount: Int) -> Workspace {
        Workspace(
            market: RowStorage(rowCount: workingRowCount, pathCount: source.blockUnit),
            drivers: RowStorage(rowCount: source.driverRowCount, pathCount: source.blockUnit),
            inner: source.makeWorkspace(pathCount: source.blockUnit))
    }

    public func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths columns: Range<Int>,
        _ workspace: Workspace
    ) {
        let unit = source.blockUnit
        let made = workspace.market.rows
        let wanted = factors.flatMap { layout.rows(of: $0) }
        var start = -1
        for (column, index) in columns.enumerated() where index < paths.count {
            let path = paths[index]
            if start < 0 || path < start || path >= start + unit {
                start = path / unit * unit
                source.fill(
                    made, factors: factors, paths: start..<start + unit, drivers: workspace.drivers.rows,
                    workspace.inner)
            }
            for row in wanted { market[row, column] = made[row, path - start] }
        }
        withExtendedLifetime(workspace) {}
    }
}

extension SelectedPaths: RunSource where Source: RunSource {
    public func with(levelsOf market: BoundMarket) -> SelectedPaths {
        var moved = self
        moved.source = source.with(levelsOf: market)
        return moved
    }
}
