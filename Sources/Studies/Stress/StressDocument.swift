import Market
import Measures
import Reports

extension Document {
    /// Stress scenarios for people: which hurts most, what each does to whom, and how far to believe it.
    public init(_ report: StressReport) {
        let money = StressMoney(report)
        var sections = [StressRanking(report, money).section]
        sections += [StressRisk(report, money).section].compactMap(\.self)
        sections += report.outcomes.enumerated().compactMap { index, outcome in
            StressSection(outcome, number: index + 1, of: report, money).section
        }
        if !report.notes.isEmpty {
            sections.append(
                DocumentSection(
                    anchor: "notes", heading: "Notes", blocks: [.list(report.notes.map { Prose($0) })],
                    in: Set(Reading.allCases)))
        }
        self.init(
            eyebrow: "Stress test", title: report.run.title,
            facts: [
                "As of \(report.run.asOf)", Prose(NumberText.counted(report.outcomes.count, "scenario")),
                "portfolio of \(report.currency.code) \(Quantity(report.value, .compact(4)))",
                Prose(NumberText.counted(report.positions.count, "position")),
            ], currency: report.currency, version: report.version, sections: sections, records: Self.records(report))
    }

    /// Every scenario × position, book, factor and class; of ladders and grids every step too.
    private static func records(_ report: StressReport) -> DocumentTable {
        var rows: [DocumentTable.Row] = []
        for outcome in report.outcomes {
            func add(
                _ item: String, _ name: String, _ gain: Double?, _ move: StressedFactor? = nil, step: String = ""
            ) {
                rows.append(
                    .init(
                        outcome.name,
                        [
                            .init(outcome.kind), .init(item), .init(name), .exact(gain), .exact(move?.from),
                            .exact(move?.to), .exact(move?.change), .init(step),
                        ]))
            }
            if let revaluation = outcome.revaluation {
                add("portfolio", "", revaluation.profitAndLoss)
                for (position, gain) in zip(report.positions, revaluation.byPosition) {
                    add("position", position.id, gain)
                }
                for (book, gain) in zip(report.books, revaluation.byBook) { add("book", book.path, gain) }
                for share in revaluation.byClass { add("class", share.factorClass.rawValue, share.profitAndLoss) }
                add("class", "interaction", revaluation.classInteraction)
                for move in revaluation.moves { add("factor", move.id.name, move.profitAndLoss, move) }
                add("factor", "interaction", revaluation.factorInteraction)
            }
            if let grid = outcome.grid {
                for (index, gain) in grid.profitAndLoss.enumerated() {
                    let label = grid.label(of: index)
                    add("step", label, gain, step: label)
                    for (book, gains) in zip(report.books, grid.byBook) where !book.path.isEmpty {
                        add("step-book", book.path, gains[index], step: label)
                    }
                    for share in grid.byClass {
                        add("step-class", share.factorClass.rawValue, share.profitAndLoss[index], step: label)
                    }
                    for (position, gains) in zip(report.positions, grid.byPosition) {
                        add("step-position", position.id, gains[index], step: label)
                    }
                }
            }
            for figure in outcome.risk {
                let label = MeasureWords(figure).label
                let place = figure.book.isEmpty ? "" : " " + figure.book
                rows.append(
                    .init(
                        outcome.name,
                        [
                            .init(outcome.kind), "risk", .init(label + place), "", .exact(figure.before.value),
                            .exact(figure.after.value), .exact(figure.change), "",
                        ]))
            }
        }
        return DocumentTable(
            caption: "Stress scenarios", stub: "scenario",
            columns: [
                .init("kind", .words), .init("item", .words), .init("name", .words), .init("profitAndLoss"),
                .init("from"), .init("to"), .init("change"), .init("step", .words),
            ], rows: rows)
    }
}

/// How a stress report writes its money: one unit, one resolution, gains with a plus.
struct StressMoney {
    let currency: Currency
    private let unit: CountingUnit
    private let resolution: Resolution

    init(_ report: StressReport) {
        currency = report.currency
        var gains: [Double] = []
        for outcome in report.outcomes {
            if let revaluation = outcome.revaluation { gains.append(revaluation.profitAndLoss) }
            gains += outcome.grid?.profitAndLoss ?? []
            gains += outcome.risk.map(\.after.value)
        }
        unit = CountingUnit(fitting: gains, digits: 9)
        resolution = Resolution(worths: gains)
    }

    /// “USD million”.
    var title: String { currency.code + unit.title }

    func amount(_ value: Double?, of key: FigureKey? = nil) -> Quantity {
        Quantity(value, .amount(resolution, in: unit), of: key)
    }

    func gain(_ value: Double) -> Quantity { Quantity(value, .amount(resolution, in: unit, sign: .change)) }

    func cell(_ value: Double) -> DocumentTable.Cell { .init(gain(value)) }
}

/// All scenarios, the largest loss first.
struct StressRanking {
    private let report: StressReport
    private let money: StressMoney

