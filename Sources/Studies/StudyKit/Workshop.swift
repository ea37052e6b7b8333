import LinearAlgebra
import Market
import Scenarios
import Settings
import Simulation
import Synchronization

/// Where studies are done: it resolves scenarios, refuses what does not fit into memory, measures a run once, tells of its
/// progress, and can be told to stop.
public struct Workshop: Sendable {
    public let catalog: Catalog
    /// Blocks of paths worked on at a time. No result depends on it.
    public let workers: Int
    /// Between the start of the process and this work, for the timings.
    public let secondsToStart: Double
    /// Called now and then, from any thread but one at a time.
    public let progress: @Sendable (WorkPhase) -> Void
    private let cancellation: Cancellation

    public init(
        catalog: Catalog, workers: Int = Machine.processorCount, secondsToStart: Double = 0,
        cancellation: Cancellation = Cancellation(), progress: (@Sendable (WorkPhase) -> Void)? = nil
    ) {
        self.catalog = catalog
        self.workers = workers
        self.secondsToStart = secondsToStart
        self.cancellation = cancellation
        self.progress = progress ?? { _ in }
        _ = BLAS.core  // Ends the threads that OpenBLAS starts, which spin beside ours for a while.
    }

    private var resolver: ScenarioResolver { ScenarioResolver(catalog: catalog) }

    /// The run of a scenario, with some of its sections.
    ///
    /// - Parameters:
    ///   - further: factors that the market shall have beside those of the portfolio, where the data name them.
    ///   - trades: a file of positions that are not held, but shall be valued on the same market.
    ///   - samples: how many samples of the run's losses are kept at a time; nil where none is.
    /// - Throws: every mistake that could be found, and that the run does not fit into memory.
    public func resolve(
        _ request: ScenarioRequest, sections: SectionChoice, further: [FactorID] = [], trades: String? = nil,
        samples: Int? = nil
    ) throws(Issues) -> ResolvedRun {
        progress(.loading)
        let resolved = try resolver.resolve(
            request.file, overrides: request.overrides, further: further, trades: trades, sections: sections)
        if let samples { try Machine.checkMemory(resolved, samples: samples) }
        return resolved
    }

    /// A scenario and every file that it names, read once for all the runs that are made of it.
    public func prepare(_ request: ScenarioRequest) throws(Issues) -> PreparedScenario {
        progress(.loading)
        return try resolver.prepare(request.file, overrides: request.overrides)
    }

    /// - Throws: `RunOverflow` where a figure is no number, `CancellationError` where the work was told to stop.
    public func measured(_ run: BoundRun) throws -> MeasuredRun {
        let measured = try MeasuredRun(run, workers: workers, cancellation: cancellation, progress: progress)
        try checkCancellation()
        return measured
    }

    /// Between two pieces of work.
    public func checkCancellation() throws { if cancellation.isCancelled { throw CancellationError() } }
}

/// How far some work has come.
public enum WorkPhase: Sendable {
    case loading
    case simulating(pathsDone: Int, of: Int)
    case measuring
}
