import Market
import Measures
import Reports

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
                "B: \(comparison.second.file), as of \(second.asOf)", Prose(comparison.currency.code),
            ], currency: comparison.currency, version: comparison.version,
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
    private func notation(_ changes: [MeasureChange], in unit: CountingUnit) -> Notation {
        let values = changes.flatMap { [$0.from.value, $0.to.value] }
        let errors = changes.flatMap { change in [change.total.standardError, change.from.standardError] }
        let resolution = Resolution(values: values, standardErrors: errors, digits: 6)
        return changes.first?.words.isProportion == true ? .share(resolution) : .amount(resolution, in: unit)
    }

    /// Between laws there is no error.
    private static func error(_ value: Double, _ notation: Notation) -> DocumentTable.Cell {
        .init(value > 0 ? value : nil, notation)
    }

    /// Nothing at all is told from what rounds to nothing.
    private func difference(_ value: Double, _ notation: Notation) -> DocumentTable.Cell {
        .init(value, notation.signed(.difference))
    }

    // MARK: - Figures

    var figures: DocumentSection {
        let (first, second) = (comparison.first, comparison.second)
        let worth = Notation.amount(Resolution(worths: [first.value, second.value]), in: unit)
        let today = DocumentTable.Row(
            "Value today",
            [
                .init(first.value, worth), .init(second.value, worth), difference(second.value - first.value, worth),
                "",
                "",
            ])
        let rows = comparison.portfolioChanges.map { change -> DocumentTable.Row in
            let notation = notation([change], in: unit)
            return DocumentTable.Row(
                change.words.label,
                [
                    .init(change.from.value, notation, of: change.key),
                    .init(change.to.value, notation, of: change.key),
                    difference(change.total.value, notation), Self.error(change.total.standardError, notation),
                    .init(change.total.verdict),
                ])
        }
        let table = DocumentTable(
            caption: "Figures of the whole portfolio", stub: "Portfolio, \(money(in: unit))",
            columns: [.init("A"), .init("B"), .init("change"), .init("±"), .init("", .words)], rows: [today] + rows)
        let sentences = comparison.leading.map { change -> DocumentBlock in
            .paragraph(change.reading(steps: comparison.steps, notation([change], in: unit)))
        }
        return DocumentSection(
            anchor: "figures", heading: "The change",
            blocks: sentences + [
                .table(table),
                .remark(
                    """
                    Losses are positive. ± is one standard error of the change; a change within 1.96 of them is within the \
                    noise of the simulation.
                    """),
            ], in: Set(Reading.allCases))
    }

    // MARK: - Steps

    var steps: DocumentSection? {
        guard !comparison.steps.isEmpty else { return nil }
        let headlines = comparison.headlines
        let notations = headlines.map { notation([$0], in: tableUnit) }
        // Between laws there is no error to show.
        let hasErrors = headlines.contains { $0.from.standardError > 0 || $0.to.standardError > 0 }
        let columns = headlines.flatMap { change in
            [DocumentTable.Column(change.words.label)] + (hasErrors ? [.init("±")] : [])
        }
        func cells(_ value: DocumentTable.Cell, error: Double, _ notation: Notation) -> [DocumentTable.Cell] {
            [value] + (hasErrors ? [Self.error(error, notation)] : [])
        }
        func totals(_ name: String, _ estimate: (MeasureChange) -> Estimate) -> DocumentTable.Row {
            DocumentTable.Row(
                name,
                zip(headlines, notations).flatMap { change, notation in
                    let own = estimate(change)
                    return cells(.init(own.value, notation), error: own.standardError, notation)
                }, isStrong: true)
        }
        let rows = comparison.steps.enumerated().map { index, step in
            DocumentTable.Row(
                step.title,
                zip(headlines, notations).flatMap { change, notation in
                    let own = change.steps[index]
                    return cells(difference(own.value, notation), error: own.standardError, notation)
                }, depth: 1)
        }
        let table = DocumentTable(
            caption: "The change by steps", stub: money(in: tableUnit), columns: columns,
            rows: [totals("A", \.from)] + rows + [totals("B", \.to)])
        let remarks = comparison.steps.compactMap(\.remark).map { DocumentBlock.remark(Prose($0)) }
        let charts = headlines.map { change in
            DocumentChart(
                title: change.words.title,
                caption: "From A to B in \(comparison.currency.code); the thin lines are 95% intervals.",
                waterfall(of: change), width: 460)
        }
        return DocumentSection(
            anchor: "steps", heading: "Where it comes from",
            blocks: [.table(table)] + remarks + [
                .remark(
                    """
                    Each step takes so much of B over into A and runs the whole again, on A's random numbers until the last; \
                    the steps add up to the change. Another order of steps would share it out otherwise.
                    """),
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
            let notation = notation(changes, in: tableUnit)
            let middle =
                comparison.steps.isEmpty
                ? [DocumentTable.Column("change"), .init("±")] : comparison.steps.map { .init($0.label) }
            let rows = changes.map { change in
                let parts =
                    comparison.steps.isEmpty
                    ? [
                        difference(change.total.value, notation), Self.error(change.total.standardError, notation),
                    ] : change.steps.map { difference($0.value, notation) }
                let name = change.book.split(separator: "/").last.map(String.init) ?? "Portfolio"
                return DocumentTable.Row(
                    name,
                    [.init(change.from.value, notation, of: change.key)] + parts + [
                        .init(change.to.value, notation, of: change.key)
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
        return DocumentSection(
            anchor: "notes", heading: "Notes", blocks: [.list(comparison.notes.map { Prose($0) })],
            in: Set(Reading.allCases))
    }

    var provenance: DocumentSection {
        func words(_ run: ComparedRun) -> Prose {
            "\(run.file): \(run.run.scenarioText), seed \(run.run.seed), run \(run.run.id)"
        }
        return DocumentSection(
            anchor: "provenance", heading: "Provenance",
            blocks: [
                .facts([DocumentFact("A", words(comparison.first)), DocumentFact("B", words(comparison.second))])
            ])
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
                row(step.name, own.value, own.standardError)
            }
            return [row("A", change.from.value, change.from.standardError)] + steps + [
                row("B", change.to.value, change.to.standardError),
                row("total", change.total.value, change.total.standardError),
            ]
        }
        return DocumentTable(caption: "The change by steps", stub: "book", columns: columns, rows: rows)
    }
}

extension DocumentOutline {
    /// Of a comparison.
    public static let compare = DocumentOutline(["figures", "steps", "books", "differences", "notes", "provenance"])
}
