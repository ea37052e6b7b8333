import Scenarios

/// What the command line may change about a scenario, and how the work is done.
public struct WorkOptions: Sendable {
    public var overrides: [Override] = []
    /// Blocks worked on at a time. The result does not depend on it.
    public var workers = Machine.processorCount
    /// Seconds between the start of the process and this run, for the timings.
    public var secondsToStart = 0.0

    public init() {}
}
