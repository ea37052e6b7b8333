import Scenarios
import Simulation

/// A report, the run that it is of, and the losses that its figures were read off.
package struct RiskEvidence: Sendable {
    package var report: RiskReport
    package var resolved: ResolvedRun
    package var losses: any LossModel
}
