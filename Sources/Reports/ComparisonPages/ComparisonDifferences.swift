import Market
import Measures

/// What two runs were made of that is not the same, as tables.
struct ComparisonDifferences {
    private let differences: RunDifferences?
    private static let textLimit = 6

    init(_ comparison: RunComparison) { differences = comparison.differences }

    var section: DocumentSection? {
        guard let differences else { return nil }
        guard !differences.isEmpty else {
            return DocumentSection(
                anchor: "differences", heading: "What differs", blocks: [.paragraph("Nothing: both are the same run.")])
        }
        let blocks: [DocumentBlock?] = [
            settings(differences.settings), positions(differences.positions), factors(differences),
            levels(differences.levels), volatilities(differences.volatilities),
            correlations(differences.correlations),
        ]
        return DocumentSection(anchor: "differences", heading: "What differs", blocks: blocks.compactMap(\.self))
    }

    private func table(
        _ caption: String, _ stub: String, _ columns: [DocumentTable.Column], _ rows: [DocumentTable.Row]
    ) -> DocumentBlock? {
        guard !rows.isEmpty else { return nil }
        return .table(
            DocumentTable(caption: caption, stub: stub, columns: columns, rows: rows, textLimit: Self.textLimit))
    }

    private func settings(_ settings: [RunDifferences.Setting]) -> DocumentBlock? {
        guard !settings.isEmpty else { return nil }
        return .facts(settings.map { ($0.name.capitalizedFirst, "\($0.from) → \($0.to)") })
    }

    private func positions(_ positions: [RunDifferences.Position]) -> DocumentBlock? {
        func quantity(_ value: Double?) -> String { NumberText.significant(value, digits: 9) }
        return table(
            "Positions that differ", "Position", [.init("book", .words), .init("A"), .init("B"), .init("", .words)],
            positions.map { position in
                let words =
                    position.from == nil
                    ? "added" : position.to == nil ? "removed" : position.isOther ? "other terms" : "quantity"
                return .init(
                    position.id,
                    [
                        .init(position.book), .init(quantity(position.from), value: position.from),
                        .init(quantity(position.to), value: position.to), .init(words),
                    ])
            })
    }

    private func factors(_ differences: RunDifferences) -> DocumentBlock? {
        func words(_ factors: [FactorID]) -> String {
            let shown = factors.prefix(8).map(\.name).joined(separator: ", ")
            return factors.count > 8 ? "\(shown) and \(factors.count - 8) more" : shown
        }
        var facts: [(term: String, words: String)] = []
        if !differences.onlyFirst.isEmpty { facts.append(("Only in A", words(differences.onlyFirst))) }
        if !differences.onlySecond.isEmpty { facts.append(("Only in B", words(differences.onlySecond))) }
        return facts.isEmpty ? nil : .facts(facts)
    }

    private func levels(_ levels: [RunDifferences.Level]) -> DocumentBlock? {
        table(
            "Levels that moved, the greatest moves first", "Level",
            [.init("A"), .init("B"), .init("move"), .init("days' σ")],
            levels.map { level in
                .init(
                    level.factor.name,
                    [
                        .init(FactorText.level(level.from, of: level.factor), value: level.from),
                        .init(FactorText.level(level.to, of: level.factor), value: level.to),
                        .init(Self.move(level), value: level.to - level.from),
                        .init(Self.signed(level.deviations, decimals: 1), value: level.deviations),
                    ])
            })
    }

    /// In the units of the factor's class: percent, basis points, points.
    private static func move(_ level: RunDifferences.Level) -> String {
        let change = level.to - level.from
        switch level.factor.factorClass {
        case .interestRate, .creditSpread: return signed(change * 1e4, decimals: 1) + " bp"
        case .volatility: return signed(change * 100, decimals: 2) + " pts"
        case .equity, .foreignExchange, .commodity:
            return level.from == 0 ? NumberText.none : signed(100 * change / level.from, decimals: 2) + "%"
        }
    }

    private func volatilities(_ volatilities: [RunDifferences.Volatility]) -> DocumentBlock? {
        table(
            "Volatilities that changed, the greatest changes first", "Volatility",
            [.init("A"), .init("B"), .init("ratio"), .init("process", .words)],
            volatilities.map { change in
                let process = change.processes.map { $0[0] == $0[1] ? "other parameters" : "\($0[0]) → \($0[1])" }
                let ratio = change.from > 0 ? change.to / change.from : nil
                return .init(
                    change.factor.name,
                    [
                        .init(NumberText.percent(change.from, decimals: 2), value: change.from),
                        .init(NumberText.percent(change.to, decimals: 2), value: change.to),
                        .init(NumberText.fixed(ratio, decimals: 3), value: ratio), .init(process ?? ""),
                    ])
            })
    }

    private func correlations(_ correlations: [RunDifferences.Correlation]) -> DocumentBlock? {
        table(
            "Correlations that changed most", "Correlation", [.init("A"), .init("B"), .init("change")],
            correlations.map { change in
                .init(
                    change.between.map(\.name).joined(separator: " and "),
                    [
                        .init(NumberText.fixed(change.from, decimals: 3), value: change.from),
                        .init(NumberText.fixed(change.to, decimals: 3), value: change.to),
                        .init(Self.signed(change.to - change.from, decimals: 3), value: change.to - change.from),
                    ])
            })
    }

    private static func signed(_ value: Double?, decimals: Int) -> String {
        guard let value else { return NumberText.none }
        return (value > 0 ? "+" : "") + NumberText.fixed(value, decimals: decimals)
    }
}
