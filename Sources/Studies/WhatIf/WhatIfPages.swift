import Market
import Measures
import Reports

extension Document {
    /// Candidate trades for people.
    public init(_ report: WhatIfReport) {
        let pages = WhatIfSections(report)
        self.init(
            eyebrow: "What if", title: report.run.title,
            facts: report.run.facts(in: report.currency), currency: report.currency, version: report.version,
            sections: [pages.figures, pages.trades, pages.notes, pages.provenance]
                .compactMap(\.self), records: pages.records)
    }
}

struct WhatIfSections {
    private let report: WhatIfReport
    private let unit: CountingUnit

    init(_ report: WhatIfReport) {
        self.report = report
        unit = CountingUnit(fitting: report.base.map(\.value) + report.together.changes.map(\.after.value), digits: 8)
    }

    private func words(_ index: Int) -> MeasureWords { MeasureWords(report.measures[index]) }

    private func resolution(_ index: Int) -> Resolution {
        let changes = (report.trades + [report.together]).map { $0.changes[index] }
        return Resolution(
            values: changes.map(\.after.value) + [report.base[index].value],
            standardErrors: changes.map(\.change.standardError), digits: 7)
    }

    private func cell(_ value: Double, _ resolution: Resolution, isSigned: Bool = false) -> DocumentTable.Cell {
        .init(value, .amount(resolution, in: unit, sign: isSigned ? .change : .minus))
    }

    /// A figure of the whole portfolio.
    private func figure(_ value: Double, _ index: Int) -> DocumentTable.Cell {
        .init(
            value, .amount(resolution(index), in: unit), of: FigureKey(measure: report.measures[index]))
    }

    private func remark(_ change: Estimate) -> String {
        if change.value == 0 { return "no change" }
        return abs(change.value) > 1.959963984540054 * change.standardError ? "" : "within the noise"
    }

    /// “The portfolio is worth USD 1,315,151 today, the trades USD −46,800.”
    private var held: Prose {
        let worth = Notation.amount(Resolution(worths: [report.value, report.together.value]), in: unit)
        func money(_ value: Double) -> Prose { "\(report.currency) \(Quantity(value, worth))\(unit.title)" }
        let first = report.trades[0]
        let trades: Prose =
            report.trades.count == 1
            ? "the trade \(first.id) (\(first.instrument), quantity \(.number(first.quantity)))" : "the trades"
        return "The portfolio is worth \(money(report.value)) today, \(trades) \(money(report.together.value))."
    }

    /// The whole portfolio, without and with all trades.
    var figures: DocumentSection {
        let rows = report.measures.indices.map { index -> DocumentTable.Row in
            let all = report.together.changes[index]
            let exact = resolution(index)
            return DocumentTable.Row(
                words(index).label,
                [
                    figure(report.base[index].value, index), figure(all.after.value, index),
                    cell(all.change.value, exact, isSigned: true), cell(all.change.standardError, exact),
                    .init(remark(all.change)),
                ])
        }
        return DocumentSection(
            anchor: "with-trades",
            heading: report.trades.count == 1
                ? "With the trade" : "With all \(NumberText.integer(report.trades.count)) trades",
            blocks: [
                .paragraph(held),
                .table(
                    DocumentTable(
                        caption: "Figures without and with all trades",
                        stub: report.currency.code + unit.title,
                        columns: [
                            .init("without"), .init("with"), .init("change"), .init("±"), .init("", .words),
                        ], rows: rows)),
                .remark(
                    """
                    Losses are positive. ± is one standard error of the change, which is small because both sides are valued \
                    on the same paths.
                    """),
            ], in: Set(Reading.allCases))
    }

    var trades: DocumentSection? {
        let leading = report.measures.map { FigureKey(measure: $0) }.leading.compactMap {
            report.measures.firstIndex(of: $0.measure)
        }
        guard let last = leading.last, report.trades.count > 1 else { return nil }
        let worth = Notation.amount(Resolution(worths: report.trades.map(\.value) + [report.value]), in: unit)
        let order = report.trades.sorted { $0.changes[last].change.value < $1.changes[last].change.value }
        let rows = order.map { trade in
            DocumentTable.Row(
                trade.id,
                [.init(trade.value, worth)]
                    + leading.flatMap { index in
                        [
                            cell(trade.changes[index].change.value, resolution(index), isSigned: true),
                            cell(trade.changes[index].change.standardError, resolution(index)),
                        ]
                    })
        }
        let bars = order.prefix(25).reversed().map {
            ContributionChart.Bar(
                label: $0.id, value: $0.changes[last].change.value, standardError: $0.changes[last].change.standardError
            )
        }
        let title = "Change of \(words(last).title.lowercasedFirst) by each trade alone"
        let chart = ContributionChart(
            bars: bars, total: report.base[last].value, title: title,
            color: ChartRole(of: report.measures[last]))
        return DocumentSection(
            anchor: "trades", heading: "Each trade alone",
            blocks: [
                .table(
                    DocumentTable(
                        caption: "What each trade alone changes", stub: "\(report.currency.code)\(unit.title)",
                        columns: [.init("value")]
                            + leading.flatMap { [.init(words($0).label), .init("±")] as [DocumentTable.Column] },
                        rows: rows, textLimit: 60)),
                .remark("What lowers the risk of the portfolio most comes first."),
                .chart(
                    DocumentChart(
                        title: title,
                        caption: "The line on a bar is the 95% interval; the percentage is of the portfolio's figure.",
                        chart, width: 720)),
            ])
    }

    var notes: DocumentSection? {
        report.notes.isEmpty
            ? nil
            : DocumentSection(
                anchor: "notes", heading: "Notes", blocks: [.list(report.notes.map { Prose($0) })],
                in: Set(Reading.allCases))
    }

    var provenance: DocumentSection {
        DocumentSection(
            anchor: "provenance", heading: "Provenance",
            blocks: [
                .facts([
                    DocumentFact(
                        "Run",
                        """
                        \(report.run.id.prefix(12))\(report.run.isDrawn ? " · seed \(report.run.seed)" : "") · \
                        \(report.run.scenarioText)
                        """),
                    DocumentFact(
                        "Time",
                        """
                        simulate \(Quantity(report.seconds.simulate, .seconds)) s, measure \
                        \(.decimal(report.seconds.perTrade * 1000, 1)) ms a trade
                        """),
                ])
            ])
    }

    /// One row a trade and measure.
    var records: DocumentTable {
        let rows = (report.trades + [report.together]).flatMap { trade in
            report.measures.indices.map { index -> DocumentTable.Row in
                let change = trade.changes[index]
                let alone = trade.standAlone.isEmpty ? nil : trade.standAlone[index]
                return DocumentTable.Row(
                    trade.id,
                    [
                        .init(report.measures[index].kind), .exact(report.measures[index].confidence?.value),
                        .exact(trade.value), .exact(report.base[index].value), .exact(change.after.value),
                        .exact(change.change.value), .exact(change.change.standardError), .exact(alone?.value),
                        .exact(alone?.standardError),
                    ])
            }
        }
        return DocumentTable(
            caption: "Trades", stub: "trade",
            columns: [
                .init("measure", .words), .init("confidence"), .init("valueToday"), .init("without"), .init("with"),
                .init("change"), .init("changeError"), .init("standAlone"), .init("standAloneError"),
            ], rows: rows)
    }
}

extension DocumentOutline {
    /// Of candidate trades.
    public static let whatIf = DocumentOutline(["with-trades", "trades", "notes", "provenance"])
}
