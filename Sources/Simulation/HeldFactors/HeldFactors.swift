import Instruments
import Kernels

/// The states of another source, but for some factors, which stay at today's levels.
struct HeldFactors<Source: ScenarioSource>: ScenarioSource {
    private let source: Source
    /// Factors, as rows of the layout, and their levels.
    private let held: [(factor: Int, level: Double)]

    init(_ source: Source, held: [(factor: Int, level: Double)]) {
        self.source = source
        self.held = held
    }

    var layout: MarketLayout { source.layout }
    var pathCount: Int { source.pathCount }
    var blockUnit: Int { source.blockUnit }
    var workingRowCount: Int { source.workingRowCount }

    var stageCount: Int { source.stageCount }
    var driverRowCount: Int { source.driverRowCount }

    func makeWorkspace(pathCount: Int) -> Source.Workspace { source.makeWorkspace(pathCount: pathCount) }

    func fillDrivers(_ drivers: MutableRows, stage: Int, paths: Range<Int>, _ workspace: Source.Workspace) {
        source.fillDrivers(drivers, stage: stage, paths: paths, workspace)
    }

    func begin(_ market: MutableRows, factors: [Int], _ workspace: Source.Workspace) {
        source.begin(market, factors: factors, workspace)
    }

    func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths: Range<Int>,
        _ workspace: Source.Workspace
    ) {
        source.advance(market, factors: factors, stage: stage, drivers: drivers, paths: paths, workspace)
        guard stage == stageCount - 1 else { return }
        for item in held {
            for row in layout.rows(of: item.factor) { market[row].update(repeating: item.level) }
        }
    }
}
