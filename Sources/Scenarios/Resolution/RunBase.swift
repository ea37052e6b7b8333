import LinearAlgebra
import Market
import Simulation

/// A run with what it was made of.
public struct RunBase: Sendable {
    public var run: BoundRun
    /// Of the run's factors, clean, up to its date, on their business days.
    public var history: PriceHistory
    /// Of the run's factors, after any repair.
    public var correlation: Matrix
}
