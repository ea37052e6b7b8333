import DataSources
import Market
import Settings
import Simulation

/// Exchange rates that say the same thing twice, and not the same.
extension Inventory {
    private struct Contradiction {
        var rate: FactorID
        var level: Double
        var others: [(factor: FactorID, level: Double)]
        /// How much more the rate says than the others; negative for less.
        var gap: Double
        var location: SourceLocation?
    }

    /// Compares each rate that is known today with what the others say of it, as far as the portfolio uses one of them.
    mutating func checkQuotes(of needed: Set<FactorID>, _ data: MarketData) {
        let rates = available.filter { $0.currencyPair != nil }
        guard rates.count > 1, rates.contains(where: needed.contains), let rule = scenario.contradictingQuotes else {
            return
        }
        var levels: [FactorID: (level: Double, location: SourceLocation?)] = [:]
        for rate in rates {
            if let stated = scenario.levels.last(where: { $0.factor == rate })?.level {
                levels[rate] = (stated.content, stated.location)
            } else if let written = data.written(rate, on: asOf, within: 7) {
                levels[rate] = (written.level, written.location)
            }
        }
        for found in Self.contradictions(rates.filter { (levels[$0]?.level ?? 0) > 0 }, levels, needed) {
            let percent = (found.gap.magnitude * 1e4).rounded() / 100
            let others = found.others.map { "\($0.factor) \($0.level)" }.joined(separator: ", ")
            let message = "\(found.rate) is \(found.level), \(percent)% off \(others)"
            if found.gap.magnitude > rule.tolerance, rule.treatment.action == .refuse {
                issues.append(
                    Issue(
                        message,
                        hint:
                            "correct one of them, leave one out, or set dataQuality.\(ContradictingQuotes.kind).tolerance",
                        at: found.location, path: "market",
                        about: .setting(["market", "levels", found.rate.name])))
            } else if found.gap.magnitude >= 1e-4 {
                let used = ([found.rate] + found.others.map(\.factor)).filter(needed.contains).map(\.name)
                let isWithin = found.gap.magnitude <= rule.tolerance
                dataIssues.append(
                    DataIssue(
                        severity: isWithin ? .information : rule.treatment.severity, factor: found.rate, date: asOf,
                        rule: ContradictingQuotes.kind,
                        message: "\(message); amounts are converted by \(used.joined(separator: ", "))"))
            }
        }
    }

    /// Each circle of rates once: a rate, and the shortest way between its currencies without it.
    private static func contradictions(
        _ rates: [FactorID], _ levels: [FactorID: (level: Double, location: SourceLocation?)], _ needed: Set<FactorID>
    ) -> [Contradiction] {
        var seen: Set<Set<FactorID>> = []
        return rates.compactMap { rate in
            guard let pair = rate.currencyPair, let level = levels[rate]?.level,
                let way = CurrencyConversion(from: pair.base, to: pair.quote, factors: rates.filter { $0 != rate }),
                !way.links.isEmpty, let other = way.rate({ levels[$0]?.level })
            else { return nil }
            let circle = Set(way.links.map(\.factor) + [rate])
            guard !circle.isDisjoint(with: needed), seen.insert(circle).inserted else { return nil }
            return Contradiction(
                rate: rate, level: level, others: way.links.map { ($0.factor, levels[$0.factor]?.level ?? .nan) },
                gap: level / other - 1, location: levels[rate]?.location)
        }
    }
}
