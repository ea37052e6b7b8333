import Instruments
import Kernels
import LinearAlgebra
import Market
import Settings

/// Positions that depend on the same factors, valued together.
struct FactorGroup: Sendable {
    /// How many positions.
    let positionCount: Int
    /// Places of the factors in the layout.
    let factors: [Int]
    let plan: ShapleyPlan
    let revaluation: Revaluation
    /// At the horizon, where no factor has moved.
    let unmovedValue: Double

    /// Valuations of a position on one path.
    var cost: Int { positionCount * (plan.states.count - 1) }
}

extension BoundRun {
    /// The positions of the run by the factors they depend on: those of their requirements, and of the conversion of their
    /// currency.
    func factorGroups() -> [FactorGroup] {
        let layout = source.layout
        var members: [[Int]: [Int]] = [:]
        var order: [[Int]] = []
        for (position, factors) in factorSets(layout).enumerated() {
            if members[factors] == nil { order.append(factors) }
            members[factors, default: []].append(position)
        }
        let levels = layout.observationTimes.flatMap { _ in self.levels }
        return order.map { factors in
            let part = (members[factors] ?? []).map { positions[$0] }
            let revaluation = Revaluation(
                part, base: run.baseCurrency, layout: layout, rows: part.map { _ in 0 }, parents: [nil])
            return FactorGroup(
                positionCount: part.count, factors: factors, plan: ShapleyPlan(factorCount: factors.count),
                revaluation: revaluation, unmovedValue: revaluation.evaluate(levels: levels)[0])
        }
    }

    /// The places of the factors that each position depends on, ascending.
    private func factorSets(_ layout: MarketLayout) -> [[Int]] {
        let places = Dictionary(uniqueKeysWithValues: layout.factors.enumerated().map { ($1, $0) })
        var conversions: [Currency: [Int]] = [:]
        var sets: [Set<Int>] = []
        var curves: [(position: Int, nodes: [Int])] = []
        for (index, position) in positions.enumerated() {
            var own: Set<Int> = []
            for (_, quantity) in position.held.requirements.quantities {
                switch quantity {
                case .number: break
                case .factor(let factor): own.insert(places[factor] ?? 0)
                case .curve(let name):
                    curves.append((index, (layout.curves[name] ?? []).compactMap { places[$0.factor] }))
                }
            }
            if conversions[position.currency] == nil {
                let conversion = CurrencyConversion(
                    from: position.currency, to: run.baseCurrency, factors: layout.factors)
                conversions[position.currency] = (conversion?.links ?? []).compactMap { places[$0.factor] }
            }
            own.formUnion(conversions[position.currency] ?? [])
            sets.append(own)
        }
        let touched = touchedNodes(curves)
        for (index, curve) in curves.enumerated() { sets[curve.position].formUnion(touched[index]) }
        return sets.map { $0.sorted() }
    }

    /// The nodes of its curve that a position is read at: those whose move changes its value; all where none does.
    private func touchedNodes(_ curves: [(position: Int, nodes: [Int])]) -> [[Int]] {
        let nodes = Set(curves.flatMap(\.nodes)).sorted()
        let readers = Set(curves.map(\.position)).sorted()
        guard !nodes.isEmpty else { return curves.map { _ in [] } }
        let today = self.levels
        var levels = Matrix(rowCount: nodes.count + 1, columnCount: today.count)
        for state in 0...nodes.count {
            for factor in today.indices { levels[state, factor] = today[factor] }
            if state > 0 { levels[state, nodes[state - 1]] += max(1e-3, 0.1 * abs(today[nodes[state - 1]])) }
        }
        let revaluation = Revaluation(
            each: readers.map { positions[$0] }, base: run.baseCurrency, layout: source.layout)
        let values = BlockLoop(LevelStates(layout: source.layout, levels: levels), revaluation).gains(
            over: [Double](repeating: 0, count: readers.count), workers: 1, blockPaths: nil, progress: nil)
        let rows = Dictionary(uniqueKeysWithValues: readers.enumerated().map { ($1, $0) })
        let states = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0 + 1) })
        return curves.map { curve in
            values.withNode(rows[curve.position] ?? 0) { value in
                let moved = curve.nodes.filter { value[states[$0] ?? 0] != value[0] }
                return moved.isEmpty ? curve.nodes : moved
            }
        }
    }
}
