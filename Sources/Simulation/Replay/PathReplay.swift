import Instruments
import Kernels
import LinearAlgebra
import Market

/// Some paths of a run in full: where the market went, what every position and book made of it, and what every factor did.
public struct PathReplay: Sendable {
    /// Of the run, from 0.
    public let paths: [Int]
    /// Of the run's factors at the horizon: paths × factors.
    public let levels: Matrix
    /// Book nodes × paths.
    public let nodes: ProfitAndLoss
    /// Positions × paths; of no positions where they were not wanted.
    public let positions: ProfitAndLoss
    /// Factors × paths, by Shapley values; with `timeGain` they add up to the gain of the whole portfolio.
    public let factors: ProfitAndLoss
    /// What the whole gains where no factor moves.
    public let timeGain: Double
}

extension BoundRun {
    /// Makes some paths again.
    ///
    /// - Parameters:
    ///   - paths: of the run, from 0; at least one.
    ///   - wantsPositions: else the replay has none.
    ///   - positionsAtOnce: whose rows are in memory; the result does not depend on it, nor on the workers.
    package func replay(
        _ paths: [Int], wantsPositions: Bool = true, positionsAtOnce: Int = DetailedRows.positionsAtOnce,
        workers: Int = 1
    ) -> PathReplay {
        let details = DetailedRows(self, wantsPositions: wantsPositions, positionsAtOnce: positionsAtOnce)
        return replay(paths, over: replaySource(paths), details, workers: workers)
    }

    private func replay<Source: ScenarioSource>(
        _ paths: [Int], over source: Source, _ details: DetailedRows, workers: Int
    ) -> PathReplay {
        let contributions = factorContributions()
        let factorCount = market.factors.count
        var levels = Matrix(rowCount: paths.count, columnCount: factorCount)
        var factors = [[Double]]()
        var gains = [[Double]](repeating: [], count: paths.count)
        for slice in details.slices {
            let (revaluation, today) = details.revaluation(slice)
            let isFirst = slice.hasNodes
            let pieces = TreeSum<[ReplayedPath]> { $0 += $1 }
            BlockLoop(source, revaluation).forEach(workers: workers) { block, range, market, values in
                let moved = isFirst ? contributions.gains(market, columns: Array(0..<range.count)) : nil
                let piece = (0..<range.count).map { column in
                    ReplayedPath(
                        gains: (0..<values.rowCount).map { values[$0, column] - today[$0] },
                        levels: isFirst ? (0..<factorCount).map { market[$0, column] } : [],
                        factors: moved.map { moved in (0..<factorCount).map { moved.rows[$0, column] } } ?? [])
                }
                withExtendedLifetime(moved) {}
                pieces.insert(piece, number: block)
            }
            for (row, path) in (pieces.value ?? []).enumerated() {
                gains[row] += path.gains
                guard isFirst else { continue }
                factors.append(path.factors)
                for factor in 0..<factorCount { levels[row, factor] = path.levels[factor] }
            }
        }
        func rows(_ range: Range<Int>, of values: [[Double]]) -> ProfitAndLoss {
            ProfitAndLoss(nodeCount: range.count, pathCount: paths.count) { buffer in
                for (place, row) in range.enumerated() {
                    for path in paths.indices { buffer[place * paths.count + path] = values[path][row] }
                }
            }
        }
        let nodeCount = tree.nodes.count
        return PathReplay(
            paths: paths, levels: levels, nodes: rows(0..<nodeCount, of: gains),
            positions: rows(nodeCount..<(gains.first?.count ?? nodeCount), of: gains),
            factors: rows(0..<factorCount, of: factors), timeGain: contributions.timeGain)
    }

    /// What some positions gain on every path of the run: positions × paths.
    ///
    /// - Parameter range: of the positions.
    public func positionGains(_ range: Range<Int>, workers: Int) -> ProfitAndLoss {
        positionGains(range, over: source, workers: workers)
    }

    private func positionGains<Source: ScenarioSource>(
        _ range: Range<Int>, over source: Source, workers: Int
    ) -> ProfitAndLoss {
        let part = Array(positions[range])
        func make(_ layout: MarketLayout) -> Revaluation {
            Revaluation(each: part, base: run.baseCurrency, layout: layout)
        }
        return BlockLoop(source, make(source.layout)).gains(
            over: make(source.layout.today).evaluate(levels: levels), workers: workers,
            blockPaths: nil, progress: nil)
    }
}

/// What one path brought, of a slice of the rows.
private struct ReplayedPath: Sendable {
    var gains: [Double]
    /// Of the first slice.
    var levels: [Double]
    var factors: [Double]
}
