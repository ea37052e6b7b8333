import Market
import Measures
import Reports

extension FigureHistory {
    /// For people: a spark line on a screen, a chart with its band on a page.
    package func document(folder: String, version: String) -> Document {
        let sections = scenarios.enumerated().flatMap { place, scenario in
            [section(scenario, "history-\(place + 1)")]
                + (outcomes(scenario, "forecasts-\(place + 1)").map { [$0] } ?? [])
        }
        let first = scenarios.flatMap(\.lines).flatMap(\.points).map(\.asOf)
        let none = DocumentSection(
            anchor: "history", heading: "", blocks: [.paragraph("No run satisfies this.")], in: Set(Reading.allCases))
        return Document(
            eyebrow: "History", title: folder.printable,
            facts: (first.min().map { [Prose("\($0) to \(first.max() ?? $0)")] } ?? [])
                + [Prose(NumberText.counted(scenarios.count, "scenario"))]
                + (book.isEmpty ? [] : [Prose("book \(book.printable)")]),
            version: version, sections: sections.isEmpty ? [none] : sections, records: records)
    }

    private static func name(_ line: Line) -> String {
        let short = line.kind == "value-at-risk" ? "VaR" : "ES"
        return short + (line.confidence.map { " " + NumberText.percent($0) } ?? "")
    }

    private func section(_ scenario: Scenario, _ anchor: String) -> DocumentSection {
        let rows = scenario.lines.compactMap { line -> DocumentTable.Row? in
            guard let first = line.points.first, let last = line.points.last else { return nil }
            let notation = Notation.digits(5)
            let values = line.points.map(\.value)
            return .init(
                Self.name(line),
                [
                    .init(first.value, notation), .init(last.value, notation), .init(values.min(), notation),
                    .init(values.max(), notation), .init(SparkText.line(values, width: 30)),
                ])
        }
        let dates = scenario.lines.first?.points ?? []
        let span = dates.first.map { "\($0.asOf) to \(dates.last?.asOf ?? "")" } ?? ""
        var blocks: [DocumentBlock] = [
            .table(
                DocumentTable(
                    caption: "Figures of \(scenario.scenario.printable), \(span)", stub: scenario.currency,
                    columns: [.init("first"), .init("last"), .init("least"), .init("most"), .init("", .words)],
                    rows: rows))
        ]
        if dates.count > 1 {
            let title = scenario.lines.map { Self.name($0) }.joined(separator: " and ") + ", \(scenario.currency)"
            let chart = HistoryChart(
                lines: scenario.lines.map { line in
                    HistoryChart.Line(
                        name: Self.name(line), isSecond: line.kind != "value-at-risk",
                        points: line.points.map { .init(date: $0.asOf, value: $0.value, low: $0.low, high: $0.high) })
                },
                outcomes: scenario.outcomes.map {
                    .init(date: $0.forecastOf, loss: -$0.profitAndLoss, stands: $0.isException)
                },
                title: title)
            blocks.append(
                .chart(
                    DocumentChart(
                        title: title,
                        caption: scenario.outcomes.isEmpty
                            ? "Bands are 95% intervals."
                            : "Bands are 95% intervals; columns are the losses that came, filled circles exceptions.",
                        chart, width: 720,
                        height: 280)))
        }
        return DocumentSection(
            anchor: anchor, heading: scenario.scenario.printable, blocks: blocks, in: Set(Reading.allCases))
    }

    private func outcomes(_ scenario: Scenario, _ anchor: String) -> DocumentSection? {
        guard let confidence = scenario.confidence, !scenario.outcomes.isEmpty else { return nil }
        let count = scenario.outcomes.count
        let expected = Double(count) * (1 - confidence)
        let p: Prose = scenario.pValue.map { ", p \(Quantity($0, .testProbability))" } ?? ""
        let worst = scenario.outcomes.filter(\.isException).sorted { $0.profitAndLoss < $1.profitAndLoss }
        let notation = Notation.digits(5)
        var blocks: [DocumentBlock] = [
            .paragraph(
                """
                Of \(.count(count)) forecasts of the value-at-risk at \(.share(confidence)), as they were made then, \
                \(.count(scenario.exceptions)) were exceeded; \(.number(expected, digits: 3)) would be right on average\(p).
                """)
        ]
        if !worst.isEmpty {
            blocks.append(
                .table(
                    DocumentTable(
                        caption: "Exceptions, the worst first", stub: "forecast of",
                        columns: [.init("until"), .init("profit and loss"), .init("VaR")],
                        rows: worst.map {
                            .init(
                                $0.forecastOf,
                                [.init($0.asOf), .init($0.profitAndLoss, notation), .init($0.valueAtRisk, notation)])
                        })))
        }
        return DocumentSection(
            anchor: anchor, heading: "What came of the forecasts of \(scenario.scenario.printable)", blocks: blocks,
            in: Set(Reading.allCases))
    }

    private var records: DocumentTable {
        DocumentTable(
            caption: "Figures by date", stub: "as_of",
            columns: ["scenario", "kind", "confidence", "value", "low", "high"].map { .init($0) },
            rows: scenarios.flatMap { scenario in
                scenario.lines.flatMap { line in
                    line.points.map { point in
                        .init(
                            point.asOf,
                            [
                                .init(scenario.scenario), .init(line.kind), .exact(line.confidence),
                                .exact(point.value),
                                .exact(point.low), .exact(point.high),
                            ])
                    }
                }
            })
    }
}
