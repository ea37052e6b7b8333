import Market
import Measures

extension Document {
    /// A comparison for people: the figures, the steps between them, the books, what differs.
    public init(_ comparison: RunComparison) {
        let pages = ComparisonSections(comparison)
        let (first, second) = (comparison.first.run, comparison.second.run)
        self.init(
            eyebrow: "Comparison",
            title: first.title == second.title ? first.title : "\(first.title) → \(second.title)",
            facts: [
                "A: \(comparison.first.file), as of \(first.asOf)",
                "B: \(comparison.second.file), as of \(second.asOf)",
                comparison.currency.code,
            ], version: comparison.version,
            sections: [
                pages.figures, pages.steps, pages.books, ComparisonDifferences(comparison).section, pages.notes,
                pages.provenance,
            ].compactMap(\.self), records: pages.records)
    }
}

/// The sections of a comparison that are about figures.
struct ComparisonSections {
    private let comparison: RunComparison
    /// What money is counted in.
    private let unit: CountingUnit
    /// The same in tables of many columns.
    private let tableUnit: CountingUnit

    init(_ comparison: RunComparison) {
        self.comparison = comparison
        let values = comparison.headlines.flatMap { [$0.from.value, $0.to.value] }
        unit = CountingUnit(fitting: values, digits: 9)
        tableUnit = CountingUnit(fitting: values, digits: 5)
    }

    private func money(in unit: CountingUnit) -> String { comparison.currency.code + unit.title }

    /// How figures of one measure are written together: to the place of the smallest error that matters.
    private func writer(_ changes: [MeasureChange], in unit: CountingUnit) -> (Double?) -> String {
        let values = changes.flatMap { [$0.from.value, $0.to.value] }
        let errors = changes.flatMap { change in [change.total.standardError, change.from.standardError] }
        let resolution = Resolution(values: values, standardErrors: errors, digits: 6)
        if changes.first?.words.isProportion == true {
            return { value in value.map { resolution.text($0, scale: -2) + "%" } ?? NumberText.none }
        }
        return { AmountStyle.counted(in: unit).text($0, resolution) }
    }

    private static func error(_ value: Double, _ text: (Double?) -> String) -> DocumentTable.Cell {
        .init(value > 0 ? text(value) : NumberText.none, value: value)
    }

    /// Nothing at all is told from what rounds to nothing.
    private func signed(_ value: Double, _ text: (Double?) -> String) -> String {
        if value == 0 { return "0" }
        let words = text(value)
        let isZero = words.allSatisfy { "0.,−%".contains($0) }
        return isZero ? text(0) : (value > 0 ? "+" : "") + words
    }

    // MARK: - Figures

    var figures: DocumentSection {
        let (first, second) = (comparison.first, comparison.second)
        let values = Resolution(exact: [first.value, second.value], scale: unit.powerOfTen)
        func value(_ number: Double?) -> String { AmountStyle.counted(in: unit).text(number, values) }
        let today = DocumentTable.Row(
            "Value today",
            [
                .init(value(first.value), value: first.value), .init(value(second.value), value: second.value),
                .init(signed(second.value - first.value, value), value: second.value - first.value), "", "",
            ])
        let rows = comparison.portfolioChanges.map { change -> DocumentTable.Row in
            let text = writer([change], in: unit)
            return DocumentTable.Row(
                change.words.label,
                [
                    .init(text(change.from.value), value: change.from.value),
                    .init(text(change.to.value), value: change.to.value),
                    .init(signed(change.total.value, text), value: change.total.value),
                    Self.error(change.total.standardError, text), .init(change.total.verdict),
                ])
        }
        let table = DocumentTable(
            caption: "Figures of the whole portfolio", stub: "Portfolio, \(money(in: unit))",
            columns: [.init("A"), .init("B"), .init("change"), .init("±"), .init("", .words)], rows: [today] + rows)
        let sentences = comparison.leading.map { change -> DocumentBlock in
            let text = writer([change], in: unit)
            return .paragraph(change.reading(steps: comparison.steps) { text($0) })
        }
        return DocumentSection(
            anchor: "figures", heading: "The change",
            blocks: sentences + [
                .table(table),
                .remark(
                    "Losses are positive. ± is one standard error of the change; a change within 1.96 of them is within"
                        + " the noise of the simulation."),
            ])
    }

    // MARK: - Steps

