import Market
import Settings

/// What is allowed, and more often a slip of the pen than meant.
extension ModelCalibration {
    /// Ids under `market` that no position uses and that could not move: without a history, a level or a volatility. A
    /// misspelled id overrides nothing. (A factor that is whole may wait for another book.)
    var idleEntries: [String] {
        func isOwn(_ location: SourceLocation?) -> Bool { location?.file != scenario.model?.content || location == nil }
        let sections: [(name: String, factors: [FactorID])] = [
            ("levels", scenario.levels.filter { isOwn($0.level.location) }.map(\.factor)),
            ("volatilities", scenario.volatilities.filter { isOwn($0.volatility.location) }.map(\.factor)),
            (
                "correlations",
                scenario.correlations.filter { isOwn($0.location) }.flatMap { [$0.content.first, $0.content.second] }
            ),
        ]
        let used = Set(factors)
        return sections.compactMap { section in
            var seen = used
            let idle = section.factors.filter { seen.insert($0).inserted && !isWhole($0) }
            guard !idle.isEmpty else { return nil }
            let shown = idle.prefix(4).map { factor in
                let near = Suggestion.nearest(to: factor.name, among: factors.map(\.name))
                return factor.name + (near.map { " (did you mean \($0)?)" } ?? "")
            }
            let rest = idle.count > 4 ? " and \(idle.count - 4) more" : ""
            return "No position uses what market.\(section.name) says of " + shown.joined(separator: ", ") + rest + "."
        }
    }

    private func isWhole(_ factor: FactorID) -> Bool {
        if data.history.index(of: factor) != nil { return true }
        let isVolatile =
            scenario.volatilities.contains { $0.factor == factor }
            || rule(for: factor).map { $0.content.pattern.factor == factor } ?? false
        return isVolatile && scenario.levels.contains { $0.factor == factor }
    }
}
