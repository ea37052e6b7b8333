import Market
import Scenarios
import Settings

extension WrittenStress {
    public init(_ list: Value, in source: SectionSource, issues: inout [Issue]) {
        isWritten = true
        var names: [String: SourceLocation?] = [:]
        for value in list.items {
            guard let item = Item(value, issues: &issues) else { continue }
            if let earlier = names.updateValue(value.location, forKey: item.name) {
                let place = earlier.map { "it stands in line \($0.line) too; " } ?? ""
                issues.append(
                    Issue(
                        "two stress scenarios are called “\(item.name)”", hint: place + "give each a name of its own",
                        at: value.location, path: value.path))
            }
            items.append(item)
        }
    }
}

extension WrittenStress.Item {
    fileprivate init?(_ value: Value, issues: inout [Issue]) {
        guard let name = value["name"]?.text else { return nil }
        self.init(name: name, location: value.location, path: value.path)
        let before = issues.count
        shocks = WrittenStress.rules(value["shocks"], &issues)
        conditional = WrittenStress.rules(value["conditional"], &issues)
        let ladders = value["grid"].map(\.items) ?? value["ladder"].map { [$0] } ?? []
        axes = ladders.compactMap { WrittenStress.Axis($0, &issues) }
        if let grid = value["grid"], grid.items.count != 2 {
            issues.append(
                Issue(
                    "a grid has two ladders, not \(grid.items.count)", hint: "write one scenario for each pair",
                    at: grid.location, path: grid.path))
        }
        let points = axes.reduce(1) { $0 * $1.shocks.count }
        if points > WrittenStress.pointLimit, let grid = value["grid"] {
            issues.append(
                Issue(
                    "a grid of \(points) points, at most \(WrittenStress.pointLimit)", hint: "take fewer steps",
                    at: grid.location, path: grid.path))
        }
        curve = WrittenStress.Curve(value, &issues)
        if let episode = value["replay"], let from = episode["from"]?.located(\.date),
            let to = episode["to"]?.located(\.date)
        {
            replay = .init(from: from, to: to, isMissingZero: episode["missing"]?.text == "zero")
            if from.content >= to.content {
                issues.append(
                    Issue(
                        "the episode ends on \(to.content), before it begins on \(from.content)",
                        hint: "from is the earlier date", at: to.location, path: to.path))
            }
        }
        if let window = value["worst"]?["window"]?.located(\.count) {
            worst = .init(window: window, isMissingZero: value["worst"]?["missing"]?.text == "zero")
        }
        volatilities = (value["volatilities"]?.members ?? []).compactMap { member in
            guard let pattern = FactorPattern(member.key), let number = member.value.number else { return nil }
            return .init(pattern: pattern, number: number, location: member.keyLocation, path: member.value.path)
        }
        correlations = WrittenStress.Correlations(value["correlations"], &issues)
        liquidity = (value["liquidity"]?.members ?? []).compactMap { member in
            let isClass = FactorClass(rawValue: member.key) != nil
            guard let days = member.value.count else { return nil }
            guard let pattern = FactorPattern(isClass ? member.key + ".*" : member.key) else {
                let known = FactorClass.allCases.map(\.rawValue)
                issues.append(
                    Issue(
                        "“\(member.key)” is neither a class of factors nor a factor",
                        hint: Suggestion.hint(for: member.key, among: known), at: member.keyLocation,
                        path: member.value.path))
                return nil
            }
            return .init(pattern: pattern, number: days, location: member.value.location, path: member.value.path)
        }
        // What is missing from a scenario that was wrongly written may be missing for just that reason.
        guard value.isWhole else { return }
        let found = issues.count
        checkParts(value, hasMistakes: found > before, &issues)
        goesTogether = issues.count == found
    }

