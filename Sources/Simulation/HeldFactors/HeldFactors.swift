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

    func makeWorkspace(pathCount: Int) -> Source.Workspace { source.makeWorkspace(pathCount: pathCount) }

    func fill(_ market: MutableRows, paths: Range<Int>, _ workspace: Source.Workspace) {
        source.fill(market, paths: paths, workspace)
        let count = layout.factors.count
        for observation in layout.observationTimes.indices {
            for item in held { market[observation * count + item.factor].update(repeating: item.level) }
        }
    }
}
