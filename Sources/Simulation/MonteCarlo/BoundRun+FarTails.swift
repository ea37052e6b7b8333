import LinearAlgebra
import Market

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Means that do not exist: the exponential of a number with a power tail has none.
///
/// Where the logarithm of a level follows a Student t, or a generalised Pareto tail of positive shape, E[S] is infinite at any
/// volatility, and so is the expected shortfall of whoever loses as the level rises; a sample of it is finite, and tells the
/// seed. Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, Princeton 2015, section 5.1.2 (regular
/// variation, and moments of such laws).
extension BoundRun {
    /// Factors whose logarithm rises with a power tail.
    private var farFactors: [Int] {
        let dependence = market.dependence.type.init(market.dependence.specification, drivers: market.drivers)
        return market.factors.indices.filter { index in
            let factor = market.factors[index]
            guard factor.convention == .logarithmic, factor.law.volatilityToday > 0 else { return false }
            return factor.law.hasPowerTail || dependence.hasPowerTail(of: factor.id, marginal: factor.marginal)
        }
    }

    /// What a reader must know of tail means under the laws of the run.
    var farTailRemarks: [DataIssue] {
        let far = farFactors
        guard !far.isEmpty else { return [] }
        // Far up, alone: what still grows there as the level does grows without bound.
        let reaches = [8.0, 16]
        var states = Matrix(rowCount: far.count * reaches.count, columnCount: levels.count)
        for row in 0..<states.rowCount {
            for column in levels.indices { states[row, column] = levels[column] }
            let factor = far[row / reaches.count]
            states[row, factor] = levels[factor] * exp(reaches[row % reaches.count])
        }
        let gains = profitAndLoss(levels: states, at: .horizon)
        var (losing, gaining) = (Far(), Far())
        for (node, book) in tree.nodes.enumerated() {
            gains.withNode(node) { gain in
                for (place, factor) in far.enumerated() {
                    let (near, distant) = (gain[2 * place], gain[2 * place + 1])
                    guard distant.isFinite, distant.magnitude > 100 * near.magnitude else { continue }
                    let name = book.path.isEmpty ? "the whole portfolio" : book.path
                    if distant < 0 {
                        losing.add(market.factors[factor].id, name)
                    } else {
                        gaining.add(market.factors[factor].id, name)
                    }
                }
            }
        }
        let law = "the logarithm there follows a law with a power tail, whose exponential has no mean"
        return [
            losing.issue(
                .warning, asOf: run.asOf,
                "the loss of \(losing.bookWords) grows without bound as \(losing.factorWords) rises, and \(law): expected"
                    + " shortfall, mean and standard deviation do not exist there, and what is printed tells the seed and grows"
                    + " with the paths; take value-at-risk, or a law without such tails"),
            gaining.issue(
                .information, asOf: run.asOf,
                "the gain of \(gaining.bookWords) grows without bound as \(gaining.factorWords) rises, and \(law): its mean and"
                    + " standard deviation do not exist, and those of the sample grow with the paths; value-at-risk and expected"
                    + " shortfall of what it may lose do exist"),
        ].compactMap(\.self)
    }

    /// Factors that rise without a mean, and the books that follow them.
    private struct Far {
        private var factors: [FactorID] = []
        private var books: [String] = []

        mutating func add(_ factor: FactorID, _ book: String) {
            if !factors.contains(factor) { factors.append(factor) }
            if !books.contains(book) { books.append(book) }
        }

        var factorWords: String { Self.list(factors.map(\.name)) }
        var bookWords: String { Self.list(books) }

        private static func list(_ names: [String]) -> String {
            names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
        }

        /// Nil where no book follows any.
        func issue(
            _ severity: DataIssue.Severity, asOf: CalendarDate, _ message: String
        ) -> DataIssue? {
            books.isEmpty
                ? nil
                : DataIssue(
                    severity: severity, factor: factors.count == 1 ? factors[0] : nil, date: asOf,
                    rule: "infinite-mean",
                    message: message)
        }
    }
}
