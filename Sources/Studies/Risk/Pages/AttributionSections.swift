import Market
import Measures
import Reports

/// The sections of a report that tell where its leading figures come from.
package struct AttributionSections {
    private let attribution: RiskAttribution
    private let report: RiskReport
    private let unit: CountingUnit
    /// The first value-at-risk and the first expected shortfall: what text and charts show.
    private let figures: [RiskFigure]
    /// The others, which pages show too.
    private let further: [RiskFigure]
    /// Whether the figures have no sampling error.
    private let isExact: Bool

    /// Rows that text shows of positions and of factors.
    private static let textLimit = 8
    /// Rows that a page shows.
    private static let pageLimit = 25
    private static let chartLimit = 14

    package init?(_ report: RiskReport) {
        guard let attribution = report.attribution else { return nil }
        self.attribution = attribution
        self.report = report
        let all = report.portfolioFigures.filter { figure in
            attribution.components.contains { $0.key == figure.key }
        }
        func isFirst(_ index: Int) -> Bool { all.firstIndex { $0.kind == all[index].kind } == index }
        figures = all.indices.filter(isFirst).map { all[$0] }
        further = all.indices.filter { !isFirst($0) }.map { all[$0] }
        isExact = attribution.components.allSatisfy { $0.standardError == 0 }
        unit = CountingUnit(fitting: figures.map(\.estimate.value), digits: 8)
        guard !figures.isEmpty else { return nil }
    }

    package var all: [DocumentSection] { [contributions, others, tail].compactMap(\.self) }

    // MARK: - Contributions

    private static let parts: [(RiskComponent.Part, String)] = [
        (.book, "Book"), (.position, "Position"), (.factorClass, "Class"), (.factor, "Factor"),
    ]

    private var contributions: DocumentSection? {
        let tables = Self.parts.compactMap { part, title in table(figures, part, title: title) }
        guard !tables.isEmpty else { return nil }
        return DocumentSection(
            anchor: "contributions", heading: "Where it comes from",
            blocks: [
                .remark(
                    """
                    What each part adds to the figure of the whole, in \(report.portfolio.currency.code)\(unit.title): \
                    negative where it hedges. Each division adds up to the figure\
                    \(isExact ? "." : "; ± is one standard error.")
                    """)
            ] + charts
                + tables.flatMap { table -> [DocumentBlock] in
                    let own =
                        table.stub == "Position"
                        ? PositionTables(figures, attribution: attribution, unit: unit, isExact: isExact).blocks : []
                    return [.heading("By " + table.stub.lowercased()), .table(table)] + own
                } + diversification)
    }

    /// On pages only: three figures a table.
    private var others: DocumentSection? {
        let groups = stride(from: 0, to: further.count, by: 3).map {
            Array(further[$0..<min(further.count, $0 + 3)])
        }
        let tables = groups.flatMap { group in
            Self.parts.compactMap { part, title -> DocumentTable? in
                var table = table(group, part, title: title)
                table?.textLimit = 0
                return table
            }
        }
        guard !tables.isEmpty else { return nil }
        return DocumentSection(
            anchor: "further-contributions", heading: "The other figures, taken apart",
            blocks: tables.map { .table($0) })
    }

    private func components(_ figure: RiskFigure, _ part: RiskComponent.Part) -> [RiskComponent] {
        attribution.components(of: figure.key, by: part)
    }

    private func table(_ figures: [RiskFigure], _ part: RiskComponent.Part, title: String) -> DocumentTable? {
        guard let last = figures.last else { return nil }
        // The order is that of the last figure: expected shortfall, where there is one.
        var order = components(last, part)
        guard order.count > 1 else { return nil }
        if part == .book { order = report.books.compactMap { book in order.first { $0.name == book.path } } }
        if part == .position || part == .factor {
            // The largest in size, hedges too, in the order of their signs.
            let largest = order.map { abs($0.value) }.sorted(by: >)
            let least = largest[min(Self.pageLimit, largest.count) - 1]
            order = Array(order.filter { abs($0.value) >= least }.prefix(Self.pageLimit))
        }
        let columns = figures.map { figure in
            let own = components(figure, part)
            return (
                values: Dictionary(own.map { ($0.name, $0) }) { first, _ in first },
                resolution: Resolution(
                    values: own.map(\.value), standardErrors: own.map(\.standardError), digits: 5)
            )
        }
        let isLong = order.count > Self.textLimit && part != .book
        let hidden = isLong ? Set(order.map { abs($0.value) }.sorted(by: >).dropFirst(Self.textLimit)) : []
        let shown = order.filter { !hidden.contains(abs($0.value)) }
        let rest = order.filter { hidden.contains(abs($0.value)) }
        let rows = (shown + rest).map { component in
            DocumentTable.Row(
                label(component), columns.flatMap { cells(component.name, $0.values, $0.resolution) },
                depth: part == .book ? component.name.count { $0 == "/" } : 0)
        }
        return DocumentTable(
            caption: "Contributions by \(title.lowercased())", stub: title,
            columns: figures.flatMap { figure in
                [.init(MeasureWords(figure).label)] + (isExact ? [] : [.init("±")]) + [.init("share")]
                    as [DocumentTable.Column]
            }, rows: rows, textLimit: part == .book ? 20 : shown.count)
    }

    private func label(_ component: RiskComponent) -> String {
        component.by == .book ? component.name.split(separator: "/").last.map(String.init) ?? "" : component.name
    }

    private func cells(
        _ name: String, _ values: [String: RiskComponent], _ resolution: Resolution
    ) -> [DocumentTable.Cell] {
        guard let component = values[name] else { return isExact ? ["", ""] : ["", "", ""] }
        let notation = Notation.amount(resolution, in: unit)
        return [.init(component.value, notation)] + (isExact ? [] : [.init(component.standardError, notation)])
            + [.init(.share(component.share, decimals: 1))]
    }

    private var charts: [DocumentBlock] {
        guard let figure = figures.last else { return [] }
        return [(RiskComponent.Part.position, "position"), (.factor, "factor")].compactMap { part, name in
            let own = components(figure, part)
            guard own.count > 1 else { return nil }
            let largest = own.sorted { abs($0.value) > abs($1.value) }.prefix(Self.chartLimit)
            let title = "\(MeasureWords(figure).title) by \(name)"
            let rest = own.count - largest.count
            let chart = ContributionChart(
                bars: largest.sorted { $0.value > $1.value }.map {
                    .init(label: $0.name, value: $0.value, standardError: $0.standardError)
                }, total: figure.estimate.value, title: title, color: ChartRole(of: figure.key.measure))
            let bars = isExact ? "The" : "The line on a bar is the 95% interval; the"
            let smaller: Prose = rest > 0 ? " \(.count(rest)) smaller ones are not drawn." : ""
            return .chart(
                DocumentChart(
                    title: title, caption: "\(bars) percentage is of the whole.\(smaller)", chart, width: 720))
        }
    }

    private var diversification: [DocumentBlock] {
        let ratios = attribution.tail.diversification.filter { ratio in
            figures.contains { $0.key == ratio.key }
        }
        let words = ratios.map { ratio -> Prose in
            let figure = MeasureWords(ratio).label
            let parts = ratio.by == .book ? "top-level books" : "positions"
            return "\(figure): the \(parts) one by one add up to \(.decimal(ratio.ratio, 2)) times the whole."
        }
        let others = further.map { MeasureWords($0).label }.listed
        let place =
            "\(others) \(further.count == 1 ? "is" : "are") taken apart below on the page, and in components.csv."
        return (words.isEmpty ? [] : [.list(words)]) + attribution.tail.remarks.map { .remark(Prose($0)) }
            + (further.isEmpty ? [] : [.remark(Prose(place))])
    }

    // MARK: - One screen

    /// What adds most, in five lines.
    package var brief: DocumentSection? {
        guard let figure = figures.last else { return nil }
        let parts = [RiskComponent.Part.position, .factor, .book].map { components(figure, $0) }
        guard let own = parts.first(where: { $0.count > 1 }) else { return nil }
        let notation = Notation.amount(
            Resolution(values: own.map(\.value), standardErrors: own.map(\.standardError), digits: 5), in: unit)
        let rows = own.sorted { abs($0.value) > abs($1.value) }.prefix(5).map { component in
            DocumentTable.Row(
                component.name,
                [.init(component.value, notation)]
                    + (isExact ? [] : [.init(component.standardError, notation)])
                    + [.init(.share(component.share, decimals: 1))])
        }
        let money = report.portfolio.currency.code + unit.title
        return DocumentSection(
            anchor: "contributions", heading: "Where it comes from: \(MeasureWords(figure).label), \(money)",
            blocks: [
                .table(
                    DocumentTable(
                        caption: "What adds most", stub: own[0].by.rawValue,
                        columns: [.init("adds")] + (isExact ? [] : [.init("±")]) + [.init("share")], rows: rows))
            ], in: [.brief])
    }

    // MARK: - The tail

    private var tail: DocumentSection? {
        let tail = attribution.tail
        guard !tail.scenarios.isEmpty || !tail.worst.isEmpty else { return nil }
        let own = tail.scenarios.filter { scenario in
            figures.contains { $0.key == scenario.key }
        }
        let scenarios = own.map { scenario -> DocumentBlock in
            let start =
                switch scenario.key.measure.tailFigure {
                case .tailMean(let level): "In the worst \(NumberText.remainderPercent(level))"
                case .quantile, nil: "At \(MeasureWords(scenario).label) on average"
                }
            return .paragraph("\(start): \(scenario.phrases.joined(separator: "; ")).")
        }
        let notation = Notation.amount(Resolution(worths: tail.worst.map(\.loss)), in: unit)
        let rows = tail.worst.map { path in
            DocumentTable.Row(
                path.dates.isEmpty ? String(path.path) : "\(path.path) (\(path.dates.words))",
                [
                    .init(path.loss, notation),
                    .init(Prose(path.moves.map { AttributedMoveWords($0).prose }, separator: ", ")),
                ])
        }
        let table = DocumentTable(
            caption: "The worst \(report.run.unit)s", stub: report.run.unit,
            columns: [.init("loss"), .init("made most by", .words)], rows: rows)
        let again = tail.worst.first.map {
            DocumentBlock.remark(
                "twin replay FILE --path \($0.path) shows the first of them with every factor and position.")
        }
        return DocumentSection(
            anchor: "tail", heading: "What happens in the tail",
            blocks: scenarios
                + (rows.isEmpty ? [] : [.heading("The worst \(report.run.unit)s"), .table(table)])
                + [again].compactMap(\.self))
    }
}

extension [String] {
    /// “VaR 95%, VaR 99% and ES 99%”.
    fileprivate var listed: String {
        count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + (last ?? "")
    }
}
