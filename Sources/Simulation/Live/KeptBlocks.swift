import Dispatch
import Kernels
import Synchronization

/// The paths of a source in memory, block by block: their drivers, their markets, and all values and sums on them.
///
/// A block is worked on by one worker at a time. Blocks beyond the memory stated are not kept: they are drawn again, and valued
/// anew, whenever something changes.
///
/// Unchecked, for rows are memory that is written in place; every block is given to one worker only.
final class KeptBlocks<Source: RunSource>: @unchecked Sendable {
    private let width: Int
    private let pathCount: Int
    private let blocks: [Block]
    private var rowCount: Int
    private var workspaces: [Workspace] = []

    private final class Block {
        let paths: Range<Int>
        /// As many as the source makes at least.
        let padded: Int
        /// Nil where the block is not kept.
        var rows: RowStorage?
        /// By stage.
        var drivers: [KeptDrivers] = []

        init(paths: Range<Int>, padded: Int) {
            self.paths = paths
            self.padded = padded
        }
    }

    private struct Workspace {
        let source: Source.Workspace
        let drivers: RowStorage
        var scratch: RowStorage
        /// For blocks that are not kept.
        var rows: RowStorage?
    }

    /// - Parameters:
    ///   - rowCount: of a block: the market, values and sums.
    ///   - budget: bytes; blocks are kept as long as they fit.
    init(_ source: Source, rowCount: Int, budget: Int) {
        let unit = source.blockUnit
        let width = max(unit, 1_024 / unit * unit)
        self.width = width
        self.rowCount = rowCount
        pathCount = source.pathCount
        blocks = stride(from: 0, to: source.pathCount, by: width).map { start in
            let count = min(width, source.pathCount - start)
            return Block(paths: start..<start + count, padded: (count + unit - 1) / unit * unit)
        }
        var bytes = 0
        for block in blocks {
            bytes += (rowCount + source.driverRowCount * source.stageCount) * block.padded * 8
            guard bytes <= budget else { break }
            block.rows = RowStorage(rowCount: rowCount, pathCount: block.padded)
        }
    }

    /// Bytes that all blocks have in memory.
    var memory: Int {
        blocks.reduce(0) { sum, block in
            sum + (block.rows == nil ? 0 : rowCount * block.padded * 8) + block.drivers.reduce(0) { $0 + $1.memory }
        }
    }

    /// Whether every block is kept.
    var isWhole: Bool { blocks.allSatisfy { $0.rows != nil } }

    /// Makes room for more rows; what is there stays.
    func grow(to count: Int) {
        guard count > rowCount else { return }
        let grown = count + 32
        for block in blocks {
            guard let old = block.rows else { continue }
            let new = RowStorage(rowCount: grown, pathCount: block.padded)
            for row in 0..<rowCount { _ = new.rows[row].update(fromContentsOf: old.rows[row]) }
            block.rows = new
            withExtendedLifetime(old) {}
        }
        rowCount = grown
        workspaces = []
    }

    /// Draws all paths for the first time, and values all.
    ///
    /// - Parameter body: is given every block, as for `update`.
    func fill(
        _ source: Source, _ revaluation: Revaluation, workers: Int, _ body: @Sendable (Range<Int>, MutableRows) -> Void
    ) {
        let factors = Array(source.layout.factors.indices)
        forEach(source, scratch: revaluation.whole.scratchRowCount, workers: workers) { block, workspace in
            guard let storage = block.rows else {
                remake(block, source, revaluation, workspace, body)
                return
            }
            let market = storage.rows[rows: 0..<source.layout.rowCount]
            let drawn = workspace.drivers.rows.prefix(paths: block.padded)
            source.begin(market, factors: factors, workspace.source)
            block.drivers = []
            for stage in 0..<source.stageCount {
                source.fillDrivers(
                    drawn, stage: stage, paths: block.paths.lowerBound..<block.paths.lowerBound + block.padded,
                    workspace.source)
                source.advance(
                    market, factors: factors, stage: stage, drivers: drawn.readOnly,
                    paths: block.paths.lowerBound..<block.paths.lowerBound + block.padded, workspace.source)
                block.drivers.append(KeptDrivers(drawn.readOnly))
            }
            revaluation.whole.run(
                on: storage.rows, marketRows: source.layout.rowCount,
                scratch: workspace.scratch.rows.prefix(paths: block.padded))
            body(block.paths, storage.rows)
        }
    }

