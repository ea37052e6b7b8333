import Market
import Measures

extension Document {
    /// Replayed paths for people: how bad each was, what the market did, and who lost.
    public init(_ replay: PathReplay) {
        let unit = CountingUnit(fitting: replay.paths.flatMap { $0.positions.map(\.profitAndLoss) }, digits: 9)
        var sections = replay.paths.map { ReplaySection($0, of: replay, unit: unit).section }
        if !replay.notes.isEmpty {
            sections.append(DocumentSection(anchor: "notes", heading: "Notes", blocks: [.list(replay.notes)]))
        }
        self.init(
            eyebrow: "Replay", title: replay.run.title,
            facts: [
                "As of \(replay.run.asOf)", "horizon " + NumberText.counted(replay.run.horizonDays, "business day"),
                replay.run.scenarioText, replay.currency.code,
            ], version: replay.version, sections: sections, records: Self.records(replay))
    }

    private static func records(_ replay: PathReplay) -> DocumentTable {
        DocumentTable(
            caption: "Replayed paths", stub: "path",
            columns: [
                .init("item", .words), .init("name", .words), .init("from"), .init("to"), .init("change"),
                .init("deviations"), .init("profitAndLoss"),
            ],
            rows: replay.paths.flatMap { path in
                path.factors.map { factor in
                    DocumentTable.Row(
                        String(path.path),
                        [
                            "factor", .init(factor.id.name), .exact(factor.from), .exact(factor.to),
                            .exact(factor.change), .exact(factor.score), "",
                        ])
                }
                    + path.positions.map { position in
                        DocumentTable.Row(
                            String(path.path),
                            ["position", .init(position.id), "", "", "", "", .exact(position.profitAndLoss)])
                    }
                    + path.books.map { book in
                        DocumentTable.Row(
                            String(path.path),
                            ["book", .init(book.path), "", "", "", "", .exact(book.profitAndLoss)])
                    }
            })
    }
}

/// One path: its loss and its rank, the moves in words, and the tables behind them.
private struct ReplaySection {
    private let path: ReplayedPath
    private let replay: PathReplay
    private let unit: CountingUnit

    init(_ path: ReplayedPath, of replay: PathReplay, unit: CountingUnit) {
        self.path = path
        self.replay = replay
        self.unit = unit
    }

    private var money: String { replay.currency.code + unit.title }

    private var amounts: (Double) -> String {
        let values = path.positions.map(\.profitAndLoss) + [path.profitAndLoss]
        let resolution = Resolution(exact: values, scale: unit.powerOfTen)
        return { value in (value > 0 ? "+" : "") + resolution.text(value, scale: unit.powerOfTen) }
    }

    var section: DocumentSection {
        let days = path.days.map { $0.from == $0.to ? ", \($0.from)" : ", \($0.from) to \($0.to)" } ?? ""
        let standing = "rank \(NumberText.integer(path.rank)) of \(replay.run.scenarioText) from the largest loss"
        return DocumentSection(
            anchor: "path-\(path.path)",
            heading: (replay.run.scenarios?.unit == "scenario" ? "Scenario " : "Path ")
                + NumberText.integer(path.path) + days,
            blocks: [
                .headlines([
                    DocumentHeadline(
                        label: path.profitAndLoss < 0 ? "Loss" : "Gain",
                        value: amounts(abs(path.profitAndLoss)).trimmingSign, unit: money, meaning: standing)
                ]),
                .paragraph(MoveWords.summary(path.factors.map(\.move)) + "."),
                .chart(
                    DocumentChart(
                        caption: "How the loss comes about, the positions that moved most first.",
                        markup: waterfall)),
                .heading("What the market did"), .table(factors), .heading("What it did to the positions"),
                .table(positions), .heading("By book"), .table(books),
            ])
    }

    /// The positions that moved most, from nothing to the total.
    private var waterfall: String {
        let parts = path.positions.sorted { abs($0.profitAndLoss) > abs($1.profitAndLoss) }
        var steps = parts.prefix(12).map { WaterfallChart.Step($0.id, -$0.profitAndLoss) }
        let rest = parts.dropFirst(12).reduce(0) { $0 - $1.profitAndLoss }
        if parts.count > 12 { steps.append(.init("\(NumberText.integer(parts.count - 12)) others", rest)) }
        return WaterfallChart(
            start: .init("Today", 0), steps: steps, end: .init("Loss", -path.profitAndLoss),
            title: "Loss by position on path \(path.path)", unit: replay.currency.code, theme: .page
        ).svg(width: 760)
    }

    private var factors: DocumentTable {
        let sorted = path.factors.sorted { abs($0.score ?? 0) > abs($1.score ?? 0) }
        return DocumentTable(
            caption: "What the market did", stub: "factor",
            columns: [.init("today"), .init("then"), .init("move"), .init("in std. deviations")],
            rows: sorted.map { factor in
                DocumentTable.Row(
                    factor.id.name,
                    [
                        .init(FactorText.level(factor.from, of: factor.id), value: factor.from),
                        .init(FactorText.level(factor.to, of: factor.id), value: factor.to),
                        .init(MoveWords.amount(factor.move), value: factor.change),
                        .init(
                            factor.score.map { ($0 > 0 ? "+" : "") + NumberText.fixed($0, decimals: 1) }
                                ?? NumberText.none, value: factor.score),
                    ])
            }, textLimit: 15)
    }

    private var positions: DocumentTable {
        let sorted = path.positions.sorted { abs($0.profitAndLoss) > abs($1.profitAndLoss) }
        return DocumentTable(
            caption: "What it did to the positions", stub: "position",
            columns: [.init("book", .words), .init("kind", .words), .init(money)],
            rows: sorted.map { position in
                DocumentTable.Row(
                    position.id,
                    [
                        .init(position.book), .init(position.kind),
                        .init(amounts(position.profitAndLoss), value: position.profitAndLoss),
                    ])
            }, textLimit: 15)
    }

    private var books: DocumentTable {
        DocumentTable(
            caption: "By book", stub: "book", columns: [.init(money)],
            rows: path.books.map { book in
                DocumentTable.Row(
                    book.name, [.init(amounts(book.profitAndLoss), value: book.profitAndLoss)], depth: book.depth,
                    isStrong: book.path.isEmpty)
            })
    }
}

extension ReplayedFactor {
    var move: FactorMove { FactorMove(id, convention, change, level: from) }
}

extension String {
    fileprivate var trimmingSign: String { String(drop { "+−".contains($0) }) }
}
