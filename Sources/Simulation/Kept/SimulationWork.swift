import Parallelism

/// How a simulation is worked on. Its result depends on none of it.
public struct SimulationWork: Sendable {
    /// Blocks of paths at a time.
    public var workers: Int
    /// Where it is cancelled, what is returned is not to be used.
    public var cancellation: Cancellation?
    /// Has what an earlier process finished; nil where nothing is kept.
    public var keeper: (any GainKeeper)?
    /// Called now and then with the number of paths done, from one worker at a time.
    public var progress: (@Sendable (Int) -> Void)?

    public init(
        workers: Int, cancellation: Cancellation? = nil, keeper: (any GainKeeper)? = nil,
        progress: (@Sendable (Int) -> Void)? = nil
    ) {
        self.workers = workers
        self.cancellation = cancellation
        self.keeper = keeper
        self.progress = progress
    }
}
