import Calibration

/// The changes that the covariances of a run were estimated from, where they are those of all its factors on the same days.
public struct WindowChanges: Sendable {
    public var changes: CommonChanges
    /// How many equally weighted changes would tell as much.
    public var effectiveCount: Double
}

extension ModelCalibration {
    /// Nil where some factor rests on other days, or something of its law on no history.
    var windowChanges: WindowChanges? {
        guard let changes = changes?.common, let estimate = record.estimate, changes.factors.count == factors.count,
            summary?.factors.allSatisfy({ $0.source == "history" }) == true, scenario.correlations.isEmpty,
            scenario.correlationFile == nil
        else { return nil }
        return WindowChanges(changes: changes, effectiveCount: Double(estimate.observations))
    }
}
