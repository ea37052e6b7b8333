import Dependence
import Instruments
import Kernels
import LinearAlgebra
import Processes
import Randomness

/// Simulated paths: the factors' processes, driven by correlated draws whose addresses are (seed, path, step, driver).
public struct MonteCarlo: ScenarioSource {
    public let pathCount: Int
    public let layout: MarketLayout
    private let timeline: Timeline
    private let processes: [Plan]
    private let dependence: any Dependence
    private let normals: CorrelatedNormals<PhiloxDraws>
    /// Drivers that are correlated; further ones follow them.
    private let correlatedCount: Int
    private let driverCount: Int
    private let extraStateCount: Int

    /// One factor's process and the rows it works on.
    private struct Plan {
        var process: any AssetProcess
        /// The row of the driver that is correlated with those of other factors.
        var correlatedRow: Int
        /// The rows of its further drivers.
        var furtherRows: [Int]
        /// Rows of state that are kept apart; nil where the state is one row and lives in the market's own.
        var stateRows: Range<Int>?
    }

    /// - Parameter paths: those to make, in any order, each with the bits that it has in the whole; nil for all of them.
    public init(_ market: BoundMarket, sampling: Sampling, timeline: Timeline, paths: [Int]? = nil) {
        pathCount = paths?.count ?? sampling.paths
        self.timeline = timeline
        layout = MarketLayout(factors: market.factors.map(\.id), observationTimes: timeline.observationTimes)
        let root = market.model.root
        dependence = market.dependence.type.init(market.dependence.specification, drivers: market.drivers)
        normals = CorrelatedNormals(
            draws: paths.map { PhiloxDraws(seed: sampling.seed, paths: $0) } ?? PhiloxDraws(seed: sampling.seed),
            root: root, isSingle: sampling.precision == .single)
        let rowOfFactor = root.rows
        correlatedCount = root.rowCount
        var nextDriver = root.rowCount
        var nextState = 0
        var processes: [Plan] = []
        var shared: [String: Int] = [:]
        for (index, factor) in market.factors.enumerated() {
            let process = factor.law
            let further = process.furtherDrivers.map { driver in
                if case .shared(let name) = driver, let row = shared[name] { return row }
                if case .shared(let name) = driver { shared[name] = nextDriver }
                nextDriver += 1
                return nextDriver - 1
            }
            var state: Range<Int>?
            if process.stateCount > 1 {
                state = nextState..<nextState + process.stateCount
                nextState += process.stateCount
            }
            processes.append(
                Plan(process: process, correlatedRow: rowOfFactor[index], furtherRows: further, stateRows: state))
        }
        self.processes = processes
        driverCount = nextDriver
        extraStateCount = nextState
    }

    public var blockUnit: Int { normals.panelWidth }

    public var workingRowCount: Int {
        driverCount + extraStateCount + layout.factors.count * layout.observationTimes.count
    }

    public struct Workspace {
        let drivers: RowStorage
        let states: RowStorage
        let scratch: RowStorage
        let normals: CorrelatedNormals<PhiloxDraws>.Workspace
    }

    public func makeWorkspace(pathCount: Int) -> Workspace {
        Workspace(
            drivers: RowStorage(rowCount: driverCount, pathCount: pathCount),
            states: RowStorage(rowCount: extraStateCount, pathCount: pathCount),
            scratch: RowStorage(rowCount: dependence.scratchRowCount, pathCount: pathCount),
            normals: .init(normals, driverCount: driverCount, pathCount: pathCount))
    }

    public func fill(_ market: MutableRows, paths: Range<Int>, _ workspace: Workspace) {
        let count = layout.factors.count
        let drivers = workspace.drivers.rows.prefix(paths: paths.count)
        let scratch = workspace.scratch.rows.prefix(paths: paths.count)
        let horizon = market[rows: (layout.observationTimes.count - 1) * count..<layout.observationTimes.count * count]
        func state(_ index: Int) -> MutableRows {
            guard let rows = processes[index].stateRows else { return horizon[rows: index..<index + 1] }
            return workspace.states.rows.prefix(paths: paths.count)[rows: rows]
        }
        for index in processes.indices { processes[index].process.begin(state(index)) }
        for stage in timeline.stages {
            normals.fill(drivers, step: stage.step.index, paths: paths, workspace.normals)
            dependence.shape(
                drivers[rows: 0..<correlatedCount], step: stage.step.index, paths: paths, draws: normals.draws,
                scratch: scratch)
            for (index, plan) in processes.enumerated() {
                let state = state(index)
                plan.furtherRows.withUnsafeBufferPointer { places in
                    plan.process.advance(
                        state, over: stage.step,
                        drivers: Drivers(
                            correlated: UnsafeBufferPointer(drivers[plan.correlatedRow]), rows: drivers.readOnly,
                            places: places))
                }
                if let observation = stage.observation {
                    plan.process.observe(state, into: market[observation * count + index])
                }
            }
        }
    }
}
