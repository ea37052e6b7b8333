import Market
import Measures
import Reports

/// One scenario: what moves, who loses, and how far to believe it.
struct StressSection {
    private let outcome: StressOutcome
    private let number: Int
    private let report: StressReport
    private let money: StressMoney

    init(_ outcome: StressOutcome, number: Int, of report: StressReport, _ money: StressMoney) {
        self.outcome = outcome
        self.number = number
        self.report = report
        self.money = money
    }

    /// Rows of a table that text shows, and a page; CSV and JSON have them all.
    private static let shown = 5
    private static let listed = 20
    /// Books of the first level whose gains a ladder tells step by step, on a page and in 80 columns.
    private static let bookColumns = 10
    private static let bookColumnsOfText = 3

    var section: DocumentSection? {
        var blocks: [DocumentBlock] = []
        if let revaluation = outcome.revaluation {
            let gain = revaluation.profitAndLoss
            blocks.append(
                .headlines([
                    DocumentHeadline(
                        label: gain < 0 ? "Loss" : "Gain", figure: money.amount(abs(gain)), unit: money.title,
                        meaning: Prose(heading))
                ]))
        }
        if !moves.isEmpty { blocks.append(.paragraph(Prose(moves))) }
        if !outcome.warnings.isEmpty { blocks.append(.list(outcome.warnings.map { "Warning: \($0)" })) }
        if let grid = outcome.grid { blocks += blocksOf(grid) }
        if let conditional = outcome.conditional { blocks += blocksOf(conditional) }
        if let revaluation = outcome.revaluation { blocks += blocksOf(revaluation) }
        if !outcome.notes.isEmpty { blocks.append(.list(outcome.notes.map { Prose($0) })) }
        return DocumentSection(anchor: "scenario-\(number)", heading: outcome.name, blocks: blocks)
    }

