import Instruments
import LinearAlgebra
import Market
import Measures
import Scenarios
import Settings

/// Stated moves: shocks, ladders and grids of them, curves.
extension StressResolution {
    /// An episode first, then a move of curves, then shocks, each from where the one before left the levels.
    mutating func stated(_ item: WrittenStress.Item, _ result: inout StressScenario) -> StressStates? {
        var levels = law.levels
        var words: [String] = []
        if let episode = item.replay {
            guard let past = replay(episode, item, &result) else { return nil }
            levels = past.levels
            words.append(past.words)
        }
        if let curve = item.curve, !move(curve, item, &levels, &words) { return nil }
        guard shock(item.shocks, item, &levels, &result.notes) else { return nil }
        result.words = words.joined(separator: "; ")
        return .stated(levels)
    }

    /// Applies the last rule that matches to each factor.
    ///
    /// - Returns: whether all of that was possible.
    private mutating func shock(
        _ rules: [WrittenStress.ShockRule], _ item: WrittenStress.Item, _ levels: inout [Double],
        _ notes: inout [String]
    ) -> Bool {
        let before = issues.count
        noteIdle(rules.map(\.pattern), &notes)
        var refused: Set<Int> = []
        for index in factors.indices {
            guard let rule = rules.indices.last(where: { names.matches(rules[$0].pattern, factors[index]) }),
                !refused.contains(rule)
            else { continue }
            // One message a rule: what is wrong with it is wrong for all its factors.
            guard let level = level(after: rules[rule], of: index, from: levels[index]) else {
                refused.insert(rule)
                continue
            }
            levels[index] = level
        }
        return issues.count == before
    }

    /// Where a rule takes a factor; nil, with an issue, where it cannot.
    mutating func level(after rule: WrittenStress.ShockRule, of factor: Int, from level: Double) -> Double? {
        guard let shock = shock(rule, of: factors[factor]) else { return nil }
        let after = shock.applied(to: level)
        guard check(after, of: factor, by: "“\(rule.text)”", at: rule.location, path: rule.path) else { return nil }
        return after
    }

    mutating func shock(_ rule: WrittenStress.ShockRule, of factor: FactorID) -> Shock? {
        do throws(Issue) { return try rule.shock(of: factor) } catch {
            issues.append(error)
            return nil
        }
    }

    func noteIdle(_ patterns: [FactorPattern], doing verb: String = "moves", _ notes: inout [String]) {
        for pattern in patterns where names.indices(pattern).isEmpty {
            notes.append("“\(pattern.text)” \(verb) nothing that this portfolio holds.")
        }
    }

    // MARK: Ladders

    mutating func ladder(_ item: WrittenStress.Item) -> StressStates? {
        guard let axis = item.axes.first, let ladder = steps(axis, of: item) else { return nil }
        return .ladder(Self.axis(axis), Matrix(ladder.map { $0(law.levels) }))
    }

    mutating func grid(_ item: WrittenStress.Item) -> StressStates? {
        let both = (steps(item.axes[0], of: item), steps(item.axes[1], of: item))
        guard let rows = both.0, let columns = both.1 else { return nil }
        let states = rows.flatMap { row in columns.map { $0(row(law.levels)) } }
        let common = factors.indices.filter { index in
            item.axes.allSatisfy { axis in axis.patterns.contains { names.matches($0, factors[index]) } }
        }
        if let first = common.first {
            issues.append(
                Issue(
                    "\(factors[first]) is in both ladders of the grid", hint: "let each ladder move factors of its own",
                    at: item.axes[1].location, path: item.axes[1].path + ".factors"))
            return nil
        }
        return .grid(rows: Self.axis(item.axes[0]), columns: Self.axis(item.axes[1]), Matrix(states))
    }

    private static func axis(_ axis: WrittenStress.Axis) -> StressGrid.Axis {
        StressGrid.Axis(
            factors: axis.patterns.map(\.text).joined(separator: ", "),
            labels: axis.shocks.map { WrittenShock($0.number, $0.unit).text }, values: axis.shocks.map(\.number))
    }

