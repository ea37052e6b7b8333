import Instruments
import Kernels
import Market
import Measures

/// A run kept in memory with its drivers, its markets, and every value and sum on them, to be brought to other levels and
/// positions at the cost of what these reach.
///
/// A tick recomputes the rows of the factors that moved, the cells that read them, the sums above, and the measures of those
/// books. Nothing is added to what was there: what a change reaches is summed up anew, so figures are equal in bits to those of a
/// run from scratch, after any number of changes. One owner at a time.
public final class LiveRun {
    /// Where it stands: bound anew, at the cost of that.
    public var run: BoundRun { base.with(levels: market.levels).with(positions: positions) }

    public private(set) var positions: [BoundPosition]
    public private(set) var tree: BookTree
    /// Of every book node, in the order of the tree.
    public private(set) var valuesToday: [Double]
    /// The figures of every book node: nodes × measures.
    public private(set) var estimates: [[Estimate]]

    private let base: BoundRun
    private let budget: Int
    private var market: BoundMarket
    private var source: any RunSource
    private var blocks: any KeptPaths
    private var horizon: Revaluation
    private var today: Revaluation
    /// Of `today`, on one path.
    private var marketToday: RowStorage
    /// What each book gains on every path.
    private var gains: [PathRow]
    /// By which sums know a book, whatever its place among the others.
    private var names: BookNames

    /// Bytes a live run may keep where nobody says: 2 GB.
    public static let budget = 2_000_000_000

    /// - Parameters:
    ///   - run: on paths.
    ///   - budget: bytes; paths beyond it are drawn again with every change.
    public init(_ run: BoundRun, budget: Int = LiveRun.budget, workers: Int) {
        base = run
        self.budget = budget
        market = run.market
        positions = run.positions
        tree = run.tree
        source = run.source
        var names = BookNames()
        let owners = Revaluation.Owners(run.tree, ids: names.ids(of: run.tree))
        self.names = names
        let layout = run.source.layout
        horizon = Revaluation(
            Revaluation.entries(run.positions, run.tree), base: run.baseCurrency, layout: layout, owners: owners,
            keeping: RowSlots(marketRows: layout.rowCount, isKept: true))
        today = Revaluation(
            Revaluation.entries(run.positions, run.tree), base: run.baseCurrency, layout: layout.today, owners: owners,
            keeping: RowSlots(marketRows: layout.today.rowCount, isKept: true))
        marketToday = RowStorage(rowCount: today.blockRowCount, pathCount: 1)
        gains = run.tree.nodes.map { _ in PathRow(count: run.source.pathCount) }
        valuesToday = []
        estimates = []
        let nodes = gains.count * run.source.pathCount * 8
        blocks = Self.blocks(run.source, rowCount: horizon.blockRowCount + 32, budget: budget - nodes)
        revalueToday(factors: Array(market.factors.indices), today.whole)
        let store = Store(gains, horizon.valueRows, valuesToday)
        blocks.fill(source, horizon, workers: workers) { store.save($0, $1) }
        estimates = [[Estimate]](repeating: [], count: gains.count)
        measure([Bool](repeating: true, count: gains.count), workers: workers)
    }

    private static func blocks<Source: RunSource>(
        _ source: Source, rowCount: Int, budget: Int
    ) -> any KeptPaths {
        KeptBlocks(source, rowCount: rowCount, budget: budget)
    }

    /// Bytes of drivers, markets, values and sums in memory.
    public var memory: Int { blocks.memory }

    /// What every book node gains on every path.
    public var profitAndLoss: ProfitAndLoss {
        let pathCount = source.pathCount
        return ProfitAndLoss(nodeCount: gains.count, pathCount: pathCount) { buffer in
            for (node, row) in gains.enumerated() {
                _ = UnsafeMutableBufferPointer(rebasing: buffer[node * pathCount..<(node + 1) * pathCount])
                    .initialize(fromContentsOf: row.values)
            }
        }
    }

    /// Today's levels, one a factor.
    public var levels: [Double] { market.levels }
}

// MARK: - Changes

extension LiveRun {
    /// Moves to other levels: a tick.
    ///
    /// - Parameter levels: one a factor, each possible for its process.
    /// - Returns: the nodes whose figures may have moved.
    @discardableResult
    public func move(to levels: [Double], workers: Int = 1) -> [Int] {
        let factors = market.affected(by: levels)
        guard !factors.isEmpty else { return [] }
        market = market.with(levels: levels)
        source = source.with(levelsOf: market)
        let change = horizon.change(movingFactors: factors)
        let now = today.change(movingFactors: factors)
        revalueToday(factors: factors, now.work)
        return update(
            factors: factors, change.work, hasMoved: zip(change.hasMoved, now.hasMoved).map { $0 || $1 },
            workers: workers)
    }

