import Market
import Reports
import Settings
import Simulation

/// Some factors move, and the calibrated dependence moves the others.
extension StressResolution {
    mutating func conditional(_ item: WrittenStress.Item, _ result: inout StressScenario) -> StressStates? {
        let rules = item.conditional
        // Factors that nobody holds may drive those that somebody does.
        let further = context.available.filter { candidate in
            !factors.contains(candidate)
                && rules.contains { rule in
                    names.matches(rule.pattern, candidate)
                        && (rule.pattern.factor != nil || names.indices(rule.pattern).isEmpty)
                }
        }
        guard let (market, wider, history) = market(with: further) else { return nil }
        let wide = FactorNames(factors: market.factors, available: context.available)
        var stated: [(factor: Int, change: Double)] = []
        let before = issues.count
        var refused: Set<Int> = []
        for (index, factor) in market.factors.enumerated() {
            // One message a rule: what is wrong with it is wrong for all its factors.
            guard let place = rules.lastIndex(where: { wide.matches($0.pattern, factor) }), !refused.contains(place)
            else { continue }
            let rule = rules[place]
            guard let shock = shock(rule, of: factor) else {
                refused.insert(place)
                continue
            }
            let level = shock.applied(to: market.levels[index])
            let isLogarithmic = market.conventions[index] == .logarithmic
            guard level.isFinite, level > 0 || !factor.factorClass.isPositive && !isLogarithmic else {
                issues.append(
                    Issue(
                        "“\(rule.text)” takes \(factor) from \(Self.rounded(market.levels[index])) to"
                            + " \(Self.rounded(level))", hint: "its level must stay greater than 0", at: rule.location,
                        path: rule.path))
                refused.insert(place)
                continue
            }
            let change = market.conventions[index].change(from: market.levels[index], to: level)
            stated.append((index, change))
            if let warning = Self.range(
                of: factor, change, market, index, history, days: run.sampling.horizonDays)
            {
                result.warnings.append(warning)
            }
        }
        guard issues.count == before, !stated.isEmpty else { return nil }
        let distribution = wider.moveDistribution(of: run.states, steps: run.sampling.steps)
        let degrees = distribution.degreesOfFreedom
        guard let moves = ConditionalMoves(market, stated: stated, degreesOfFreedom: degrees) else {
            issues.append(impossible(stated, market, item))
            return nil
        }
        let expected = moves.levels
        let rows = factors.map { factor in market.factors.firstIndex(of: factor) ?? 0 }
        for (index, row) in rows.enumerated() {
            _ = check(
                expected[row], of: index, by: "what is expected given these moves", at: item.location,
                path: item.path + ".conditional")
        }
        guard issues.count == before else { return nil }
        if let reason = distribution.reason {
            result.notes.append(
                "The moves are taken as jointly normal here, with the model's volatilities and correlations: \(reason)."
            )
        }
        if moves.distance > 3 {
            result.warnings.append(
                "The stated moves lie \(NumberText.fixed(moves.distance, decimals: 1)) standard deviations out"
                    + " (probability \(NumberText.significant(moves.probability, digits: 2))): how the others follow so"
                    + " far out is extrapolated.")
        }
        let days = run.sampling.horizonDays
        result.words =
            "given "
            + stated.map { item in
                MoveWords.phrase(
                    market.factors[item.factor], market.conventions[item.factor],
                    market.shown(item.change, of: item.factor), level: market.levels[item.factor])
            }.joined(separator: ", ") + " within \(days) day\(days == 1 ? "" : "s")"
        return .conditional(moves, rows: rows)
    }

    /// Which of some moves the model cannot make, and what it could.
    private func impossible(
        _ stated: [(factor: Int, change: Double)], _ market: MoveLaw, _ item: WrittenStress.Item
    ) -> Issue {
        func place(_ message: String, _ hint: String) -> Issue {
            Issue(message, hint: hint, at: item.location, path: item.path + ".conditional")
        }
        if let still = stated.first(where: { market.deviations[$0.factor] <= 0 }) {
            return place(
                "\(market.factors[still.factor]) has no volatility, so no move of it tells anything of the others",
                "move it under shocks, in a scenario of its own, or give it a volatility")
        }
        for (index, one) in stated.enumerated() where stated.count <= 64 {
            var others = stated
            others.remove(at: index)
            guard !others.isEmpty, let moves = ConditionalMoves(market, stated: others),
                moves.deviations[one.factor] == 0
            else { continue }
            let change = market.shown(moves.means[one.factor], of: one.factor)
            let words =
                market.conventions[one.factor] == .logarithmic
                ? NumberText.significant(100 * change, digits: 4) + "%" : NumberText.significant(change, digits: 4)
            return place(
                "the model cannot make these moves together: \(market.factors[one.factor]) follows the others perfectly",
                "leave it out; given the others it moves by \(words)")
        }
        return place("the model cannot make these moves together", "state fewer of them: some follow others perfectly")
    }

    /// The law of the run's factors and further ones, their market and history; nil, with issues, where it cannot be
    /// calibrated.
    private mutating func market(
        with further: [FactorID]
    ) -> (law: MoveLaw, market: BoundMarket, history: PriceHistory)? {
        guard !further.isEmpty else { return (law, run.market, base.history) }
        do throws(Issues) {
            let (wide, history) = try context.market(with: further)
            return (MoveLaw(wide, horizon: run.sampling.horizon), wide, history)
        } catch {
            issues += error.all
            return nil
        }
    }

    /// A warning where a factor never moved so far over the horizon, in the history there is.
    private static func range(
        of factor: FactorID, _ change: Double, _ market: MoveLaw, _ index: Int, _ history: PriceHistory, days: Int
    ) -> String? {
        guard let column = history.index(of: factor), history.dates.count > days else { return nil }
        let convention = market.conventions[index]
        var (low, high) = (0.0, 0.0)
        for row in days..<history.dates.count {
            let past = convention.change(
                from: history[factor: column, date: row - days], to: history[factor: column, date: row])
            guard past.isFinite else { continue }
            (low, high) = (min(low, past), max(high, past))
        }
        guard change < low || change > high else { return nil }
        func words(_ change: Double) -> String {
            MoveWords.amount(factor, convention, market.shown(change, of: index), level: market.levels[index])
        }
        return "\(factor) \(words(change)) is beyond its history, where moves over \(days) day\(days == 1 ? "" : "s")"
            + " went from \(words(low)) to \(words(high))."
    }
}
