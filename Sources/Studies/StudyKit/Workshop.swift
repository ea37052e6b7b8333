import LinearAlgebra
import Market
import Parallelism
import Scenarios
import Settings
import Simulation

/// Where studies do their work: it resolves scenarios, refuses what does not fit into memory, measures runs, tells how far the
/// work has come, and can be told to stop.
///
/// A value, and the same for any number of studies: what is asked of it depends on nothing that was asked before.
public struct Workshop: Sendable {
    public let catalog: Catalog
    /// Blocks of paths worked on at a time. No result depends on it.
    public let workers: Int
    /// From the start of the process to this work, for the timings.
    public let secondsToStart: Double
    /// Told to stop, paths end at their next block, and a study between two pieces of its work, with a `CancellationError`.
    public let cancellation: Cancellation
    private let progress: @Sendable (WorkPhase) -> Void
    /// Whether findings hold what books lose on every path, for formats that write it all.
    public var keepsLosses = false
    /// Keeps what long simulations finished; nil where none is kept.
    package var keeper: (@Sendable (BoundRun) -> (any GainKeeper)?)?

    /// - Parameter progress: called now and then, from any thread but one at a time.
    public init(
        catalog: Catalog, workers: Int = Machine.processorCount, secondsToStart: Double = 0,
        cancellation: Cancellation = Cancellation(), progress: @escaping @Sendable (WorkPhase) -> Void = { _ in }
    ) {
        var watch = Stopwatch()
        _ = BLAS.core  // Ends the threads that OpenBLAS starts, which spin beside ours for a while.
        self.catalog = catalog
        self.workers = workers
        self.secondsToStart = secondsToStart + watch.lap()
        self.cancellation = cancellation
        self.progress = progress
    }

    private var resolver: ScenarioResolver { ScenarioResolver(catalog: catalog) }

    // MARK: - Scenarios

    /// Finds everything that is wrong with a scenario, all its sections among it, without simulating.
    public func check(_ request: ScenarioRequest) throws(Issues) -> ResolvedRun {
        try resolve(request, sections: .written)
    }

    /// The run of a scenario, with some of its sections.
    ///
    /// - Parameters:
    ///   - further: factors that the market shall have beside those of the portfolio, where the data name them.
    ///   - trades: a file of positions that are not held, but shall be valued on the same market.
    /// - Throws: every mistake that could be found.
    package func resolve(
        _ request: ScenarioRequest, sections: SectionChoice = .only([]), further: [FactorID] = [], trades: String? = nil
    ) throws(Issues) -> ResolvedRun {
        progress(.loading)
        return try resolver.resolve(
            request.file, overrides: request.overrides, further: further, trades: trades, sections: sections)
    }

    /// A scenario and every file that it names, read once for all the runs that are made of it.
    package func prepare(_ request: ScenarioRequest) throws(Issues) -> PreparedScenario {
        progress(.loading)
        return try resolver.prepare(request.file, overrides: request.overrides)
    }

    // MARK: - Runs

    /// A run, simulated and measured.
    ///
    /// - Throws: `RiskRunError` where a figure is no number; `CancellationError` where the work was told to stop.
    package func measured(_ run: BoundRun) throws -> MeasuredRun {
        try MeasuredRun(run, in: self)
    }

    /// The same for a run whose places are known: a figure that is no number is an issue at the place of what is too large.
    package func measured(_ run: BoundRun, at places: RunPlaces) throws -> MeasuredRun {
        try places.placing { try measured(run) }
    }

    // MARK: - Progress and end

    package func tell(_ phase: WorkPhase) { progress(phase) }

    /// Tells how many of some paths are done.
    package func tellPaths(of count: Int) -> @Sendable (Int) -> Void {
        { [progress] done in progress(.simulating(pathsDone: done, of: count)) }
    }

    /// Ends the work between two pieces of it where it was told to stop.
    package func checkCancellation() throws(CancellationError) {
        if cancellation.isCancelled { throw CancellationError() }
    }
}
