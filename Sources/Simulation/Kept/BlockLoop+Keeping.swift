import Market
import Measures

extension BlockLoop {
    /// Stretches of a simulation that is kept: at most so many, each of whole chunks.
    private static var stretchCount: Int { 64 }
    /// Paths of a stretch at least: shorter ones would let workers wait for each other.
    private static var leastStretch: Int { 16_384 }

    /// The paths of each stretch, from which the bits of none depend on the others.
    static func stretches(of pathCount: Int) -> [Range<Int>] {
        let chunk = PartialMeasurement.chunkLength
        let even = (pathCount + stretchCount - 1) / stretchCount
        let length = (max(even, leastStretch) + chunk - 1) / chunk * chunk
        return stride(from: 0, to: pathCount, by: length).map { $0..<min($0 + length, pathCount) }
    }

    /// The value of every row on every path less its value today, what was kept of it read back.
    func gains(over today: [Double], keeper: any GainKeeper, work: SimulationWork) -> ProfitAndLoss {
        ProfitAndLoss(nodeCount: revaluation.rowCount, pathCount: source.pathCount) { buffer in
            fill(
                GainTable(rowCount: revaluation.rowCount, pathCount: source.pathCount, values: buffer), today, keeper,
                work)
        }
    }

    private func fill(_ table: GainTable, _ today: [Double], _ keeper: any GainKeeper, _ work: SimulationWork) {
        let columns = DisjointColumns(base: table.values.baseAddress, stride: table.pathCount)
        for paths in Self.stretches(of: table.pathCount) {
            if let kept = keeper.gains(on: paths, bookCount: table.rowCount), kept.count == table.rowCount * paths.count
            {
                table.store(kept, at: paths)
                work.progress?(paths.upperBound)
                continue
            }
            let tell = work.progress.map { tell in { @Sendable (done: Int) in tell(paths.lowerBound + done) } }
            forEach(workers: work.workers, paths: paths, cancellation: work.cancellation, progress: tell) {
                _, block, _, values in columns.store(values, less: today, at: block.lowerBound)
            }
            guard work.cancellation?.isCancelled != true else { return keeper.stopped(gains: table.stretch) }
            keeper.finished(paths, gains: table.stretch)
        }
    }
}

/// Rows of gains, as the whole simulation has them.
private struct GainTable {
    let rowCount: Int
    let pathCount: Int
    /// Row by row.
    let values: UnsafeMutableBufferPointer<Double>

    /// The gains of some paths; rows × paths.
    func stretch(_ paths: Range<Int>) -> [Double] {
        var gains: [Double] = []
        gains.reserveCapacity(rowCount * paths.count)
        for row in 0..<rowCount {
            let start = row * pathCount
            gains.append(contentsOf: values[start + paths.lowerBound..<start + paths.upperBound])
        }
        return gains
    }

    func store(_ gains: [Double], at paths: Range<Int>) {
        for row in 0..<rowCount {
            let (target, source) = (row * pathCount + paths.lowerBound, row * paths.count)
            for place in 0..<paths.count { values[target + place] = gains[source + place] }
        }
    }
}
