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
    private var processes: [Plan]
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
        /// The row of the market for each observation before the horizon on which somebody reads the factor.
        var fixingRows: [Int: Int]
    }

    /// - Parameters:
    ///   - timeline: observes the market on every date that a fixing asks for.
    ///   - fixings: levels that are read before the horizon.
    ///   - paths: those to make, in any order, each with the bits that it has in the whole; nil for all of them.
    public init(
        _ market: BoundMarket, sampling: Sampling, timeline: Timeline, fixings: [Fixing] = [], paths: [Int]? = nil
    ) {
        pathCount = paths?.count ?? sampling.paths
        self.timeline = timeline
        layout = MarketLayout(
            factors: market.factors.map(\.id), observationTimes: timeline.observationTimes, fixings: fixings)
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
                Plan(
                    process: process, correlatedRow: rowOfFactor[index], furtherRows: further, stateRows: state,
                    fixingRows: layout.fixingRows(of: index)))
        }
        self.processes = processes
        driverCount = nextDriver
        extraStateCount = nextState
    }

    public var blockUnit: Int { normals.panelWidth }

    public var workingRowCount: Int {
        driverCount + extraStateCount + layout.rowCount
    }

    public var stageCount: Int { timeline.stages.count }

    public var driverRowCount: Int { driverCount }

    public struct Workspace {
        let states: RowStorage
        let scratch: RowStorage
        let normals: CorrelatedNormals<PhiloxDraws>.Workspace
    }

    public func makeWorkspace(pathCount: Int) -> Workspace {
        Workspace(
            states: RowStorage(rowCount: extraStateCount, pathCount: pathCount),
            scratch: RowStorage(rowCount: dependence.scratchRowCount, pathCount: pathCount),
            normals: .init(normals, driverCount: driverCount, pathCount: pathCount))
    }

    public func fillDrivers(_ drivers: MutableRows, stage: Int, paths: Range<Int>, _ workspace: Workspace) {
        let step = timeline.stages[stage].step.index
        normals.fill(drivers, step: step, paths: paths, workspace.normals)
        dependence.shape(
            drivers[rows: 0..<correlatedCount], step: step, paths: paths, draws: normals.draws,
            scratch: workspace.scratch.rows.prefix(paths: paths.count))
    }

    public func begin(_ market: MutableRows, factors: [Int], _ workspace: Workspace) {
        for index in factors { processes[index].process.begin(state(index, market, workspace)) }
    }

    public func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths: Range<Int>, _ workspace: Workspace
    ) {
        let (step, observation) = (timeline.stages[stage].step, timeline.stages[stage].observation)
        let isLast = observation == layout.observationTimes.count - 1
        for index in factors {
            let plan = processes[index]
            let state = state(index, market, workspace)
            plan.furtherRows.withUnsafeBufferPointer { places in
                plan.process.advance(
                    state, over: step,
                    drivers: Drivers(correlated: drivers[plan.correlatedRow], rows: drivers, places: places))
            }
            if isLast {
                plan.process.observe(state, into: market[index])
            } else if let observation, let row = plan.fixingRows[observation] {
                plan.process.observe(state, into: market[row])
            }
        }
    }

    /// The state of one factor: rows of its own, or the row of the market where it ends.
    private func state(_ index: Int, _ market: MutableRows, _ workspace: Workspace) -> MutableRows {
        guard let rows = processes[index].stateRows else { return market[rows: index..<index + 1] }
        return workspace.states.rows.prefix(paths: market.pathCount)[rows: rows]
    }
}

extension MonteCarlo: RunSource {
    public func with(levelsOf market: BoundMarket) -> MonteCarlo {
        var moved = self
        for index in processes.indices { moved.processes[index].process = market.factors[index].law }
        return moved
    }

    public func driverRows(of factors: [Int]) -> [Int] {
        Set(factors.flatMap { [processes[$0].correlatedRow] + processes[$0].furtherRows }).sorted()
    }
}
