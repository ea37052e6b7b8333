import LinearAlgebra
import Processes

/// What a market model was calibrated to, for judging it: one entry for each factor of the run.
public struct CalibrationRecord: Sendable {
    /// Nil for a factor whose process needed no fit.
    public var fits: [ProcessFit?]
    /// The moves within the window; empty for a factor without a history.
    public var samples: [FactorSample]
    /// Of the daily changes of the factors that have a history, as estimated before any repair, and how many equally weighted
    /// changes would tell as much; nil where nothing was estimated.
    public var estimate: (correlation: Matrix, observations: Int)?
}
