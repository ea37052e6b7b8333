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
    /// Positions × paths.
    public let positions: ProfitAndLoss
    /// Factors × paths, by Shapley values; with `timeGain` they add up to the gain of the whole portfolio.
    public let factors: ProfitAndLoss
    /// What the whole gains where no factor moves.
    public let timeGain: Double
}

extension BoundRun {
    /// Makes some paths again.
    ///
    /// - Parameter paths: of the run, from 0; at least one.
    public func replay(_ paths: [Int], workers: Int = 1) -> PathReplay {
        replay(paths, over: replaySource(paths), workers: workers)
    }

    private func replay<Source: ScenarioSource>(
        _ paths: [Int], over source: Source, workers: Int
    ) -> PathReplay {
        let (revaluation, today) = detailedRevaluation()
        let contributions = factorContributions()
        let factorCount = market.factors.count
        typealias Piece = [(levels: [Double], values: [Double], factors: [Double])]
        let pieces = TreeSum<Piece> { $0 += $1 }
        BlockLoop(source, revaluation).forEach(workers: workers) { block, range, market, values in
            let gains = contributions.gains(market, columns: Array(0..<range.count))
            let piece = (0..<range.count).map { column in
                (
                    levels: (0..<factorCount).map { market[$0, column] },
                    values: (0..<values.rowCount).map { values[$0, column] - today[$0] },
                    factors: (0..<factorCount).map { gains.rows[$0, column] }
                )
            }
            withExtendedLifetime(gains) {}
            pieces.insert(piece, number: block)
        }
        let made = pieces.value ?? []
        var levels = Matrix(rowCount: paths.count, columnCount: factorCount)
        for (row, path) in made.enumerated() {
            for factor in 0..<factorCount { levels[row, factor] = path.levels[factor] }
        }
        func rows(_ range: Range<Int>, _ values: @escaping (Int, Int) -> Double) -> ProfitAndLoss {
            ProfitAndLoss(nodeCount: range.count, pathCount: paths.count) { buffer in
                for (place, row) in range.enumerated() {
                    for path in paths.indices { buffer[place * paths.count + path] = values(row, path) }
                }
            }
        }
        let nodeCount = tree.nodes.count
        return PathReplay(
            paths: paths, levels: levels, nodes: rows(0..<nodeCount) { made[$1].values[$0] },
            positions: rows(nodeCount..<today.count) { made[$1].values[$0] },
            factors: rows(0..<factorCount) { made[$1].factors[$0] }, timeGain: contributions.timeGain)
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
