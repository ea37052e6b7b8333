import Dispatch
import Instruments
import Kernels
import Market
import Parallelism
import Synchronization

/// Blocks of market states from a source through a revaluation, on several workers.
struct BlockLoop<Source: ScenarioSource> {
    let source: Source
    let revaluation: Revaluation

    /// The width of blocks whose sums are added up: it depends on nothing, so neither do the bits of the sums.
    static var summedPaths: Int { 256 }

    init(_ source: Source, _ revaluation: Revaluation) {
        self.source = source
        self.revaluation = revaluation
    }

    /// The value of every row on every path less its value today.
    ///
    /// - Parameters: as for `BoundRun.profitAndLoss`.
    func gains(
        over today: [Double], workers: Int, paths wanted: Range<Int>? = nil, blockPaths: Int?,
        cancellation: Cancellation? = nil, progress: (@Sendable (Int) -> Void)?
    ) -> ProfitAndLoss {
        let wanted = wanted ?? 0..<source.pathCount
        let pathCount = wanted.count
        return ProfitAndLoss(nodeCount: revaluation.rowCount, pathCount: pathCount) { buffer in
            let columns = DisjointColumns(base: buffer.baseAddress, stride: pathCount)
            // Blocks that are left out keep what the memory held: nobody looks at them.
            forEach(
                workers: workers, paths: wanted, blockPaths: blockPaths, cancellation: cancellation, progress: progress
            ) { _, paths, _, values in
                columns.store(values, less: today, at: paths.lowerBound - wanted.lowerBound)
            }
        }
    }

    /// Hands every block to a body: its number, its paths, its market (rows of the source's layout) and the values on it
    /// (rows of the revaluation). Blocks come in any order, several at a time; their bounds do not depend on the workers.
    ///
    /// - Parameters:
    ///   - paths: from a multiple of the source's unit on; nil for all of them.
    ///   - blockPaths: rounded up to what the source needs; nil for a block that fits the cache.
    ///   - cancellation: leaves out the blocks that have not begun.
    ///   - progress: called now and then with the number of paths done, from one worker at a time.
    func forEach(
        workers: Int, paths: Range<Int>? = nil, blockPaths: Int? = nil, cancellation: Cancellation? = nil,
        progress: (@Sendable (Int) -> Void)? = nil,
        _ body: @Sendable (Int, Range<Int>, Rows, Rows) -> Void
    ) {
        let wanted = paths ?? 0..<source.pathCount
        let width = blockWidth(asked: blockPaths)
        let blockCount = (wanted.count + width - 1) / width
        let factors = Array(source.layout.factors.indices)
        let next = Atomic(0)
        let done = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(workers, blockCount))) { worker in
            let block = RowStorage(rowCount: revaluation.blockRowCount, pathCount: width)
            let drivers = RowStorage(rowCount: source.driverRowCount, pathCount: width)
            let sourceSpace = source.makeWorkspace(pathCount: width)
            let revaluationSpace = Revaluation.Workspace(revaluation, pathCount: width)
            // The loop uses views of all of these, so they must outlive it.
            defer { withExtendedLifetime((block, drivers, sourceSpace, revaluationSpace)) {} }
            while true {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < blockCount, cancellation?.isCancelled != true else { return }
                let start = wanted.lowerBound + number * width
                let unit = source.blockUnit
                let valid = min(width, wanted.upperBound - start)
                let padded = (valid + unit - 1) / unit * unit
                let rows = block.rows.prefix(paths: padded)
                let market = rows[rows: 0..<source.layout.rowCount]
                source.fill(
                    market, factors: factors, paths: start..<start + padded,
                    drivers: drivers.rows.prefix(paths: padded), sourceSpace)
                revaluation.evaluate(rows, revaluationSpace)
                body(
                    number, start..<start + valid, market.prefix(paths: valid).readOnly,
                    revaluation.values(in: rows).prefix(paths: valid).readOnly)
                let total = done.wrappingAdd(valid, ordering: .relaxed).newValue
                if worker == 0 { progress?(total) }
            }
        }
    }

    /// As many paths as keep a worker's rows within a second-level cache, in whole units.
    private func blockWidth(asked: Int?) -> Int {
        let unit = source.blockUnit
        let cacheNumbers = 1_000_000 / MemoryLayout<Double>.stride
        let fitting = cacheNumbers / max(1, source.workingRowCount + revaluation.blockRowCount - source.layout.rowCount)
        let paths = asked ?? min(max(fitting, unit), 2_048)
        return max(1, asked == nil ? paths / unit : (paths + unit - 1) / unit) * unit
    }
}

/// Columns of the result that workers write at the same time.
///
/// Unchecked because every block owns its own range of columns, and each is given to one worker only.
struct DisjointColumns: @unchecked Sendable {
    let base: UnsafeMutablePointer<Double>?
    let stride: Int

    /// Stores values less today's, from a column on.
    func store(_ values: Rows, less today: [Double], at column: Int) {
        guard let base else { return }
        for row in 0..<values.rowCount {
            let target = UnsafeMutableBufferPointer(start: base + row * stride + column, count: values.pathCount)
            Elementwise.affine(-today[row], 1, values[row], into: target)
        }
    }
}
