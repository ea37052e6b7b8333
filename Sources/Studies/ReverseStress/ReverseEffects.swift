import LinearAlgebra
import Market
import Measures
import Simulation

/// What moves of the market do: to factors, classes, books and positions.
struct ReverseEffects {
    private let run: BoundRun
    private let coordinates: MoveCoordinates
    private let valuation: StateValuation
    private let node: Int
    private let time: ValuationTime
    private let law: ReverseLaw
    private let workers: Int

    /// Positions that are shown.
    private static let positionCount = 10

    init(
        _ run: BoundRun, coordinates: MoveCoordinates, valuation: StateValuation, node: Int,
        at time: ValuationTime, law: ReverseLaw, workers: Int
    ) {
        self.run = run
        self.coordinates = coordinates
        self.valuation = valuation
        self.node = node
        self.time = time
        self.law = law
        self.workers = workers
    }

    func scenarios(_ solutions: [ReverseStressTest.Solution]) -> [ReverseScenario] {
        guard !solutions.isEmpty else { return [] }
        let moves = coordinates.law
        let changes = solutions.map { coordinates.changes(at: $0.point) }
        let levels = changes.map { moves.levels(after: $0) }
        let books = run.profitAndLoss(levels: Matrix(levels), at: time, workers: workers)
        let positions = run.positionProfitAndLoss(levels: Matrix(levels), at: time, workers: workers)
        return solutions.indices.map { index in
            let solution = solutions[index]
            let shares = ClassShares(moves, moved: levels[index], valuation)
            let plausibility = MovePlausibility(
                distance: solution.distance, directions: max(1, law.directions),
                degreesOfFreedom: law.degreesOfFreedom)
            return ReverseScenario(
                distance: solution.distance, loss: solution.loss, residual: solution.residual,
                isConverged: solution.isConverged, endings: solution.endings,
                probabilityBeyond: plausibility.beyond, probabilityAlong: plausibility.along,
                moves: factorMoves(changes[index], levels: levels[index], time: shares.time),
                classes: shares.shares, timeLoss: shares.time,
                books: run.tree.nodes.indices.map { book in
                    (run.tree.nodes[book].path, books.withNode(book) { $0[index] })
                },
                positions: leading(positions, state: index))
        }
    }

    private func factorMoves(_ changes: [Double], levels: [Double], time: Double) -> [ReverseScenario.Move] {
        let moves = coordinates.law
        var alone = Matrix([[Double]](repeating: moves.levels, count: changes.count))
        for factor in changes.indices { alone[factor, factor] = levels[factor] }
        let losses = valuation.gains(levels: alone, workers: workers).map { 0 - $0 - time }
        return changes.indices.map { factor in
            let deviation = moves.deviations[factor]
            return ReverseScenario.Move(
                factor: moves.factors[factor], convention: moves.conventions[factor], level: moves.levels[factor],
                moved: levels[factor], change: moves.shown(changes[factor], of: factor),
                deviations: deviation > 0 ? (changes[factor] - moves.means[factor]) / deviation : 0,
                lossAlone: losses[factor])
        }
    }

    /// The positions of the book that gain or lose most.
    private func leading(_ gains: ProfitAndLoss, state: Int) -> [ReverseScenario.Position] {
        let tree = run.tree
        let inside = run.positions.indices.filter { index in
            var book = tree.index(of: run.positions[index].book)
            while let place = book, place != node { book = tree.nodes[place].parent }
            return book == node
        }
        let all = inside.map { index in
            ReverseScenario.Position(
                id: run.positions[index].id, book: run.positions[index].book,
                gain: gains.withNode(index) { $0[state] })
        }
        return all.sorted { abs($0.gain) > abs($1.gain) }.prefix(Self.positionCount).sorted { $0.gain < $1.gain }
    }
}