    init(_ report: StressReport, _ money: StressMoney) {
        self.report = report
        self.money = money
    }

    var section: DocumentSection {
        let ranking = report.ranking
        var blocks: [DocumentBlock] = []
        if report.isStandard {
            blocks.append(
                .paragraph(
                    """
                    The scenario file has no section “stress”, so these are the standard scenarios: each class of factors up \
                    and down by itself, and the worst ten days of the history where there is one.
                    """))
        }
        if ranking.isEmpty {
            blocks.append(.paragraph("No scenario moves levels."))
            return DocumentSection(anchor: "ranking", heading: "Ranking", blocks: blocks)
        }
        blocks.append(.table(table(ranking)))
        let warned = report.outcomes.filter { !$0.warnings.isEmpty }.map { "“\($0.name)”" }
        if !warned.isEmpty {
            blocks.append(.remark("To be read with care, see there: \(warned.joined(separator: ", "))."))
        }
        blocks.append(
            .chart(
                DocumentChart(
                    caption: "Gain or loss of the whole portfolio, the largest loss first.",
                    RankingChart(
                        bars: ranking.map { .init($0.name, $0.revaluation?.profitAndLoss ?? 0) },
                        title: "Scenarios by loss", unit: money.currency.code), width: 760)))
        if report.books.count > 1, ranking.count > 1 { blocks.append(.chart(map(ranking))) }
        return DocumentSection(
            anchor: "ranking", heading: "Ranking", blocks: blocks, in: Set(Reading.allCases))
    }

    private func table(_ ranking: [StressOutcome]) -> DocumentTable {
        DocumentTable(
            caption: "Scenarios by loss", stub: "scenario",
            columns: [.init("kind", .words), .init(money.title), .init("of value")],
            rows: ranking.map { outcome in
                let gain = outcome.revaluation?.profitAndLoss ?? 0
                let share = report.value == 0 ? nil : gain / abs(report.value)
                let isShown = share.map { abs($0) < 100 } ?? false
                return DocumentTable.Row(
                    outcome.name.shortened(to: 38),
                    [
                        .init(outcome.kind), money.cell(gain),
                        isShown ? .init(.share(share, decimals: 1)) : .init(NumberText.none),
                    ])
            }, textLimit: 60)
    }

    /// Books × scenarios.
    private func map(_ ranking: [StressOutcome]) -> DocumentChart {
        let books = Array(report.books.enumerated().prefix(GainMap.rowLimit))
        let shown = ranking.prefix(GainMap.columnLimit)
        return DocumentChart(
            title: "Who it hits", caption: "Gain (blue) and loss (orange) of every book under every scenario.",
            GainMap(
                rows: books.map { _, book in
                    String(repeating: "\u{2007}\u{2007}", count: book.depth)
                        + (book.path.isEmpty ? "Portfolio" : book.name)
                }, columns: shown.map(\.name),
                values: books.flatMap { index, _ in shown.map { $0.revaluation?.byBook[index] ?? 0 } },
                title: "Gain and loss by book and scenario"), width: 760)
    }
}

/// Figures of the model before and after, for the scenarios that change it.
struct StressRisk {
    private let report: StressReport
    private let money: StressMoney

    init(_ report: StressReport, _ money: StressMoney) {
        self.report = report
        self.money = money
    }

    var section: DocumentSection? {
        let changed = report.outcomes.filter { !$0.risk.isEmpty }
        guard !changed.isEmpty else { return nil }
        let rows = changed.flatMap { outcome -> [DocumentTable.Row] in
            let figures = outcome.risk.filter(\.key.isOfWhole).headlines
            return figures.enumerated().map { index, figure in
                let error: Prose = figure.changeError.map { "± \(money.amount(1.96 * $0))" } ?? ""
                return DocumentTable.Row(
                    index == 0 ? outcome.name.shortened(to: 24) : "",
                    [
                        .init(MeasureWords(figure).label), .init(money.amount(figure.before.value, of: figure.key)),
                        .init(money.amount(figure.after.value, of: figure.key)), money.cell(figure.change),
                        .init(error),
                    ])
            }
        }
        let moving =
            changed.contains { $0.revaluation != nil }
            ? " Where levels move too, the figures after are those of the days after the shock, beside the loss that it"
                + " brings itself." : ""
        return DocumentSection(
            anchor: "model", heading: "Risk under another model",
            blocks: [
                .table(
                    DocumentTable(
                        caption: "Risk before and after", stub: "scenario",
                        columns: [
                            .init("measure", .words), .init("before"), .init("after"), .init("change"), .init("95%"),
                        ], rows: rows)),
                .remark(
                    """
                    In \(money.title), of the whole portfolio; losses are positive. Before and after use the same draws, so that \
                    the change is far more certain than either figure.\(moving)
                    """),
            ])
    }
}

extension DocumentOutline {
    /// Of a stress test.
    public static let stress = DocumentOutline(["ranking", "model", "scenario", "notes"])
}
