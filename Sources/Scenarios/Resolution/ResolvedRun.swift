import Crypto
import FoundationEssentials
import LinearAlgebra
import Market
import Measures
import Simulation

/// A run, and what a report tells about how it was made.
public struct ResolvedRun: Sendable {
    public var run: Run
    /// SHA-256 of the run, in hexadecimal.
    public var identity: String
    /// What its figures are held against; the run has all the measures they need.
    public var limits: [Limit]
    /// How its leading figures are to be taken apart.
    public var decomposition: Decomposition
    /// How many of its last positions are candidates that are not held.
    public var tradeCount: Int
    /// Factors that only those need.
    public var tradeFactors: [FactorID]
    /// The later day of each change that historical scenarios are made of; empty for others.
    public var changeDates: [CalendarDate]
    public var model: ModelSummary
    /// How market states come about; nil for Monte Carlo.
    public var scenarios: ScenarioSummary?
    /// The correlation matrix that the run's root was made of, after any repair: factors × factors.
    public var correlation: Matrix
    /// What the model was calibrated to.
    public var calibration: CalibrationRecord
    public var dataIssues: [DataIssue]
    /// Remarks a reader should see beside the figures.
    public var notes: [String]
    /// Seconds spent reading files and checking them, and calibrating.
    public var timings: (load: Double, calibrate: Double)
}

extension Run {
    /// SHA-256 of the run's canonical form: JSON with sorted keys.
    public var identity: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(self) else { preconditionFailure("a valid run can be encoded") }
        return SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
