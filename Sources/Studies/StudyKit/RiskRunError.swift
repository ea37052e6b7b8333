import Market
import Measures
import Scenarios
import Settings
import Simulation

/// Why a valid run has no answer: a figure is infinite or not a number.
public struct RiskRunError: Error, CustomStringConvertible {
    /// Nil where nothing in the run is too large, so that the fault is not the scenario's.
    private let overflow: Overflow?

    /// - Parameters:
    ///   - sample: of the run; nil for a law.
    ///   - workers: blocks of paths worked on at a time.
    package init(_ run: BoundRun, sample: ProfitAndLoss? = nil, workers: Int = 1) {
        overflow = Overflow(run, sample: sample, workers: workers)
    }

    /// What a reader can mend, at its place; the error itself where it is ours.
    package func placed(in places: RunPlaces) -> any Error { overflow.map { Issues([$0.issue(in: places)]) } ?? self }

    public var description: String { "a figure is infinite or not a number, and nothing in the scenario is too large" }
}

extension RunPlaces {
    /// Does some work on the run of these places, and says where it is written what leads to figures that are no numbers.
    package func placing<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let error as RiskRunError { throw error.placed(in: self) }
    }
}