    /// What each step of a ladder does to levels; nil, with an issue, where one cannot.
    private mutating func steps(
        _ axis: WrittenStress.Axis, of item: WrittenStress.Item
    ) -> [@Sendable ([Double]) -> [Double]]? {
        let moved = factors.indices.filter { index in axis.patterns.contains { names.matches($0, factors[index]) } }
        guard !moved.isEmpty else {
            // That a name is unknown is told already.
            guard axis.patterns.allSatisfy({ names.issue($0, at: nil, path: "") == nil }) else { return nil }
            issues.append(
                Issue(
                    "the ladder moves nothing that this portfolio holds",
                    hint: "its factors: " + factors.prefix(12).map(\.name).joined(separator: ", "), at: axis.location,
                    path: axis.path))
            return nil
        }
        var result: [@Sendable ([Double]) -> [Double]] = []
        for written in axis.shocks {
            var shocks: [(Int, Shock)] = []
            for index in moved {
                let shock: Shock
                do throws(Issue) { shock = try axis.shock(written, of: factors[index]) } catch {
                    issues.append(error)
                    return nil
                }
                guard
                    check(
                        shock.applied(to: law.levels[index]), of: index, by: "“\(written.text)”", at: axis.location,
                        path: axis.path)
                else { return nil }
                shocks.append((index, shock))
            }
            result.append { [shocks] levels in
                var moved = levels
                for (index, shock) in shocks { moved[index] = shock.applied(to: levels[index]) }
                return moved
            }
        }
        return result
    }

    // MARK: Curves

    private mutating func move(
        _ curve: WrittenStress.Curve, _ item: WrittenStress.Item, _ levels: inout [Double], _ words: inout [String]
    ) -> Bool {
        let curves = MarketLayout.curves(of: factors)
        let before = issues.count
        for name in curve.names {
            guard let nodes = curves[name.content] else {
                issues.append(
                    Issue(
                        "the portfolio has no curve “\(name.content)”",
                        hint: Suggestion.hint(for: name.content, among: curves.keys.sorted()), at: name.location,
                        path: name.path))
                continue
            }
            let tenors = nodes.map(\.tenor)
            guard isPossible(curve, name: name, tenors: tenors) else { continue }
            for (node, change) in zip(nodes, curve.move.changes(tenors: tenors)) {
                guard let index = factors.firstIndex(of: node.factor) else { continue }
                levels[index] += change
                _ = check(levels[index], of: index, by: "the curve's move", at: name.location, path: name.path)
            }
        }
        let move = curve.move
        let parts = [("parallel", move.parallel), ("steepening", move.steepening), ("butterfly", move.butterfly)]
        words.append(
            curve.names.map(\.content).joined(separator: ", ") + " "
                + parts.filter { $0.1 != 0 }.map { $0.0 + " " + WrittenShock($0.1, .basisPoints).text }
                .joined(separator: ", "))
        return issues.count == before
    }

    private mutating func isPossible(
        _ curve: WrittenStress.Curve, name: Scenario.Located<String>, tenors: [Double]
    ) -> Bool {
        let move = curve.move
        guard move.steepening != 0 || move.butterfly != 0 else { return true }
        guard let first = tenors.first, let last = tenors.last, last > first else {
            issues.append(
                Issue(
                    "the curve \(name.content) has one node, and cannot bend", hint: "write parallel alone",
                    at: name.location, path: name.path))
            return false
        }
        guard let pivot = move.pivot else { return true }
        let isInside = move.butterfly == 0 ? pivot >= first && pivot <= last : pivot > first && pivot < last
        guard isInside else {
            issues.append(
                Issue(
                    "the pivot lies outside the curve \(name.content)",
                    hint: "its tenors go from \(Self.rounded(first)) to \(Self.rounded(last)) years",
                    at: curve.pivotLocation, path: name.path))
            return false
        }
        return true
    }
}
