import Instruments
import Kernels
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
    /// The positions of the run by the factors they depend on: those they read, and those of the conversion of their currency.
    func factorGroups() -> [FactorGroup] {
        let layout = source.layout
        var members: [[Int]: [Int]] = [:]
        for (position, factors) in factorSets(layout).enumerated() {
            members[factors, default: []].append(position)
        }
        let revaluations = members.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { factors in
            let part = (members[factors] ?? []).map { positions[$0] }
            return (
                factors,
                Revaluation(part, base: run.baseCurrency, layout: layout, rows: part.map { _ in 0 }, rowCount: 1)
            )
        }
        // One block for all: thousands of groups of thousands of factors would else fill gigabytes, one after the other.
        let block = RowStorage(rowCount: revaluations.map(\.1.blockRowCount).max() ?? 0, pathCount: 1)
        return withExtendedLifetime(block) {
            layout.write(levels: levels, into: block.rows)
            return revaluations.map { factors, revaluation in
                FactorGroup(
                    positionCount: revaluation.entries.count, factors: factors,
                    plan: ShapleyPlan(factorCount: factors.count), revaluation: revaluation,
                    unmovedValue: revaluation.evaluate(filled: block.rows[rows: 0..<revaluation.blockRowCount])[0])
            }
        }
    }

    /// The places of the factors that each position depends on, ascending.
    private func factorSets(_ layout: MarketLayout) -> [[Int]] {
        var conversions: [Currency: [Int]] = [:]
        return positions.map { position in
            let converting =
                conversions[position.currency]
                ?? CurrencyConversion(from: position.currency, to: run.baseCurrency, factors: layout.factors)?
                .links.map { layout.row($0.factor) } ?? []
            conversions[position.currency] = converting
            return Set(position.held.rows(in: layout).map { layout.rows[$0].factor } + converting).sorted()
        }
    }
}
