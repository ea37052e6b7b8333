import Processes

/// The steps of a simulation and the times at which the market is observed.
///
/// The horizon is cut into equal steps; a time at which an instrument looks at the market before the horizon, such as
/// the expiry of an option, adds a step that ends there.
public struct Timeline: Hashable, Sendable {
    public struct Stage: Hashable, Sendable {
        public var step: TimeStep
        /// The index among `observationTimes` of the end of the step, or nil where nobody looks.
        public var observation: Int?
    }

    public let stages: [Stage]
    /// Ascending; the horizon last.
    public let observationTimes: [Double]

    /// - Parameters:
    ///   - horizon: years, greater than 0.
    ///   - events: years; those at or before 0, and at or after the horizon, are left out.
    ///   - longestStep: years; the horizon is cut into more steps where they would be longer.
    public init(horizon: Double, steps: Int, events: [Double], longestStep: Double = .infinity) {
        precondition(horizon > 0 && steps >= 1 && longestStep > 0)
        // A multiple of the steps asked for, so that those are among the ends.
        let pieces = max(1, Int((horizon / Double(steps) / longestStep - 1e-9).rounded(.up)))
        let steps = steps * pieces
        let rounding = 1e-9
        // The last end is the horizon itself: horizon · steps / steps may differ from it in the last bit.
        var ends = (1..<steps).map { horizon * Double($0) / Double(steps) } + [horizon]
        var observed: [Double] = []
        for event in events.sorted() where event > rounding && event < horizon - rounding {
            let time = ends.first { abs($0 - event) <= rounding } ?? event
            if !ends.contains(time) { ends.append(time) }
            if !observed.contains(time) { observed.append(time) }
        }
        observed.append(horizon)
        ends.sort()
        observationTimes = observed
        stages = ends.enumerated().map { index, end in
            let step = TimeStep(index: index, start: index == 0 ? 0 : ends[index - 1], end: end)
            return Stage(step: step, observation: observed.firstIndex(of: end))
        }
    }
}