    /// Parts that do not go together, and a scenario without any.
    private func checkParts(_ value: Value, hasMistakes: Bool, _ issues: inout [Issue]) {
        let written = value.members.map(\.key)
        let alone = ["ladder", "grid", "worst", "conditional"].filter(written.contains)
        let moves = ["shocks", "curve", "replay"].filter(written.contains)
        let models = ["volatilities", "correlations", "liquidity"].filter(written.contains)
        if written == ["name"] {
            issues.append(
                Issue(
                    "the scenario “\(name)” does nothing",
                    hint: "give it shocks, a ladder, a grid, a curve, replay, worst, conditional, correlations,"
                        + " volatilities or liquidity", at: location, path: path))
        } else if alone.count + min(1, moves.count) > 1 {
            issues.append(
                Issue(
                    "\((alone + moves).joined(separator: " and ")) cannot stand in one scenario",
                    hint: "write a scenario for each; shocks, curve and replay go together", at: location, path: path))
        } else if let first = alone.first, !models.isEmpty {
            issues.append(
                Issue(
                    "\(models.joined(separator: " and ")) cannot stand beside \(first)",
                    hint: "write a scenario for each; they go together with shocks, curve and replay", at: location,
                    path: path))
        } else if !hasMistakes, !statesLevels, conditional.isEmpty, alone.allSatisfy({ $0 == "conditional" }),
            !changesModel
        {
            issues.append(
                Issue(
                    "the scenario “\(name)” names nothing that moves",
                    hint: "write a line below \((alone + moves + models).joined(separator: ", "))", at: location,
                    path: path))
        }
    }
}

extension WrittenStress {
    fileprivate static func rules(_ value: Value?, _ issues: inout [Issue]) -> [ShockRule] {
        (value?.members ?? []).compactMap { member -> ShockRule? in
            guard let pattern = FactorPattern(member.key) else { return nil }
            do throws(Issue) {
                let (size, text) = try shock(member.value)
                return ShockRule(
                    pattern: pattern, size: size, location: member.value.location ?? member.keyLocation,
                    keyLocation: member.keyLocation, path: member.value.path, text: text)
            } catch {
                // What was wrongly written below is told already.
                if member.value.isWhole {
                    issues.append(error.placed(at: member.value.location, path: member.value.path))
                }
                return nil
            }
        }
    }

    private static func shock(_ value: Value) throws(Issue) -> (ShockRule.Size, String) {
        if let text = value.text { return (.written(try WrittenShock(text)), text) }
        guard value.members.count == 1, let member = value.members.first else {
            throw Issue("a shock is one of relative, absolute and level", hint: "as in {relative: 25%} or {level: 80}")
        }
        if let level = member.value.number { return (.stated(.level(level)), "level \(level)") }
        let text = member.value.text ?? ""
        let written: WrittenShock
        do { written = try WrittenShock(text) } catch {
            throw Issue(
                "“\(text)” is no number", hint: "write it as in -5, 25%, 50bp or 3 points", at: member.value.location,
                path: member.value.path)
        }
        guard member.key == "relative" else { return (.stated(.absolute(written.number)), "absolute " + text) }
        guard written.unit == .percent || written.unit == .none else {
            throw Issue(
                "a relative shock is a share of the level, not “\(text)”", hint: "write it as in {relative: 25%}",
                at: member.value.location, path: member.value.path)
        }
        return (.stated(.relative(written.number)), "relative " + text)
    }
}

