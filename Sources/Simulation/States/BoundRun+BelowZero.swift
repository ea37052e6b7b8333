import Instruments
import Kernels
import Market

/// Levels that leave what reads them without a meaning: implied volatilities of zero or less, and such prices under an option.
extension BoundRun {
    /// How many states are looked at, at the most: the first ones.
    private static let looked = 4_096

    /// Factors that move by amounts and are read by something that means nothing where they are not positive.
    private var fallingFactors: [Int] {
        let falling = market.factors.indices.filter { index in
            market.factors[index].id.factorClass.isPositive && market.factors[index].convention == .absolute
        }
        guard !falling.isEmpty else { return [] }
        var read = Set<Int>()
        // A share that is worth less than nothing is one; what is no multiple of it is worth nothing there, or not a number.
        for position in positions where position.held.multiple(in: source.layout) == nil {
            read.formUnion(position.held.rows(in: source.layout))
        }
        return falling.filter { index in !read.isDisjoint(with: source.layout.rows(of: index)) }
    }

    /// What a reader must know of states on which a level is zero or less though what reads it needs more, counted.
    var belowZeroRemarks: [DataIssue] {
        let falling = fallingFactors
        guard !falling.isEmpty else { return [] }
        return zip(falling, statesBelowZero(of: falling, source)).compactMap { index, count in
            guard count.below > 0 else { return nil }
            let factor = market.factors[index]
            let what =
                factor.id.factorClass == .volatility
                ? "options there count as if nothing could happen any more"
                : "options there are valued at a level of next to nothing"
            return DataIssue(
                severity: .warning, factor: factor.id, date: run.asOf, rule: "below-zero",
                message: "\(factor.id) moves by amounts, and is zero or less on \(count.below) of"
                    + " \(count.states == source.pathCount ? "" : "the first ")\(count.states) states; \(what): a process of"
                    + " relative changes, such as geometric-brownian-motion, keeps it positive")
        }
    }

    private func statesBelowZero<Source: ScenarioSource>(
        of factors: [Int], _ source: Source
    ) -> [(below: Int, states: Int)] {
        let count = min(source.pathCount, Self.looked)
        let width = (min(count, 1_024) + source.blockUnit - 1) / source.blockUnit * source.blockUnit
        let block = RowStorage(rowCount: source.layout.rowCount, pathCount: width)
        let drivers = RowStorage(rowCount: source.driverRowCount, pathCount: width)
        let space = source.makeWorkspace(pathCount: width)
        // The loop uses views of these, so they must outlive it.
        defer { withExtendedLifetime((block, drivers, space)) {} }
        var below = [Int](repeating: 0, count: factors.count)
        for start in stride(from: 0, to: count, by: width) {
            source.fill(
                block.rows, factors: Array(source.layout.factors.indices), paths: start..<start + width,
                drivers: drivers.rows, space)
            for (place, factor) in factors.enumerated() {
                let rows = source.layout.rows(of: factor)
                below[place] += (0..<min(width, count - start)).count { column in
                    rows.contains { block.rows[$0, column] <= 0 }
                }
            }
        }
        return below.map { ($0, count) }
    }
}