    var steps: DocumentSection? {
        guard !comparison.steps.isEmpty else { return nil }
        let headlines = comparison.headlines
        let texts = headlines.map { writer([$0], in: tableUnit) }
        // Between laws there is no error to show.
        let hasErrors = headlines.contains { $0.from.standardError > 0 || $0.to.standardError > 0 }
        let columns = headlines.flatMap { change in
            [DocumentTable.Column(change.words.label)] + (hasErrors ? [.init("±")] : [])
        }
        func cells(_ value: String, _ exact: Double, error: Double, _ text: (Double?) -> String) -> [DocumentTable.Cell]
        {
            [.init(value, value: exact)] + (hasErrors ? [Self.error(error, text)] : [])
        }
        func totals(_ name: String, _ estimate: (MeasureChange) -> Estimate) -> DocumentTable.Row {
            DocumentTable.Row(
                name,
                zip(headlines, texts).flatMap { change, text in
                    let own = estimate(change)
                    return cells(text(own.value), own.value, error: own.standardError, text)
                }, isStrong: true)
        }
        let rows = comparison.steps.enumerated().map { index, step in
            DocumentTable.Row(
                step.title,
                zip(headlines, texts).flatMap { change, text in
                    let own = change.steps[index]
                    return cells(signed(own.value, text), own.value, error: own.standardError, text)
                }, depth: 1)
        }
        let table = DocumentTable(
            caption: "The change by steps", stub: money(in: tableUnit), columns: columns,
            rows: [totals("A", \.from)] + rows + [totals("B", \.to)])
        let remarks = comparison.steps.compactMap(\.remark).map { DocumentBlock.remark($0) }
        let charts = headlines.map { change in
            DocumentChart(
                title: change.words.title,
                caption: "From A to B in \(comparison.currency.code); the thin lines are 95% intervals.",
                markup: waterfall(of: change).svg(width: 460))
        }
        return DocumentSection(
            anchor: "steps", heading: "Where it comes from",
            blocks: [.table(table)] + remarks + [
                .remark(
                    "Each step takes so much of B over into A and runs the whole again, on A's random numbers until the"
                        + " last; the steps add up to the change. Another order of steps would share it out otherwise."),
                .charts(charts),
            ])
    }

    private func waterfall(of change: MeasureChange) -> WaterfallChart {
        WaterfallChart(
            start: .init("A", change.from.value),
            steps: zip(comparison.steps, change.steps).map {
                .init($0.label, $1.value, standardError: $1.standardError)
            }, end: .init("B", change.to.value), title: "\(change.words.title) from A to B, by steps",
            unit: comparison.currency.code)
    }

    // MARK: - Books

    var books: DocumentSection? {
        let tables = comparison.leading.compactMap { leading -> [DocumentBlock]? in
            let changes = comparison.changes(like: leading)
            guard changes.count > 1 else { return nil }
            let text = writer(changes, in: tableUnit)
            let middle =
                comparison.steps.isEmpty
                ? [DocumentTable.Column("change"), .init("±")] : comparison.steps.map { .init($0.label) }
            let rows = changes.map { change in
                let parts =
                    comparison.steps.isEmpty
                    ? [
                        DocumentTable.Cell(signed(change.total.value, text), value: change.total.value),
                        Self.error(change.total.standardError, text),
                    ] : change.steps.map { .init(signed($0.value, text), value: $0.value) }
                let name = change.book.split(separator: "/").last.map(String.init) ?? "Portfolio"
                return DocumentTable.Row(
                    name,
                    [.init(text(change.from.value), value: change.from.value)] + parts + [
                        .init(text(change.to.value), value: change.to.value)
                    ],
                    depth: change.book.isEmpty ? 0 : change.book.split(separator: "/").count,
                    isStrong: change.book.isEmpty)
            }
            let table = DocumentTable(
                caption: "\(leading.words.title) of the books", stub: money(in: tableUnit),
                columns: [.init("A")] + middle + [.init("B")], rows: rows, textLimit: 25)
            return [.heading(leading.words.title), .table(table)]
        }
        guard !tables.isEmpty else { return nil }
        return DocumentSection(anchor: "books", heading: "Books", blocks: tables.flatMap { $0 })
    }

    // MARK: - The rest

    var notes: DocumentSection? {
        guard !comparison.notes.isEmpty else { return nil }
        return DocumentSection(anchor: "notes", heading: "Notes", blocks: [.list(comparison.notes)])
    }

    var provenance: DocumentSection {
        func words(_ run: ComparedRun) -> String {
            "\(run.file): \(run.run.scenarioText), seed \(run.run.seed), run \(run.run.id)"
        }
        return DocumentSection(
            anchor: "provenance", heading: "Provenance",
            blocks: [.facts([("A", words(comparison.first)), ("B", words(comparison.second))])])
    }

    /// One row a book, a measure and a step.
    var records: DocumentTable {
        let hasSettings = comparison.changes.contains { !$0.key.measure.settingsText.isEmpty }
        let columns: [DocumentTable.Column] =
            [
                .init("measure", .words), .init("confidence"), .init("step", .words), .init("value"),
                .init("standardError"),
            ] + (hasSettings ? [.init(MeasureDescription.settingsColumn, .words)] : [])
        let rows = comparison.changes.flatMap { change -> [DocumentTable.Row] in
            func row(_ step: String, _ value: Double, _ error: Double) -> DocumentTable.Row {
                DocumentTable.Row(
                    change.book,
                    [.init(change.kind), .exact(change.confidence), .init(step), .exact(value), .exact(error)]
                        + (hasSettings ? [.init(change.key.measure.settingsText)] : []))
            }
            let steps = zip(comparison.steps, change.steps).map { step, own in
                row(step.parts.map(\.rawValue).joined(separator: "+"), own.value, own.standardError)
            }
            return [row("A", change.from.value, change.from.standardError)] + steps + [
                row("B", change.to.value, change.to.standardError),
                row("total", change.total.value, change.total.standardError),
            ]
        }
        return DocumentTable(caption: "The change by steps", stub: "book", columns: columns, rows: rows)
    }
}