    /// Holds other positions: trades, corrections, what comes and goes.
    ///
    /// - Parameter positions: valued on nothing but the run's factors.
    /// - Returns: the nodes whose figures may have moved.
    @discardableResult
    public func hold(_ positions: [BoundPosition], workers: Int = 1) -> [Int] {
        let fixings = Self.rows(of: positions, in: source.layout)
        guard fixings == Self.rows(of: self.positions, in: source.layout) else {
            // Other dates are other steps, so other draws.
            return restart(positions, workers: workers)
        }
        let tree = BookTree(books: positions.map(\.book))
        let ids = names.ids(of: tree)
        let owners = Revaluation.Owners(tree, ids: ids)
        let entries = Revaluation.entries(positions, tree)
        let horizon = Revaluation(
            self.horizon.known(entries), base: base.run.baseCurrency, layout: self.horizon.layout, owners: owners,
            keeping: self.horizon.slots, isCompiled: !blocks.isWhole)
        let today = Revaluation(
            self.today.known(entries), base: base.run.baseCurrency, layout: self.today.layout, owners: owners,
            keeping: self.today.slots, isCompiled: false)
        let change = horizon.change(from: self.horizon)
        let now = today.change(from: self.today)
        let places = Dictionary(
            uniqueKeysWithValues: names.ids(of: self.tree).enumerated().map { ($1, $0) })
        var isKnown: [Bool] = []
        var rows: [PathRow] = []
        var figures: [[Estimate]] = []
        for id in ids {
            isKnown.append(places[id] != nil)
            rows.append(places[id].map { gains[$0] } ?? PathRow(count: source.pathCount))
            figures.append(places[id].map { estimates[$0] } ?? [])
        }
        (gains, estimates, self.tree, self.positions) = (rows, figures, tree, positions)
        (self.horizon, self.today) = (horizon, today)
        if today.blockRowCount > marketToday.rows.rowCount {
            let grown = RowStorage(rowCount: today.blockRowCount + 32, pathCount: 1)
            for row in 0..<marketToday.rows.rowCount { grown.rows[row, 0] = marketToday.rows[row, 0] }
            marketToday = grown
        }
        blocks.grow(to: horizon.blockRowCount)
        revalueToday(factors: [], now.work)
        let hasMoved = zip(zip(change.hasMoved, now.hasMoved), isKnown).map { $0.0 || $0.1 || !$1 }
        return update(factors: [], change.work, hasMoved: hasMoved, workers: workers)
    }

    /// The rows before the horizon that positions are fixed on.
    private static func rows(of positions: [BoundPosition], in layout: MarketLayout) -> Set<Fixing> {
        Set(
            positions.flatMap(\.held.requirements.fixings).filter {
                $0.time > 1e-9 && $0.time < layout.valuationTime - 1e-9
            })
    }

    private func restart(_ positions: [BoundPosition], workers: Int) -> [Int] {
        let fresh = LiveRun(
            base.with(levels: market.levels).with(positions: positions), budget: budget, workers: workers)
        (self.positions, tree, valuesToday, estimates) = (
            fresh.positions, fresh.tree, fresh.valuesToday, fresh.estimates
        )
        (market, source, blocks) = (fresh.market, fresh.source, fresh.blocks)
        (horizon, today, marketToday) = (fresh.horizon, fresh.today, fresh.marketToday)
        (gains, names) = (fresh.gains, fresh.names)
        return Array(tree.nodes.indices)
    }

    private func update(
        factors: [Int], _ work: RevaluationWork, hasMoved: [Bool], workers: Int
    ) -> [Int] {
        let moved = hasMoved.indices.filter { hasMoved[$0] }
        let store = Store(moved.map { gains[$0] }, moved.map { horizon.valueRows[$0] }, moved.map { valuesToday[$0] })
        blocks.update(source, factors: factors, work, horizon, workers: workers) { store.save($0, $1) }
        measure(hasMoved, workers: workers)
        return moved
    }

    private func revalueToday(factors: [Int], _ work: RevaluationWork) {
        for factor in factors { marketToday.rows[factor, 0] = market.factors[factor].level }
        let scratch = RowStorage(rowCount: work.scratchRowCount, pathCount: 1)
        work.run(on: marketToday.rows, marketRows: today.layout.rowCount, scratch: scratch.rows)
        withExtendedLifetime(scratch) {}
        valuesToday = today.valueRows.map { marketToday.rows[$0, 0] }
    }

    private func measure(_ hasMoved: [Bool], workers: Int) {
        for (index, node) in tree.nodes.enumerated() where hasMoved[index] || estimates[index].isEmpty {
            if node.repeatsParent, let parent = node.parent {
                estimates[index] = estimates[parent]
            } else {
                estimates[index] = Measurement.estimates(
                    UnsafeBufferPointer(gains[index].values), measures: base.measures, design: base.sampleDesign)
            }
        }
    }
}

/// One number a path.
private final class PathRow: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Double>

    init(count: Int) {
        values = .allocate(capacity: count)
        values.initialize(repeating: 0)
    }

    deinit { values.deallocate() }
}

/// Where the gains of some books go.
///
/// Sendable, for every block owns its own paths.
private struct Store: Sendable {
    let rows: [PathRow]
    let valueRows: [Int]
    let today: [Double]

    init(_ rows: [PathRow], _ valueRows: [Int], _ today: [Double]) {
        self.rows = rows
        self.valueRows = valueRows
        self.today = today
    }

    func save(_ paths: Range<Int>, _ block: MutableRows) {
        for (index, row) in rows.enumerated() {
            let values = UnsafeBufferPointer(block.prefix(paths: paths.count)[valueRows[index]])
            Elementwise.affine(
                -today[index], 1, values, into: UnsafeMutableBufferPointer(rebasing: row.values[paths]))
        }
    }
}
