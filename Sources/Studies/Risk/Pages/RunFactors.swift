import Market
import Measures
import Reports

/// The risk factors: as they are simulated, how they move together, and what they did.
extension RiskReport {
    /// More than these stand behind a title.
    private static let panelLimit = 40
    /// Beyond this, the squares of a map would be too small to see.
    private static let mapLimit = 60

    /// A row each.
    package var factors: DocumentSection? {
        guard !model.factors.isEmpty else { return nil }
        let usesModel = run.scenarios?.usesModel ?? true
        let table = DocumentBlock.table(
            DocumentTable(
                caption: "Risk factors", stub: "Factor",
                columns: [.init("Class", .words)] + (usesModel ? [.init("Process", .words)] : []) + [
                    .init("Level"), .init("Volatility"), .init("Drift"), .init("Volatility from", .words),
                ],
                rows: model.factors.map { factor in
                    .init(
                        factor.id.name,
                        [.init(factor.id.factorClass.title)] + (usesModel ? [.init(factor.process)] : []) + [
                            .init(factor.level, .level(factor.id, largest: nil)),
                            .init(factor.volatility, factor.yearly), .init(factor.drift, factor.yearly),
                            .init(factor.source),
                        ])
                }))
        let isLong = model.factors.count > Self.panelLimit
        let title = "All \(NumberText.integer(model.factors.count)) factors"
        return DocumentSection(
            anchor: "factors", heading: "Risk factors",
            blocks: [
                .remark(
                    "Volatility and drift are annual, relative for geometric processes, absolute for arithmetic ones."),
                isLong ? .details(title: title, [table]) : table,
            ], in: [.page])
    }

    /// As a heat map.
    package var correlationMap: DocumentSection? {
        let count = model.factors.count
        guard count > 1, model.correlations.count == count * count else { return nil }
        let step = (count + Self.mapLimit - 1) / Self.mapLimit
        let shown = Array(stride(from: 0, to: count, by: step))
        let ids = shown.map { model.factors[$0].id }
        let values = shown.flatMap { row in shown.map { model.correlations[row * count + $0] } }
        var sentences: [Prose] = ["Blue moves together, orange moves against each other; the deeper, the stronger."]
        if step > 1 {
            let ordinal = step == 2 ? "second" : step == 3 ? "third" : "\(step)th"
            sentences.append(
                "Every \(ordinal) of \(.count(count)) factors is shown; the report's JSON form has them all."
            )
        }
        let map = HeatMap(
            labels: ids.map(\.name), groups: ids.map(\.factorClass.title), values: values,
            title: "Correlations of \(ids.count) risk factors", description: Self.extremes(ids, values))
        let table = DocumentTable(
            caption: "Correlations", stub: "Factor", columns: ids.map { .init($0.name) },
            rows: ids.indices.map { row in
                .init(ids[row].name, ids.indices.map { .init(.decimal(values[row * ids.count + $0], 2)) })
            })
        return DocumentSection(
            anchor: "correlations", heading: "Correlations",
            blocks: [
                .remark(Prose(sentences, separator: " ")), .chart(DocumentChart(map, width: 960)),
                .details(title: "Data of the chart", [.table(table)]),
            ], in: [.page])
    }

    /// The strongest correlation of either sign, in words.
    private static func extremes(_ ids: [FactorID], _ values: [Double]) -> String {
        let pairs = ids.indices.flatMap { row in (0..<row).map { (row, $0, values[row * ids.count + $0]) } }
        func words(_ pair: (Int, Int, Double)) -> String {
            "\(ids[pair.1]) and \(ids[pair.0]), \(NumberText.fixed(pair.2, decimals: 2))"
        }
        guard let highest = pairs.max(by: { $0.2 < $1.2 }), let lowest = pairs.min(by: { $0.2 < $1.2 }) else {
            return ""
        }
        return "The highest is that of \(words(highest)); the lowest that of \(words(lowest))."
    }

    /// As small multiples.
    package var histories: DocumentSection? {
        let factors = Dictionary(model.factors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let histories = model.histories.filter { $0.levels.contains(where: \.isFinite) }
        guard let first = histories.compactMap(\.dates.first).min(), let last = histories.compactMap(\.dates.last).max()
        else { return nil }
        let all = histories.map { $0.panel(factors[$0.id]) }
        let more = all.dropFirst(Self.panelLimit)
        let table = DocumentTable(
            caption: "Levels of the factors", stub: "Factor",
            columns: ["First", "Last", "Lowest", "on", "Highest", "on"].map { .init($0) }, rows: histories.map(\.row))
        return DocumentSection(
            anchor: "histories", heading: "The factors' histories",
            blocks: [
                .remark(
                    """
                    Levels from \(first) to \(last): the first and the last one with its annual volatility, and the \
                    highest (▲) and lowest (▼).
                    """), .multiples(Array(all.prefix(Self.panelLimit))),
            ]
                + (more.isEmpty
                    ? [] : [.details(title: "\(NumberText.integer(more.count)) more", [.multiples(Array(more))])])
                + [.details(title: "Data of the charts", [.table(table)])], in: [.page])
    }
}

extension FactorHistory {
    fileprivate func panel(_ factor: FactorSummary?) -> DocumentMultiple {
        let known = levels.filter(\.isFinite)
        let notation = Notation.level(id, largest: known.max())
        func level(_ value: Double?) -> Quantity { Quantity(value, notation) }
        let (first, last) = (level(known.first), level(known.last))
        let (low, high) = (level(known.min()), level(known.max()))
        let chart = Sparkline(
            values: levels, title: "History of \(id)",
            description: "From \(first.text()) to \(last.text()), between \(low.text()) and \(high.text()).")
        let volatility = factor.map { "vol \(Quantity($0.volatility, $0.yearly))" as Prose } ?? ""
        return DocumentMultiple(
            title: id.name, chart: DocumentChart(chart, width: 220, height: 52),
            lines: [["\(first) → \(last)", volatility], ["▲ \(high)  ▼ \(low)"]])
    }

    fileprivate var row: DocumentTable.Row {
        let known = zip(dates, levels).filter { $0.1.isFinite }
        let (low, high) = (known.min { $0.1 < $1.1 }, known.max { $0.1 < $1.1 })
        func level(_ point: (CalendarDate, Double)?) -> DocumentTable.Cell {
            .init(point?.1, .level(id, largest: high?.1))
        }
        func date(_ point: (CalendarDate, Double)?) -> DocumentTable.Cell {
            .init(point?.0.description ?? NumberText.none)
        }
        return .init(
            id.name, [level(known.first), level(known.last), level(low), date(low), level(high), date(high)])
    }
}
