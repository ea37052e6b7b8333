import Journal
import Market
import Measures
import Reports

extension Document {
    /// All that is kept of a run.
    package init(_ record: RunRecord, id: ContentHash, version: String) {
        func file(_ file: RunRecord.File) -> DocumentTable.Row {
            .init(file.name.printable, [.init(.count(file.size)), .init(String(file.object.description.prefix(16)))])
        }
        func files(_ title: String, _ anchor: String, _ list: [RunRecord.File]) -> DocumentSection? {
            list.isEmpty
                ? nil
                : DocumentSection(
                    anchor: anchor, heading: title,
                    blocks: [
                        .table(
                            DocumentTable(
                                caption: title, stub: "file", columns: [.init("bytes"), .init("SHA-256", .words)],
                                rows: list.map(file), textLimit: 200))
                    ], in: Set(Reading.allCases))
        }
        let figures = DocumentTable(
            caption: "Figures", stub: record.portfolio.currency.code,
            columns: [.init("book", .words), .init("value"), .init("±"), .init("low"), .init("high")],
            rows: record.figures.map { figure in
                let notation = Notation.amount(figure.estimate, in: nil)
                return .init(
                    MeasureWords(figure).label,
                    [
                        .init(figure.book.isEmpty ? "portfolio" : figure.book.printable),
                        .init(figure.estimate.value, notation, of: figure.key),
                        .init(figure.estimate.standardError, notation, of: figure.key),
                        .init(figure.estimate.low, notation, of: figure.key),
                        .init(figure.estimate.high, notation, of: figure.key),
                    ])
            }, textLimit: 400)
        let changes = record.changes.isEmpty ? "none" : record.changes.joined(separator: " ")
        let facts: [DocumentFact] = [
            .init("run", Prose(id.description)),
            .init("made", "\(record.recorded.description) by \(record.who.printable) on \(record.host.printable)"),
            .init("scenario", Prose(record.scenario.printable)), .init("changes", Prose(changes.printable)),
            .init("identity", Prose(ContentHash(of: record.identity).description)),
            .init("kernels", Prose(record.kernels)), .init("paths", Prose(.count(record.paths))),
            .init("exit code", Prose(.count(record.exitCode))),
            .init("seconds", Prose(Quantity(record.timings.total, .seconds))),
        ]
        let limits = record.limits.map { Prose($0.words.printable) }
        self.init(
            eyebrow: "Stored run", title: record.title,
            facts: [
                "As of \(record.asOf)", "horizon \(NumberText.counted(record.horizonDays, "business day"))",
                Prose(record.portfolio.currency.code),
            ], currency: record.portfolio.currency, version: version,
            sections: [
                DocumentSection(
                    anchor: "figures", heading: "Figures", blocks: [.table(figures)], in: Set(Reading.allCases)),
                limits.isEmpty
                    ? nil
                    : DocumentSection(
                        anchor: "limits", heading: "Limits", blocks: [.list(limits)], in: Set(Reading.allCases)),
                record.dataIssues.isEmpty
                    ? nil
                    : DocumentSection(
                        anchor: "data-issues", heading: "Data issues", blocks: [.issues(record.dataIssues)],
                        in: Set(Reading.allCases)),
                files("What went in", "inputs", record.inputs), files("What came out", "outputs", record.outputs),
                DocumentSection(
                    anchor: "provenance", heading: "Provenance", blocks: [.facts(facts)], in: Set(Reading.allCases)),
            ].compactMap(\.self), records: figures)
    }
}
