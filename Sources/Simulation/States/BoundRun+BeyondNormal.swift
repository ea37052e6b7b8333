import Dependence
import Market

extension BoundRun {
    /// What its model has beyond jointly normal changes with today's volatilities: dependence, processes and marginal laws, each
    /// in words that a sentence takes as an object, with the factors that have it.
    var beyondNormal: [String] {
        let dependence = market.dependence
        let joint = dependence.type.isNormal(dependence.specification) ? [] : ["the dependence \(dependence.kind)"]
        let processes = market.factors.compactMap { factor in
            factor.law.beyondNormal.map { (id: factor.factor.id, words: "the \($0) of \(factor.process.kind)") }
        }
        let marginals = market.factors.compactMap { factor -> (id: FactorID, words: String)? in
            guard let marginal = factor.chosenMarginal, marginal.kind != NormalMarginal.kind else { return nil }
            return (factor.factor.id, "the marginal \(marginal.kind)")
        }
        return joint + Self.grouped(processes) + Self.grouped(marginals)
    }

    private static func grouped(_ found: [(id: FactorID, words: String)]) -> [String] {
        var order: [String] = []
        var factors: [String: [String]] = [:]
        for (id, words) in found {
            if factors[words] == nil { order.append(words) }
            factors[words, default: []].append(id.name)
        }
        return order.map { words in
            let own = factors[words] ?? []
            let rest = own.count > 3 ? " and \(own.count - 3) more" : ""
            return "\(words) (\(own.prefix(3).joined(separator: ", "))\(rest))"
        }
    }

    /// For market states that come from a history: what the scenario says of the model, and no figure hears.
    var unheardModel: [DataIssue] {
        let left = beyondNormal
        guard !left.isEmpty else { return [] }
        return [
            DataIssue(
                severity: .information, date: run.asOf, rule: "not-honoured",
                message: "changes come from the history, so that these have no part in the figures: "
                    + left.joined(separator: "; "))
        ]
    }
}
