import Calibration
import Market
import Settings
import Simulation

/// The runs that a scenario would have come to had its history been another of the same kind: what a window of so many days leaves
/// unknown.
///
/// The rows of the history that the run rests on are drawn anew in blocks, the model is calibrated to each such history, and the
/// run keeps today's levels, its positions and its draws, so that what differs from run to run is what was estimated.
/// Source: B. Efron, R. J. Tibshirani, “An Introduction to the Bootstrap”, 1993, chapters 6 and 8.
public struct ResampledRuns: Sendable {
    /// Rows of the history that the run rests on.
    public let rowCount: Int
    /// The mean length of a block, in rows.
    public let meanBlock: Double
    /// Factors without a level on more than a tenth of the rows, each with the share of rows it has: what they do over the rows
    /// they lack cannot be drawn with the rows of others.
    public let incomplete: [(factor: FactorID, share: Double)]

    private let prepared: PreparedScenario
    private let data: MarketData
    private let factors: [FactorID]
    private let run: BoundRun
    private let simulation: SimulationResolution
    private let bootstrap: StationaryBootstrap
    /// The first of the rows, and that of today.
    private let first: Int
    private let last: Int
    private let isRelative: [Bool]
    /// Rows to draw: more than there are where levels are missing, so that a window of complete ones is found.
    private let length: Int

    private static let leastShare = 0.9

    /// - Parameters:
    ///   - run: as the history is.
    ///   - start: the date of the first change that it rests on.
    ///   - block: the mean length of a block; what suits the history best where nil.
    /// - Returns: nil where the run rests on no history.
    init?(
        _ prepared: PreparedScenario, data: MarketData, run: BoundRun, simulation: SimulationResolution,
        since start: CalendarDate, block: Double?, seed: UInt64
    ) {
        let history = data.history
        guard let last = history.index(onOrBefore: run.asOf), let first = history.index(onOrBefore: start), first >= 1,
            first < last
        else { return nil }
        self.prepared = prepared
        self.data = data
        self.run = run
        self.simulation = simulation
        self.first = first
        self.last = last
        factors = run.market.factors.map(\.id)
        rowCount = last - first + 1
        let conventions = Dictionary(
            uniqueKeysWithValues: run.market.factors.map { ($0.id, $0.convention == .logarithmic) })
        isRelative = history.factors.map { conventions[$0] ?? false }
        let columns = history.factors.indices.map {
            Array(history.column($0)[...].dropFirst(first - 1).prefix(last - first + 2))
        }
        let mean = min(block ?? Self.block(columns, isRelative), Double(rowCount))
        meanBlock = mean
        incomplete = zip(history.factors, columns).compactMap { factor, levels in
            let share = Double(levels.count { $0.isFinite }) / Double(levels.count)
            return share < Self.leastShare ? (factor, share) : nil
        }
        let isComplete = columns.allSatisfy { $0.allSatisfy(\.isFinite) }
        length = isComplete ? rowCount : min(last, rowCount + rowCount / 4 + 10)
        bootstrap = StationaryBootstrap(count: rowCount, meanBlock: mean, seed: seed)
    }

    /// What suits the size of the day's moves, in which clusters of volatility show: the mean over the factors of their absolute
    /// changes, each in its own standard deviations.
    private static func block(_ columns: [[Double]], _ isRelative: [Bool]) -> Double {
        var sums = [Double](repeating: 0, count: max(0, (columns.first?.count ?? 0) - 1))
        var counts = sums
        for (levels, isRelative) in zip(columns, isRelative) {
            let moves = zip(levels, levels.dropFirst()).map { isRelative ? $1 / $0 - 1 : $1 - $0 }
            let known = moves.filter(\.isFinite)
            let deviation = (known.reduce(0) { $0 + $1 * $1 } / Double(max(1, known.count))).squareRoot()
            guard deviation > 0 else { continue }
            for (row, move) in moves.enumerated() where move.isFinite {
                sums[row] += abs(move) / deviation
                counts[row] += 1
            }
        }
        return BlockLength.optimal(zip(sums, counts).filter { $1 > 0 }.map { $0 / $1 })
    }

    /// The run of one history that might have been.
    ///
    /// - Throws: why the model cannot be calibrated to it.
    public func run(_ replication: Int) throws(Issues) -> BoundRun {
        let rows = bootstrap.rows(replication: replication, length: length).map { $0 + first }
        let known = data.with(data.history.resampled(rows, endingAt: last, isRelative: isRelative))
        let calibration = ModelCalibration(
            prepared.scenario, data: known, factors: factors, asOf: run.asOf, catalog: prepared.catalog)
        var simulation = simulation
        simulation.prepare(
            factors: factors, model: calibration.model, data: known, asOf: run.asOf, proxies: calibration.proxies)
        guard let model = calibration.model, let states = simulation.states, simulation.issues.isEmpty else {
            throw prepared.failure(calibration.issues + simulation.issues)
        }
        do throws(RunProblem) {
            return try prepared.run(
                asOf: run.asOf, model: model.model, positions: run.positions, simulation: simulation, states: states)
        } catch {
            throw Issues([Issue(error.description, at: prepared.scenario.portfolioLocation, path: "portfolio")])
        }
    }
}