extension WrittenStress.Axis {
    fileprivate init?(_ value: Value, _ issues: inout [Issue]) {
        func fail(_ message: String, _ hint: String, at place: Value? = nil) {
            let place = place ?? value
            issues.append(Issue(message, hint: hint, at: place.location, path: place.path))
        }
        func read(_ value: Value) -> WrittenShock? {
            do throws(Issue) { return try WrittenShock(value.text ?? "") } catch {
                issues.append(error.placed(at: value.location, path: value.path))
                return nil
            }
        }
        let patterns = (value["factors"]?.items ?? []).compactMap { $0.text.flatMap { FactorPattern($0) } }
        guard !patterns.isEmpty else { return nil }
        var shocks: [WrittenShock] = []
        switch (value["values"], value["from"], value["to"]) {
        case (let list?, nil, nil):
            shocks = list.items.compactMap(read)
            if shocks.count < list.items.count { return nil }
            if let steps = value["steps"] {
                fail("steps goes with from and to, not with values", "leave it out", at: steps)
            }
        case (nil, let from?, let to?):
            guard let first = read(from), let last = read(to) else { return nil }
            guard first.unit == last.unit else {
                fail("the ladder begins in one unit and ends in another", "write both ends alike", at: to)
                return nil
            }
            guard first.number != last.number else {
                fail("the ladder begins where it ends", "from and to are its ends, as in -30% and 30%", at: to)
                return nil
            }
            let count = value["steps"]?.count ?? 13
            shocks = (0..<count).map { step in
                let share = Double(step) / Double(count - 1)
                let number = first.number + (last.number - first.number) * share
                // What is meant to be zero, or 10 %, is exactly that.
                return WrittenShock(
                    step == count - 1 ? last.number : (number * 1e12).rounded() / 1e12, first.unit)
            }
        default:
            // What was wrongly written below is told already.
            guard value.isWhole else { return nil }
            fail("a ladder has from and to, or values", "as in {factors: \"EQ.*\", from: -30%, to: 30%, steps: 13}")
            return nil
        }
        self.init(
            patterns: patterns, shocks: shocks, isRelative: value["change"]?.text.map { $0 == "relative" },
            location: value.location, path: value.path)
    }
}

extension WrittenStress.Curve {
    fileprivate init?(_ value: Value, _ issues: inout [Issue]) {
        let keys = ["parallel", "steepening", "twist", "butterfly"]
        let written = keys.filter { value[$0] != nil }
        guard let names = value["curve"] else {
            if let key = (written + (value["pivot"] == nil ? [] : ["pivot"])).first, let place = value[key] {
                issues.append(
                    Issue(
                        "\(key) moves no curve", hint: "say which: curve: IR.USD", at: place.location,
                        path: place.path))
            }
            return nil
        }
        guard !written.isEmpty else {
            issues.append(
                Issue(
                    "the curve does not move", hint: "write parallel, steepening or butterfly, as in parallel: 50bp",
                    at: names.location, path: names.path))
            return nil
        }
        if written.contains("steepening"), written.contains("twist") {
            issues.append(
                Issue(
                    "steepening and twist are the same", hint: "keep one of them", at: value["twist"]?.location,
                    path: value.path + ".twist"))
        }
        var pivot: Double?
        if case .term(.years(let years))? = value["pivot"]?.content { pivot = years }
        if case .term(.date)? = value["pivot"]?.content {
            issues.append(
                Issue(
                    "a pivot is a tenor, not a date", hint: "as in pivot: 5Y", at: value["pivot"]?.location,
                    path: value.path + ".pivot"))
        }
        func number(_ key: String) -> Double { value[key]?.number ?? 0 }
        let located = names.items.compactMap { $0.located(\.text) }
        for (index, name) in located.enumerated()
        where located[..<index].contains(where: { $0.content == name.content }) {
            issues.append(
                Issue(
                    "the curve \(name.content) is named twice", hint: "name it once", at: name.location,
                    path: names.path))
        }
        self.init(
            names: located,
            move: CurveMove(
                parallel: number("parallel"), steepening: number("steepening") + number("twist"),
                butterfly: number("butterfly"), pivot: pivot), pivotLocation: value["pivot"]?.location)
    }
}

extension WrittenStress.Correlations {
    fileprivate init?(_ value: Value?, _ issues: inout [Issue]) {
        guard let value, let weight = value["by"]?.number, let towards = value["towards"] else { return nil }
        let target: Target
        if let word = towards.text {
            target = .all(word == "one" ? 1 : 0)
        } else {
            target = .blocks(
                towards.items.compactMap { item in
                    let pair = (item["between"]?.items ?? []).compactMap { $0.text.flatMap { FactorPattern($0) } }
                    guard let number = item["is"]?.number, pair.count >= 2 else { return nil }
                    if pair.count > 2 {
                        issues.append(
                            Issue(
                                "a block is between two patterns, not \(pair.count)",
                                hint: "write one line for each pair",
                                at: item.location, path: item.path))
                    }
                    return Block(
                        first: pair[0], second: pair[1], value: number, location: item.location, path: item.path)
                })
        }
        self.init(target: target, weight: weight, location: value.location, path: value.path)
    }
}