    private var heading: String {
        let ranking = report.ranking
        let rank = 1 + (ranking.firstIndex { $0.name == outcome.name } ?? 0)
        let place = ranking.count > 1 ? "rank \(rank) of \(ranking.count)" : ""
        return outcome.grid == nil
            ? place : ["at the worst step", place].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private var moves: String {
        let moved = outcome.revaluation.map { revaluation in
            MoveWords.summary(
                revaluation.moves.map { FactorMove($0.id, $0.convention, $0.change, level: $0.from) })
        }
        let parts = [outcome.words, moved ?? ""].filter { !$0.isEmpty }
        // What changes the model stands beside the moves; what tells where they come from stands before them.
        let mark = outcome.risk.isEmpty ? ": " : "; "
        return parts.isEmpty ? "" : parts.joined(separator: mark).capitalizedFirst + "."
    }

    // MARK: Tables

    private func blocksOf(_ revaluation: StressRevaluation) -> [DocumentBlock] {
        var blocks: [DocumentBlock] = [.table(positions(revaluation))]
        if report.books.count > 1 { blocks.append(.table(books(revaluation))) }
        // Of one class there is nothing to tell apart.
        if revaluation.byClass.count > 1 {
            blocks.append(
                .chart(
                    DocumentChart(
                        title: "Where it comes from",
                        caption:
                            "Each class of factors by itself, and what they do together beyond that; orange is loss.",
                        waterfall(revaluation), width: 760)))
        }
        blocks.append(.table(factors(revaluation)))
        if revaluation.byClass.count > 1 { blocks.append(.table(classes(revaluation))) }
        blocks.append(.table(sensitivities(revaluation)))
        return blocks
    }

    private func waterfall(_ revaluation: StressRevaluation) -> WaterfallChart {
        var steps = revaluation.byClass.map {
            WaterfallChart.Step($0.factorClass.title.capitalizedFirst, -$0.profitAndLoss)
        }
        steps.append(.init("Together", -revaluation.classInteraction))
        return WaterfallChart(
            start: .init("Today", 0), steps: steps, end: .init("Loss", -revaluation.profitAndLoss),
            title: "Loss by class of factors: \(outcome.name)", unit: money.currency.code)
    }

    private func positions(_ revaluation: StressRevaluation) -> DocumentTable {
        let sorted = zip(report.positions, revaluation.byPosition).filter { $0.1 != 0 }
            .sorted { abs($0.1) > abs($1.1) }
        var rows = sorted.prefix(Self.listed).map { DocumentTable.Row($0.id, [.init($0.book), money.cell($1)]) }
        let rest = sorted.dropFirst(Self.listed)
        if !rest.isEmpty {
            rows.append(.init(Self.others(rest.count), ["", money.cell(rest.reduce(0) { $0 + $1.1 })]))
        }
        let idle = report.positions.count - sorted.count
        if idle > 0, sorted.count <= Self.shown { rows.append(.init(Self.others(idle), ["", money.cell(0)])) }
        return DocumentTable(
            caption: "Who gains and loses", stub: "position", columns: [.init("book", .words), .init(money.title)],
            rows: rows, textLimit: Self.shown)
    }

    private static func others(_ count: Int) -> String { NumberText.counted(count, "other") }

    private func books(_ revaluation: StressRevaluation) -> DocumentTable {
        DocumentTable(
            caption: "By book", stub: "book", columns: [.init(money.title)],
            rows: zip(report.books, revaluation.byBook).map { book, gain in
                DocumentTable.Row(
                    book.path.isEmpty ? "Portfolio" : book.name, [money.cell(gain)], depth: book.depth,
                    isStrong: book.path.isEmpty)
            }, textLimit: 0)
    }

    private func factors(_ revaluation: StressRevaluation) -> DocumentTable {
        let sorted = revaluation.moves.sorted { abs($0.profitAndLoss) > abs($1.profitAndLoss) }
        let rest = sorted.dropFirst(Self.listed)
        var rows = sorted.prefix(Self.listed).map { factor in
            DocumentTable.Row(
                factor.id.name,
                [
                    .init(factor.from, .level(factor.id, largest: nil)),
                    .init(factor.to, .level(factor.id, largest: nil)),
                    .init(factor.change, .move(factor.id, factor.convention, level: factor.from)),
                    money.cell(factor.profitAndLoss),
                ])
        }
        if !rest.isEmpty {
            let sum = rest.reduce(0) { $0 + $1.profitAndLoss }
            rows.append(.init(Self.others(rest.count), ["", "", "", money.cell(sum)]))
        }
        if rows.count > 1 {
            rows.append(.init("together beyond that", ["", "", "", money.cell(revaluation.factorInteraction)]))
        }
        return DocumentTable(
            caption: "Each factor alone", stub: "factor alone",
            columns: [.init("today"), .init("then"), .init("move"), .init(money.title)], rows: rows,
            textLimit: Self.shown)
    }

    private func classes(_ revaluation: StressRevaluation) -> DocumentTable {
        DocumentTable(
            caption: "Each class alone", stub: "class alone", columns: [.init(money.title)],
            rows: revaluation.byClass.map { .init($0.factorClass.title, [money.cell($0.profitAndLoss)]) }
                + [.init("together beyond that", [money.cell(revaluation.classInteraction)])])
    }

    private func sensitivities(_ revaluation: StressRevaluation) -> DocumentTable {
        let values = (report.sensitivities + revaluation.sensitivities).flatMap { [$0.delta, $0.gamma] }
        let notation = Notation.amount(Resolution(worths: values), in: .one)
        func cell(_ value: Double) -> DocumentTable.Cell { .init(value, notation) }
        return DocumentTable(
            caption: "Sensitivities today and then", stub: "if a class moves by",
            columns: [.init("delta today"), .init("delta then"), .init("gamma today"), .init("gamma then")],
            rows: zip(report.sensitivities, revaluation.sensitivities).map { today, then in
                DocumentTable.Row(
                    "\(today.factorClass.title), \(today.factorClass.sensitivityUnit)",
                    [cell(today.delta), cell(then.delta), cell(today.gamma), cell(then.gamma)])
            })
    }

    // MARK: Ladders and grids

    private func blocksOf(_ grid: StressGrid) -> [DocumentBlock] {
        guard let columns = grid.columns else {
            let tops = Array(
                zip(report.books, grid.byBook).filter { book, gains in
                    book.depth == 1 && gains.contains { $0 != 0 }
                }.prefix(Self.bookColumns))
            let isInText = tops.count <= Self.bookColumnsOfText
            func table(_ books: ArraySlice<(StressedBook, [Double])>, isInText: Bool) -> DocumentBlock {
                let names = books.map { $0.0.name.shortened(to: 14) }
                return .table(
                    DocumentTable(
                        caption: "Step by step", stub: grid.rows.factors.shortened(to: 24),
                        columns: [.init(money.title)] + names.map { .init($0) },
                        rows: grid.rows.labels.indices.map { step in
                            .init(
                                grid.rows.labels[step],
                                [money.cell(grid.profitAndLoss[step])] + books.map { money.cell($0.1[step]) })
                        }, textLimit: isInText ? 25 : 0))
            }
            var tables = [table(tops.count > 1 && isInText ? tops[...] : [], isInText: true)]
            if tops.count > 1, !isInText { tables.append(table(tops[...], isInText: false)) }
            return [
                .chart(
                    DocumentChart(
                        caption: "Gain or loss of the portfolio over the shock of \(grid.rows.factors).",
                        LadderChart(
                            labels: grid.rows.labels, shocks: grid.rows.values, gains: grid.profitAndLoss,
                            title: "Ladder: \(outcome.name)"), width: 760))
            ] + tables
        }
        let width = columns.labels.count
        let rows = grid.rows.labels.enumerated().map { index, label in
            DocumentTable.Row(
                label, (0..<width).map { money.cell(grid.profitAndLoss[index * width + $0]) })
        }
        let table = DocumentTable(
            caption: "Step against step", stub: "\(grid.rows.factors) ↓ \(columns.factors) →".shortened(to: 24),
            columns: columns.labels.map { .init($0) }, rows: rows, textLimit: width <= 6 ? 25 : 0)
        return [
            .chart(
                DocumentChart(
                    caption: "\(grid.rows.factors) down, \(columns.factors) across; blue is gain, orange is loss.",
                    GainMap(
                        rows: grid.rows.labels, columns: columns.labels, values: grid.profitAndLoss,
                        title: "Grid: \(outcome.name)"), width: 760)), .table(table),
        ]
    }

    // MARK: Conditional

    private func blocksOf(_ conditional: ConditionalOutcome) -> [DocumentBlock] {
        let rows = conditional.factors.filter { !$0.isStated }.map { factor -> DocumentTable.Row in
            func cell(_ change: Double) -> DocumentTable.Cell {
                .init(change, .move(factor.id, factor.convention, level: nil))
            }
            return DocumentTable.Row(factor.id.name, [cell(factor.expected), cell(factor.low), cell(factor.high)])
        }
        return [
            .paragraph(
                """
                What is left open: over \(.count(conditional.draws)) draws of the other factors the gain is \
                \(money.gain(conditional.mean)) on average (± \(money.amount(1.96 * conditional.standardError))) with a \
                standard deviation of \(money.amount(conditional.deviation)); nine in ten lie between \
                \(money.gain(conditional.low)) and \(money.gain(conditional.high)) \(money.title).
                """),
            .paragraph(
                """
                The stated moves lie \(.decimal(conditional.distance, 2)) standard deviations from none (Mahalanobis); moves \
                so far out have the probability \(.number(conditional.probability, digits: 2)) under the \(conditional.law) \
                law.
                """),
            .table(
                DocumentTable(
                    caption: "What is expected of the others", stub: "factor",
                    columns: [.init("expected"), .init("− 1 deviation"), .init("+ 1 deviation")], rows: rows,
                    textLimit: Self.shown)),
        ]
    }
}
