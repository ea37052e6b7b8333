import Market
import Measures
import Reports

extension Document {
    /// A reverse stress test for people: what it takes, scenario by scenario.
    public init(_ report: ReverseStressReport) {
        let pages = ReverseStressSections(report)
        self.init(
            eyebrow: "Reverse stress test", title: report.run.title,
            facts: [
                "as of \(report.run.asOf)", Prose(report.book.isEmpty ? "whole portfolio" : report.book),
                "value \(ReverseStressWords(report).money(report.bookValue))",
            ], currency: report.currency, version: report.version,
            sections: [pages.answer] + pages.scenarios + [pages.method, pages.notes].compactMap(\.self),
            records: pages.records)
    }
}

/// The sections of a reverse stress test.
struct ReverseStressSections {
    private let report: ReverseStressReport
    private let words: ReverseStressWords
    private let unit: CountingUnit
    private let resolution: Resolution

    /// Factors that a table and a chart show.
    private static let moveLimit = 10

    init(_ report: ReverseStressReport) {
        self.report = report
        words = ReverseStressWords(report)
        unit = CountingUnit(fitting: [report.target.loss], digits: 8)
        resolution = Resolution(values: [report.target.loss], standardErrors: [1e-3 * report.target.loss])
    }

    private var money: String { report.currency.code + unit.title }

    private func cell(_ amount: Double) -> DocumentTable.Cell {
        .init(amount, .amount(resolution, in: unit))
    }

    // MARK: - The answer

    var answer: DocumentSection {
        var blocks: [DocumentBlock] = [.paragraph(words.finding)]
        if let past = words.past { blocks.append(.paragraph(past)) }
        let moved = report.scenarios.filter { $0.distance > 0 }
        func section() -> DocumentSection {
            DocumentSection(
                anchor: "answer", heading: "What it takes", blocks: blocks, in: Set(Reading.allCases))
        }
        guard !moved.isEmpty else { return section() }
        let isExact = report.law.isExact
        let rows = report.scenarios.enumerated().map { index, scenario -> DocumentTable.Row in
            let standing = words.standing(scenario)
            var cells: [DocumentTable.Cell] = [
                .init(.decimal(scenario.distance, 2)), .init(scenario.probabilityAlong, .rareProbability),
            ]
            if isExact { cells.append(.init(words.frequency(scenario))) }
            cells.append(.init(words.moves(scenario) + (standing.isEmpty ? "" : "; " + standing)))
            return DocumentTable.Row("\(index + 1)", cells)
        }
        // How often something happens can be said only under the model's own law.
        let columns: [DocumentTable.Column] =
            [.init("distance"), .init(isExact ? "probability" : "probability if normal")]
            + (isExact ? [.init("how often", .words)] : []) + [.init("what happens", .prose)]
        blocks.append(
            .table(
                DocumentTable(
                    caption: "The most plausible moves that lose the amount", stub: "Scenario", columns: columns,
                    rows: rows)))
        blocks.append(
            .remark(
                """
                The distance counts standard deviations of the whole market from its expected move over \
                \(NumberText.counted(report.law.horizonDays, "business day")) (Mahalanobis). The probability is that of going \
                at least so far in that direction: that of the loss, if the book were linear around there.
                """))
        if let reason = report.law.reason {
            blocks.append(
                .remark(
                    """
                    How likely these moves are cannot be stated: \(reason). The probabilities shown are those of normal moves \
                    with the model's covariance, a yardstick between scenarios; the model's own may be many times \
                    larger.\(words.simulated.map { " \($0)" } ?? "")
                    """))
        }
        return section()
    }

    // MARK: - Scenarios

