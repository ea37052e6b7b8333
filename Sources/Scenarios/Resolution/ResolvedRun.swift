import LinearAlgebra
import Market
import Measures
import Settings
import Simulation

/// A run, and what a report tells about how it was made.
public struct ResolvedRun: Sendable {
    public var run: BoundRun
    /// The digest of the run's identity, which is the same on every machine.
    public var inputs: String
    /// Where its settings, positions and factors are written.
    public var places: RunPlaces
    var sections: ResolvedSections
    /// What stands below the keys of the sections that are written.
    var sectionContents: [String: Value.Content]
    public var model: ModelSummary
    /// How market states come about; nil for Monte Carlo.
    public var scenarios: ScenarioSummary?
    /// Of the daily changes that scenarios are made of, the oldest first; empty where they come from the model alone.
    public var scenarioDates: [CalendarDate]
    /// The correlation matrix that the run's root was made of, after any repair: factors × factors.
    public var correlation: Matrix
    /// What the model was calibrated to.
    public var calibration: CalibrationRecord
    public var dataIssues: [DataIssue]
    /// Remarks a reader should see beside the figures.
    public var notes: [String]
    /// Positions of the portfolio; those of the run after them are candidates that are not held.
    public var heldCount: Int
    /// Factors that only candidates need.
    public var furtherFactors: [FactorID]
    /// The scenario and every file that it names, as paths; the scenario first.
    public var files: [String]
    /// Seconds spent reading files and checking them, and calibrating.
    public var timings: (load: Double, calibrate: Double)

    /// What tells its results apart: two of one identity have the same bits. The run and the kernels of this machine are in it.
    public var identity: String { RunIdentity.ofResult(of: inputs) }

    /// What a section of the scenario came to; nil where it was not wanted.
    public func section<Section: ScenarioSection>(_ section: Section.Type) -> Section.Resolved? { sections[section] }

    /// What stands in a section of the scenario; nil where it is not written.
    public func written(_ section: any ScenarioSection.Type) -> Value.Content? { sectionContents[section.key] }

    /// The first and the last day of the history that a historical scenario repeats; nil for one that is drawn.
    public func days(ofScenario index: Int) -> (from: CalendarDate, to: CalendarDate)? {
        guard let span = run.states.repeatedDays, index + span <= scenarioDates.count else { return nil }
        return (scenarioDates[index], scenarioDates[index + span - 1])
    }
}
