import Market
import Measures
import Reports

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
        return .facts(settings.map { DocumentFact($0.name.capitalizedFirst, "\($0.from) → \($0.to)") })
    }

    private func positions(_ positions: [RunDifferences.Position]) -> DocumentBlock? {
        return table(
            "Positions that differ", "Position", [.init("book", .words), .init("A"), .init("B"), .init("", .words)],
            positions.map { position in
                let words =
                    position.from == nil
                    ? "added" : position.to == nil ? "removed" : position.isOther ? "other terms" : "quantity"
                return .init(
                    position.id,
                    [
                        .init(position.book), .init(.number(position.from, digits: 9)),
                        .init(.number(position.to, digits: 9)), .init(words),
                    ])
            })
    }

    private func factors(_ differences: RunDifferences) -> DocumentBlock? {
        func words(_ factors: [FactorID]) -> String {
            let shown = factors.prefix(8).map(\.name).joined(separator: ", ")
            return factors.count > 8 ? "\(shown) and \(factors.count - 8) more" : shown
        }
        var facts: [DocumentFact] = []
        if !differences.onlyFirst.isEmpty { facts.append(.init("Only in A", Prose(words(differences.onlyFirst)))) }
        if !differences.onlySecond.isEmpty { facts.append(.init("Only in B", Prose(words(differences.onlySecond)))) }
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
                        .init(level.from, .level(level.factor, largest: nil)),
                        .init(level.to, .level(level.factor, largest: nil)), .init(Self.move(level)),
                        .init(.decimal(level.deviations, 1, sign: .plus)),
                    ])
            })
    }

    /// In the units of the factor's class: percent, basis points, points.
    private static func move(_ level: RunDifferences.Level) -> Prose {
        let change = level.to - level.from
        switch level.factor.factorClass {
        case .interestRate, .creditSpread: return "\(.decimal(change * 1e4, 1, sign: .plus)) bp"
        case .volatility: return "\(.decimal(change * 100, 2, sign: .plus)) pts"
        case .equity, .foreignExchange, .commodity:
            return level.from == 0
                ? Prose(NumberText.none) : "\(.decimal(100 * change / level.from, 2, sign: .plus))%"
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
                        .init(.share(change.from, decimals: 2)), .init(.share(change.to, decimals: 2)),
                        .init(.decimal(ratio, 3)), .init(process ?? ""),
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
                        .init(.decimal(change.from, 3)), .init(.decimal(change.to, 3)),
                        .init(.decimal(change.to - change.from, 3, sign: .plus)),
                    ])
            })
    }
}
