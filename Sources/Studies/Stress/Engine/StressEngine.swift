import LinearAlgebra
import Market
import Measures
import Simulation

/// Revalues a portfolio at stressed states, through the one revaluation, at once.
public struct StressEngine: Sendable {
    public let run: BoundRun
    private let workers: Int
    private let levels: [Double]
    private let factors: [FactorID]
    private let law: MoveLaw

    public init(_ run: BoundRun, workers: Int) {
        self.run = run
        law = run.moveLaw
        self.workers = workers
        levels = run.levels
        factors = run.market.factors.map(\.id)
    }

    /// - Returns: what comes of the states of a scenario; nothing of its model.
    public func outcome(of scenario: StressScenario) -> StressOutcome {
        var outcome = StressOutcome(
            name: scenario.name, kind: scenario.kind, words: scenario.words, revaluation: nil, notes: scenario.notes,
            warnings: scenario.warnings)
        switch scenario.states {
        case nil: break
        case .stated(let levels)?: outcome.revaluation = revaluation(at: levels)
        case .ladder(let axis, let states)?:
            let grid = grid(rows: axis, columns: nil, states, &outcome.notes)
            outcome.revaluation = revaluation(at: Array(states.row(grid.worst)))
            outcome.notes.insert("The worst step is \(axis.factors) \(axis.labels[grid.worst]).", at: 0)
            outcome.grid = grid
        case .grid(let rows, let columns, let states)?:
            let grid = grid(rows: rows, columns: columns, states, &outcome.notes)
            outcome.revaluation = revaluation(at: Array(states.row(grid.worst)))
            let (row, column) = (grid.worst / columns.labels.count, grid.worst % columns.labels.count)
            outcome.notes.insert(
                "The worst point is \(rows.factors) \(rows.labels[row]) with \(columns.factors) \(columns.labels[column]).",
                at: 0)
            outcome.grid = grid
        case .windows(let windows, let states)?:
            let gains = totals(states)
            let worst = Self.worst(gains)
            outcome.words = "\(windows[worst].from) to \(windows[worst].to), " + scenario.words
            outcome.revaluation = revaluation(at: Array(states.row(worst)))
        case .conditional(let moves, let rows)?:
            let expected = moves.levels
            outcome.revaluation = revaluation(at: rows.map { expected[$0] })
            outcome.conditional = conditional(moves, rows: rows)
        }
        return outcome
    }

    /// The sensitivities of the portfolio today.
    public var sensitivitiesToday: [ClassSensitivity] {
        let bumps = bumped(levels)
        return sensitivities(bumps.classes, totals(Matrix([levels] + bumps.states)))
    }

    /// Figures by book or by position that a ladder or a grid holds at most.
    private static let detailLimit = 250_000

    /// Every step by book, by class and by position.
    private func grid(
        rows: StressGrid.Axis, columns: StressGrid.Axis?, _ states: Matrix, _ notes: inout [String]
    ) -> StressGrid {
        let gains = run.profitAndLoss(levels: states, workers: workers)
        let whole = gains.withNode(0) { Array($0) }
        var byBook: [[Double]] = []
        if gains.nodeCount * states.rowCount <= Self.detailLimit {
            byBook = (0..<gains.nodeCount).map { node in gains.withNode(node) { Array($0) } }
        } else {
            notes.append(
                "Of \(states.rowCount) steps by \(gains.nodeCount) books only the worst step is told book by book.")
        }
        let moved = factors.indices.filter { index in
            (0..<states.rowCount).contains { states[$0, index] != levels[index] }
        }
        let classes = FactorClass.allCases.filter { each in moved.contains { factors[$0].factorClass == each } }
        let byClass = classes.map { each -> (factorClass: FactorClass, profitAndLoss: [Double]) in
            guard classes.count > 1 else { return (each, whole) }
            var alone = states
            for index in moved where factors[index].factorClass != each {
                for step in 0..<states.rowCount { alone[step, index] = levels[index] }
            }
            return (each, totals(alone))
        }
        var byPosition: [[Double]] = []
        let count = run.positions.count
        if count * states.rowCount <= Self.detailLimit {
            let positions = run.positionProfitAndLoss(levels: states)
            byPosition = (0..<count).map { position in positions.withNode(position) { Array($0) } }
        } else {
            notes.append(
                "Of \(states.rowCount) steps by \(count) positions only the worst step is told position by position.")
        }
        return StressGrid(
            rows: rows, columns: columns, profitAndLoss: whole, worst: Self.worst(whole), byBook: byBook,
            byClass: byClass, byPosition: byPosition)
    }

    private static func worst(_ gains: [Double]) -> Int {
        gains.indices.min { gains[$0] < gains[$1] } ?? 0
    }

    private func totals(_ states: Matrix) -> [Double] {
        run.profitAndLoss(levels: states, workers: workers).withNode(0) { Array($0) }
    }