    var scenarios: [DocumentSection] {
        // Where the expected move loses enough, there is nothing to tell of it.
        guard report.scenarios.contains(where: { $0.distance > 0 }) else { return [] }
        let reach = report.scenarios.flatMap { leading($0).map { abs($0.deviations) } }.max()
        return report.scenarios.enumerated().map { index, scenario in
            DocumentSection(
                anchor: "scenario-\(index + 1)",
                heading: report.scenarios.count == 1 ? "The scenario" : "Scenario \(index + 1)",
                blocks: [
                    .paragraph(reading(scenario)),
                    .chart(
                        DocumentChart(
                            caption: "The moves that matter most to \(words.book), from the expected ones.",
                            DeviationChart(
                                bars: leading(scenario).map {
                                    .init($0.factor.name, $0.deviations, words: MoveWords.amount($0.words))
                                }, title: "Moves of scenario \(index + 1) in standard deviations", reach: reach),
                            width: 640)),
                    .heading("Moves"), .table(moveTable(scenario)),
                    .heading("Where the loss comes from"), .table(classTable(scenario)),
                    .heading("Books"), .table(bookTable(scenario)),
                    .heading("Positions"), .table(positionTable(scenario)),
                ])
        }
    }

    private func reading(_ scenario: ReverseScenario) -> Prose {
        var text: Prose = "\(words.moves(scenario).capitalizedFirst): \(words.deviations(scenario.distance)) away"
        if scenario.distance > 0 {
            text.append(
                """
                ; a move so far in any direction has probability \(Quantity(scenario.probabilityBeyond, .rareProbability))\
                \(report.law.isExact ? "" : " if normal")
                """)
        }
        text.append(".")
        if report.search.searches > 1 {
            let searches = NumberText.counted(report.search.searches, "search", plural: "searches")
            text.append(" \(.count(scenario.endings)) of \(searches) ended here.")
        }
        if !scenario.isConverged {
            text.append(
                """
                 It loses the amount, but the search did not confirm that no nearer move around does: the slope of the loss \
                stands \(.number(scenario.residual, digits: 2)) across the move.
                """)
        }
        return text
    }

    /// The moves that change the book's value most by themselves, then the farthest.
    private func leading(_ scenario: ReverseScenario) -> [ReverseScenario.Move] {
        Array(
            scenario.moves.filter { $0.deviations != 0 }.sorted {
                (abs($0.lossAlone), abs($0.deviations)) > (abs($1.lossAlone), abs($1.deviations))
            }.prefix(Self.moveLimit))
    }

    private func moveTable(_ scenario: ReverseScenario) -> DocumentTable {
        DocumentTable(
            caption: "The moves that matter most", stub: "Factor",
            columns: [.init("from"), .init("to"), .init("move"), .init("deviations"), .init("loss alone, " + money)],
            rows: leading(scenario).map { move in
                let largest = max(abs(move.level), abs(move.moved))
                return DocumentTable.Row(
                    move.factor.name,
                    [
                        .init(move.level, .level(move.factor, largest: largest)),
                        .init(move.moved, .level(move.factor, largest: largest)),
                        .init(move.change, .move(move.factor, move.convention, level: move.level)),
                        .init(.decimal(move.deviations, 2, sign: .change)), cell(move.lossAlone),
                    ])
            })
    }

    private func classTable(_ scenario: ReverseScenario) -> DocumentTable {
        var rows = scenario.classes.map {
            DocumentTable.Row($0.factorClass.title.capitalizedFirst, [cell($0.loss), share($0.loss, scenario)])
        }
        if report.law.isAtHorizon {
            rows.append(DocumentTable.Row("time", [cell(scenario.timeLoss), share(scenario.timeLoss, scenario)]))
        }
        rows.append(
            DocumentTable.Row("Loss", [cell(scenario.loss), share(scenario.loss, scenario)], isStrong: true))
        return DocumentTable(
            caption: "The loss by class of factors", stub: "Class",
            columns: [.init("loss, " + money), .init("share")], rows: rows)
    }

