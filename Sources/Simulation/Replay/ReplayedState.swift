import Instruments
import Kernels
import Market
import Synchronization

/// One path of a run, with everything that the run itself does not keep.
public struct ReplayedState: Sendable {
    public var path: Int
    /// At the horizon, factor by factor.
    public var levels: [Double]
    /// Value at the horizon, plus cash received, less value today, position by position.
    public var gains: [Double]
}

extension Simulator {
    /// Makes some paths of the run again, with every factor and position; each has the bits that it has in the whole run.
    ///
    /// - Parameter paths: from 0; of a run that has paths.
    public func replay(_ paths: [Int], workers: Int = 1) -> [ReplayedState] {
        guard !paths.isEmpty else { return [] }
        precondition(paths.allSatisfy { $0 >= 0 && $0 < source.pathCount }, "paths of the run")
        return replay(replaySource(paths), of: paths, workers: workers)
    }

    private func replay<Source: ScenarioSource>(
        _ chosen: Source, of paths: [Int], workers: Int
    ) -> [ReplayedState] {
        let revaluation = Revaluation(positionsOf: run, layout: chosen.layout, models: models)
        let today = positionValuesToday
        let factorCount = chosen.layout.factors.count
        let horizon = (chosen.layout.observationTimes.count - 1) * factorCount
        let states = Mutex([ReplayedState?](repeating: nil, count: paths.count))
        BlockLoop(chosen, revaluation).forEach(workers: workers) { _, columns, market, values in
            let made = columns.indices.map { column in
                ReplayedState(
                    path: paths[columns[column]],
                    levels: (0..<factorCount).map { market[horizon + $0, column - columns.startIndex] },
                    gains: (0..<values.rowCount).map { values[$0, column - columns.startIndex] - today[$0] })
            }
            states.withLock { states in
                for (place, state) in zip(columns, made) { states[place] = state }
            }
        }
        return states.withLock { $0.compactMap(\.self) }
    }
}