    /// Moves some factors, and makes anew what that or another change reaches.
    ///
    /// - Parameters:
    ///   - factors: that move, ascending.
    ///   - revaluation: for blocks that are not kept.
    ///   - body: is given the paths and all rows of every block, several at a time.
    func update(
        _ source: Source, factors: [Int], _ work: RevaluationWork, _ revaluation: Revaluation, workers: Int,
        _ body: @Sendable (Range<Int>, MutableRows) -> Void
    ) {
        let wanted = source.driverRows(of: factors)
        let scratch = max(work.scratchRowCount, isWhole ? 0 : revaluation.whole.scratchRowCount)
        forEach(source, scratch: scratch, workers: workers) { block, workspace in
            guard let storage = block.rows else {
                remake(block, source, revaluation, workspace, body)
                return
            }
            if !factors.isEmpty {
                let market = storage.rows[rows: 0..<source.layout.rowCount]
                source.begin(market, factors: factors, workspace.source)
                for stage in 0..<source.stageCount {
                    let drivers = block.drivers[stage].rows(
                        wanted, widenedInto: workspace.drivers.rows.prefix(paths: block.padded))
                    source.advance(
                        market, factors: factors, stage: stage, drivers: drivers,
                        paths: block.paths.lowerBound..<block.paths.lowerBound + block.padded, workspace.source)
                }
            }
            work.run(
                on: storage.rows, marketRows: source.layout.rowCount,
                scratch: workspace.scratch.rows.prefix(paths: block.padded))
            body(block.paths, storage.rows)
        }
    }

    /// Draws and values a block that is not kept.
    private func remake(
        _ block: Block, _ source: Source, _ revaluation: Revaluation, _ workspace: Workspace,
        _ body: @Sendable (Range<Int>, MutableRows) -> Void
    ) {
        guard let storage = workspace.rows else { preconditionFailure("rows for blocks that are not kept") }
        let rows = storage.rows.prefix(paths: block.padded)
        source.fill(
            rows[rows: 0..<source.layout.rowCount], factors: Array(source.layout.factors.indices),
            paths: block.paths.lowerBound..<block.paths.lowerBound + block.padded,
            drivers: workspace.drivers.rows.prefix(paths: block.padded), workspace.source)
        revaluation.whole.run(
            on: rows, marketRows: source.layout.rowCount, scratch: workspace.scratch.rows.prefix(paths: block.padded))
        body(block.paths, rows)
    }

    private func forEach(
        _ source: Source, scratch: Int, workers: Int, _ body: @Sendable (Block, Workspace) -> Void
    ) {
        let workers = max(1, min(workers, blocks.count))
        prepare(source, scratch: scratch, workers: workers)
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            let workspace = workspaces[worker]
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < blocks.count else { break }
                body(blocks[index], workspace)
            }
            withExtendedLifetime(workspace) {}
        }
    }

    private func prepare(_ source: Source, scratch: Int, workers: Int) {
        while workspaces.count < workers {
            workspaces.append(
                Workspace(
                    source: source.makeWorkspace(pathCount: width),
                    drivers: RowStorage(rowCount: source.driverRowCount, pathCount: width),
                    scratch: RowStorage(rowCount: scratch, pathCount: width),
                    rows: isWhole ? nil : RowStorage(rowCount: rowCount, pathCount: width)))
        }
        for index in workspaces.indices where workspaces[index].scratch.rows.rowCount < scratch {
            workspaces[index].scratch = RowStorage(rowCount: scratch, pathCount: width)
        }
    }
}