    private func share(_ part: Double, _ scenario: ReverseScenario) -> DocumentTable.Cell {
        guard scenario.loss != 0 else { return .init(NumberText.none) }
        return .init(.share(part / scenario.loss, decimals: 1))
    }

    private func bookTable(_ scenario: ReverseScenario) -> DocumentTable {
        let domain = InlineBar.domain(of: scenario.books.map { Self.exact($0.gain) })
        return DocumentTable(
            caption: "What it does to every book", stub: "Book", columns: [.init("gain, " + money)],
            rows: scenario.books.map { book in
                let bar = InlineBar(
                    estimate: Self.exact(book.gain), domain: domain,
                    color: book.gain < 0 ? .second : .first)
                var amount = cell(book.gain)
                amount.bar = bar
                let name = book.path.split(separator: "/").last.map(String.init) ?? "Portfolio"
                return DocumentTable.Row(
                    name, [amount], depth: book.path.isEmpty ? 0 : book.path.split(separator: "/").count,
                    isStrong: book.path == report.book)
            })
    }

    private static func exact(_ value: Double) -> Estimate {
        Estimate(value: value, standardError: 0, low: nil, high: nil)
    }

    private func positionTable(_ scenario: ReverseScenario) -> DocumentTable {
        DocumentTable(
            caption: "The positions that gain or lose most", stub: "Position",
            columns: [.init("book", .words), .init("gain, " + money)],
            rows: scenario.positions.map { .init($0.id, [.init($0.book), cell($0.gain)]) })
    }

    // MARK: - The rest

    var method: DocumentSection {
        DocumentSection(
            anchor: "method", heading: "How it was found",
            blocks: [
                .facts([
                    DocumentFact("Amount", "\(words.money(report.target.loss)), \(words.origin)"),
                    DocumentFact(
                        "Valuation",
                        Prose(report.law.isAtHorizon ? words.time : "at once, as a shock of today's market")),
                    DocumentFact("Moves", words.law), DocumentFact("Search", words.method),
                    DocumentFact("Scenario", Prose(report.run.scenario)), DocumentFact("Run", Prose(report.run.id)),
                ])
            ])
    }

    var notes: DocumentSection? {
        guard !report.notes.isEmpty else { return nil }
        return DocumentSection(
            anchor: "notes", heading: "Notes", blocks: [.list(report.notes.map { Prose($0) })],
            in: Set(Reading.allCases))
    }

    /// One row a scenario and a factor, a class, a book or a position.
    var records: DocumentTable {
        let columns: [DocumentTable.Column] = [
            .init("what", .words), .init("name", .words), .init("from"), .init("to"), .init("deviations"),
            .init("loss"),
        ]
        let rows = report.scenarios.enumerated().flatMap { index, scenario -> [DocumentTable.Row] in
            func row(
                _ what: String, _ name: String, from: Double? = nil, to: Double? = nil, deviations: Double? = nil,
                loss: Double
            ) -> DocumentTable.Row {
                .init(
                    "\(index + 1)",
                    [.init(what), .init(name), .exact(from), .exact(to), .exact(deviations), .exact(loss)])
            }
            return [row("scenario", report.book, deviations: scenario.distance, loss: scenario.loss)]
                + scenario.moves.map {
                    row(
                        "factor", $0.factor.name, from: $0.level, to: $0.moved, deviations: $0.deviations,
                        loss: $0.lossAlone)
                } + scenario.classes.map { row("class", $0.factorClass.rawValue, loss: $0.loss) }
                + [row("time", "", loss: scenario.timeLoss)]
                + scenario.books.map { row("book", $0.path, loss: -$0.gain) }
                + scenario.positions.map { row("position", $0.id, loss: -$0.gain) }
        }
        return DocumentTable(caption: "Scenarios", stub: "scenario", columns: columns, rows: rows)
    }
}

extension DocumentOutline {
    /// Of a reverse stress test.
    public static let reverse = DocumentOutline(["answer", "scenario", "method", "notes"])
}
