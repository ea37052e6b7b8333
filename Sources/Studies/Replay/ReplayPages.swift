import Market
import Measures
import Reports

extension Document {
    /// Replayed paths for people: what the market did, and what every book and position made of it.
    public init(_ report: ReplayReport) {
        let pages = ReplaySections(report)
        self.init(
            eyebrow: "Replay", title: report.run.title,
            facts: report.run.facts(in: report.currency), currency: report.currency, version: report.version,
            sections: report.paths.indices.flatMap { [pages.section($0), pages.section($0).brief] }
                + [pages.provenance], records: pages.records)
    }
}

struct ReplaySections {
    private let report: ReplayReport
    private let unit: CountingUnit
    private static let textLimit = 12

    init(_ report: ReplayReport) {
        self.report = report
        unit = CountingUnit(fitting: report.books.flatMap(\.gains), digits: 9)
    }

    func section(_ index: Int) -> DocumentSection {
        let path = report.paths[index]
        let money = report.currency.code + unit.title
        let notation = Notation.amount(Resolution(worths: report.books.map { $0.gains[index] }), in: unit)
        func amount(_ value: Double) -> DocumentTable.Cell { .init(value, notation) }
        let dates = path.dates.isEmpty ? "" : " (\(path.dates.words))"
        let verb = path.gain < 0 ? "loses" : "gains"
        let size = Quantity(abs(path.gain), notation)
        let share: Prose =
            report.value != 0 ? ", \(.share(abs(path.gain / report.value), decimals: 1)) of its value" : ""
        let causes = path.moves.sorted { ($0.loss ?? 0) > ($1.loss ?? 0) }
        let main = (path.gain < 0 ? causes : causes.reversed()).prefix(3).map { AttributedMoveWords($0).prose }
        let ranked = path.moves.indices.sorted { abs(path.moves[$0].loss ?? 0) > abs(path.moves[$1].loss ?? 0) }
        let factors = ranked.map { place -> DocumentTable.Row in
            let move = path.moves[place]
            let largest = max(abs(report.levels[place]), abs(path.levels[place]))
            return DocumentTable.Row(
                move.factor.name,
                [
                    .init(report.levels[place], .level(move.factor, largest: largest)),
                    .init(path.levels[place], .level(move.factor, largest: largest)),
                    .init(AttributedMoveWords(move).change), .init(.decimal(move.deviations, 1, sign: .plus)),
                    amount(-(move.loss ?? 0)),
                ])
        }
        let time = DocumentTable.Row(AttributedMove.nameOfTime, ["", "", "", "", amount(report.timeGain)])
        let whole = DocumentTable.Row("Portfolio", ["", "", "", "", amount(path.gain)], isStrong: true)
        let books =
            report.books.count < 2
            ? []
            : report.books.map { book in
                DocumentTable.Row(
                    book.name.isEmpty
                        ? "Portfolio" : book.name.split(separator: "/").last.map(String.init) ?? book.name,
                    [amount(book.value), amount(book.gains[index])],
                    depth: book.name.isEmpty ? 0 : 1 + book.name.count { $0 == "/" }, isStrong: book.name.isEmpty)
            }
        let positions = report.positions.sorted { abs($0.gains[index]) > abs($1.gains[index]) }.map { position in
            DocumentTable.Row(
                position.name, [.init(position.book), amount(position.value), amount(position.gains[index])])
        }
        let bars = ranked.prefix(12).map { path.moves[$0] }.sorted { ($0.loss ?? 0) > ($1.loss ?? 0) }.map {
            ContributionChart.Bar(label: $0.factor.name, value: -($0.loss ?? 0), standardError: 0)
        }
        let chart = ContributionChart(
            bars: bars, total: path.gain, title: "Gain by factor on path \(path.path)", color: .first)
        let heading = report.run.unit.prefix(1).uppercased() + report.run.unit.dropFirst()
        return DocumentSection(
            anchor: "path-\(path.path)", heading: "\(heading) \(path.path)\(dates)",
            blocks: [
                .paragraph(
                    "The portfolio \(verb) \(report.currency) \(size)\(unit.title)\(share): \(Prose(main, separator: ", "))."
                ),
                .chart(
                    DocumentChart(
                        caption: "What each factor's move made of it, the largest twelve.", chart, width: 720)),
                .heading("Factors, gains in \(money)"),
                .table(
                    DocumentTable(
                        caption: "Factors", stub: "Factor",
                        columns: [.init("today"), .init("then"), .init("move"), .init("sd"), .init("gain")],
                        rows: [whole, time] + factors, textLimit: Self.textLimit + 2)),
                .remark(
                    """
                    sd counts standard deviations of the factor's move over the horizon. What moves made of the gain is shared \
                    out by Shapley values: the order in which factors move does not matter.
                    """),
            ]
                + (books.isEmpty
                    ? []
                    : [
                        .heading("Books, \(money)"),
                        .table(
                            DocumentTable(
                                caption: "Books", stub: "Book", columns: [.init("value today"), .init("gain")],
                                rows: books)),
                    ]) + [
                    .heading("Positions, \(money)"),
                    .table(
                        DocumentTable(
                            caption: "Positions", stub: "Position",
                            columns: [.init("book", .words), .init("value today"), .init("gain")], rows: positions,
                            textLimit: Self.textLimit)),
                ])
    }

    /// How to get the same paths again.
    private var again: String {
        report.run.command("replay") + (report.isSingle ? " --precision single " : " ")
            + report.paths.map { "--path \($0.path)" }.joined(separator: " ")
    }

    var provenance: DocumentSection {
        DocumentSection(
            anchor: "provenance", heading: "Provenance",
            blocks: [
                .facts([
                    DocumentFact(
                        "Run", "\(report.run.id.prefix(12))\(report.run.isDrawn ? " · seed \(report.run.seed)" : "")"),
                    DocumentFact("Again", Prose(again)),
                ])
            ])
    }

    /// One row a path and part.
    var records: DocumentTable {
        var rows: [DocumentTable.Row] = []
        for (index, path) in report.paths.enumerated() {
            func add(_ part: String, _ name: String, _ cells: [Double?]) {
                rows.append(.init(String(path.path), [.init(part), .init(name)] + cells.map { .exact($0) }))
            }
            for (place, move) in path.moves.enumerated() {
                add(
                    "factor", move.factor.name,
                    [
                        move.loss.map { -$0 }, report.levels[place], path.levels[place], move.change, move.deviations,
                    ])
            }
            add("factor", AttributedMove.nameOfTime, [report.timeGain, nil, nil, nil, nil])
            for book in report.books { add("book", book.name, [book.gains[index], book.value, nil, nil, nil]) }
            for position in report.positions {
                add("position", position.name, [position.gains[index], position.value, nil, nil, nil])
            }
        }
        return DocumentTable(
            caption: "Replayed paths", stub: "path",
            columns: [
                .init("by", .words), .init("name", .words), .init("gain"), .init("today"), .init("then"),
                .init("change"), .init("deviations"),
            ], rows: rows)
    }
}

extension DocumentOutline {
    /// Of replayed paths.
    public static let replay = DocumentOutline(["path", "provenance"])
}