    /// One block of states: the whole, each class alone, each factor alone, and bumps about the whole.
    private func revaluation(at stressed: [Double]) -> StressRevaluation {
        let moved = factors.indices.filter { stressed[$0] != levels[$0] }
        let classes = FactorClass.allCases.filter { each in moved.contains { factors[$0].factorClass == each } }
        func only(_ isMoved: (Int) -> Bool) -> [Double] {
            factors.indices.map { isMoved($0) ? stressed[$0] : levels[$0] }
        }
        let bumps = bumped(stressed)
        let states =
            [stressed] + classes.map { each in only { factors[$0].factorClass == each } }
            + moved.map { one in only { $0 == one } }
        let whole = Matrix(
            rowCount: states.count + bumps.states.count, columnCount: levels.count,
            elements: (states + bumps.states).flatMap { $0 })
        let gains = run.profitAndLoss(levels: whole, workers: workers)
        let totals = gains.withNode(0) { Array($0) }
        let positions = run.positionProfitAndLoss(
            levels: Matrix(rowCount: 1, columnCount: levels.count, elements: stressed))
        let shares = zip(classes, totals.dropFirst()).map { ClassShare(factorClass: $0, profitAndLoss: $1) }
        let alone = Array(totals.dropFirst(1 + classes.count).prefix(moved.count))
        return StressRevaluation(
            profitAndLoss: totals[0],
            moves: zip(moved, alone).map { index, gain in
                StressedFactor(
                    id: factors[index], convention: law.conventions[index], from: levels[index], to: stressed[index],
                    profitAndLoss: gain)
            },
            byPosition: (0..<positions.nodeCount).map { positions.withNode($0) { $0[0] } },
            byBook: (0..<gains.nodeCount).map { gains.withNode($0) { $0[0] } }, byClass: shares,
            classInteraction: totals[0] - shares.reduce(0) { $0 + $1.profitAndLoss },
            factorInteraction: totals[0] - alone.reduce(0, +),
            sensitivities: sensitivities(bumps.classes, [totals[0]] + totals.dropFirst(states.count)))
    }

    /// States about one: each class up and down by a part of its unit.
    private func bumped(_ center: [Double]) -> (classes: [FactorClass], states: [[Double]]) {
        let classes = FactorClass.allCases.filter { each in factors.contains { $0.factorClass == each } }
        let states = classes.flatMap { each -> [[Double]] in
            [1.0, -1.0].map { sign in
                factors.indices.map { index in
                    guard factors[index].factorClass == each else { return center[index] }
                    let step = sign * each.bump
                    return each.isRelative ? center[index] * (1 + step) : center[index] + step
                }
            }
        }
        return (classes, states)
    }

    /// - Parameter gains: at the center, then up and down for each class.
    private func sensitivities(_ classes: [FactorClass], _ gains: [Double]) -> [ClassSensitivity] {
        classes.enumerated().map { index, each in
            let (up, down) = (gains[1 + 2 * index], gains[2 + 2 * index])
            let units = each.bump / each.unit
            return ClassSensitivity(
                factorClass: each, delta: (up - down) / 2 / units,
                gamma: (up + down - 2 * gains[0]) / (units * units))
        }
    }

    /// How many markets are drawn given what is stated: fewer of very wide ones.
    private func conditional(_ moves: ConditionalMoves, rows: [Int]) -> ConditionalOutcome {
        let count = max(512, min(8_192, 8_000_000 / max(1, moves.law.factors.count)))
        let drawn = moves.draws(count: count, seed: run.sampling.seed)
        var states = Matrix(rowCount: count, columnCount: rows.count)
        for draw in 0..<count {
            for (column, row) in rows.enumerated() { states[draw, column] = drawn[draw, row] }
        }
        let gains = totals(states).sorted()
        let mean = gains.reduce(0, +) / Double(count)
        let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        func quantile(_ share: Double) -> Double { gains[Int(share * Double(count - 1))] }
        let stated = Set(moves.stated.map(\.factor))
        return ConditionalOutcome(
            factors: moves.law.factors.indices.map { index in
                let (mean, deviation) = (moves.means[index], moves.deviations[index])
                return .init(
                    id: moves.law.factors[index], convention: moves.law.conventions[index],
                    isStated: stated.contains(index), mean: mean, deviation: deviation,
                    expected: moves.law.shown(mean, of: index), low: moves.law.shown(mean - deviation, of: index),
                    high: moves.law.shown(mean + deviation, of: index))
            },
            distance: moves.distance, probability: moves.probability,
            law: moves.degreesOfFreedom.map { "Student t with \(($0 * 10).rounded() / 10) degrees of freedom" }
                ?? "normal",
            mean: mean, standardError: (variance / Double(count)).squareRoot(), deviation: variance.squareRoot(),
            low: quantile(0.05), high: quantile(0.95), draws: count)
    }
}

extension FactorClass {
    /// What sensitivities are told per: a fraction of prices, a basis point, a volatility point.
    var unit: Double {
        switch self {
        case .equity, .foreignExchange, .commodity, .volatility: 0.01
        case .interestRate, .creditSpread: 1e-4
        }
    }

    /// What is moved to take them: a tenth of a point of a volatility, which may be small itself.
    var bump: Double { self == .volatility ? 1e-3 : unit }

    var isRelative: Bool {
        switch self {
        case .equity, .foreignExchange, .commodity: true
        case .interestRate, .creditSpread, .volatility: false
        }
    }
}
