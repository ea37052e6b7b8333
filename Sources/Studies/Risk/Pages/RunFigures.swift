import Measures
import Reports

extension RiskFigure {
    /// How its numbers are told: an amount to a resolution shared with others, a fraction to its own.
    ///
    /// - Parameter unit: nil for the one that leaves room.
    package func notation(amounts: Resolution? = nil, in unit: CountingUnit?) -> Notation {
        let own = Resolution(values: [estimate.value], standardErrors: [estimate.standardError])
        return MeasureWords(self).isProportion ? .share(own) : .amount(amounts ?? own, in: unit)
    }
}

extension Estimate {
    /// The 95 % interval.
    package func interval(_ notation: Notation) -> (low: Quantity, high: Quantity) {
        (Quantity(low, notation), Quantity(high, notation))
    }
}

/// What a report says first.
extension RiskReport {
    private static let cardLimit = 4

    private var holdings: String {
        NumberText.counted(portfolio.positions, "position")
            + (bookCount > 0 ? " in " + NumberText.counted(bookCount, "book") : "")
    }

    private func hasOpenEnd(_ figures: [RiskFigure]) -> Bool {
        figures.contains { $0.estimate.low == nil || $0.estimate.high == nil }
    }

    private var openEndRemark: String {
        "\(NumberText.none) marks an end of an interval that so few \(run.unit)s cannot bound."
    }

    /// Value today.
    package var opening: DocumentSection {
        let value = Quantity(portfolio.value, .amount(Resolution(worths: [portfolio.value]), in: .one))
        return DocumentSection(
            anchor: "figures", heading: "",
            blocks: [.lead("Value today \(portfolio.currency) \(value), \(holdings)")], in: [.brief, .screen])
    }

    /// What heads the report: each figure with its standard error and interval.
    package var headlineTable: DocumentSection? {
        let figures = headlines
        guard !figures.isEmpty else { return nil }
        var blocks: [DocumentBlock] = [
            .table(figureTable(of: figures.map { ($0, MeasureWords($0).label) }, caption: "Loss")),
            .remark(errorRemark),
        ]
        if figures.contains(where: { $0.estimate.value < 0 }) { blocks.append(.remark("A negative loss is a gain.")) }
        if hasOpenEnd(figures) { blocks.append(.remark(Prose(openEndRemark))) }
        return DocumentSection(
            anchor: "figures", heading: "Loss", blocks: blocks, in: [.brief, .screen], currency: portfolio.currency)
    }

    /// What was measured of the whole portfolio besides the headline.
    package var otherMeasures: DocumentSection? {
        let shown = Set(headlines.map(\.key))
        let others = portfolioFigures.filter { !shown.contains($0.key) }
        guard !others.isEmpty else { return nil }
        let table = figureTable(of: others.map { ($0, MeasureWords($0).title) }, caption: "Other measures")
        return DocumentSection(
            anchor: "measures", heading: "Other measures", blocks: [.table(table)], in: [.screen],
            currency: portfolio.currency)
    }

    /// Figures as rows; amounts share one resolution, fractions are percent.
    private func figureTable(of figures: [(RiskFigure, String)], caption: String) -> DocumentTable {
        let amounts = figures.map(\.0).filter { !MeasureWords($0).isProportion }.map(\.estimate)
        let resolution = Resolution(values: amounts.map(\.value), standardErrors: amounts.map(\.standardError))
        let hasErrors = figures.contains { $0.0.estimate.standardError > 0 }
        return DocumentTable(
            caption: caption, stub: "",
            columns: [.init("")] + (hasErrors ? [.init("±"), .init("95% interval")] : []),
            rows: figures.map { figure, label in
                let notation = figure.notation(amounts: resolution, in: nil)
                let interval = figure.estimate.interval(notation)
                let errors: [DocumentTable.Cell] = [
                    .init(figure.estimate.standardError, notation), .init(from: interval.low, to: interval.high),
                ]
                return .init(
                    label, [.init(figure.estimate.value, notation, of: figure.key)] + (hasErrors ? errors : []))
            }, spacing: .figures)
    }

    /// The figures a board asks for first, each with its error and what it means.
    package var cards: DocumentSection {
        let figures = headlines.prefix(Self.cardLimit)
        let unit = CountingUnit(fitting: [portfolio.value], digits: 9)
        let value = DocumentHeadline(
            label: "Value today",
            figure: Quantity(portfolio.value, .amount(Resolution(worths: [portfolio.value]), in: unit)),
            unit: portfolio.currency.code + unit.title, meaning: Prose(holdings), role: nil)
        let isGain = figures.contains { $0.estimate.value < 0 }
        var sentences: [Prose] = [
            "Losses are positive\(isGain ? ", and a negative loss is a gain." : ".")",
            run.scenarios == nil ? "± is one standard error of the simulation." : errorRemark,
        ]
        if hasOpenEnd(Array(figures)) { sentences.append(Prose(openEndRemark)) }
        return DocumentSection(
            anchor: "figures", heading: "Figures",
            blocks: [
                .headlines([value] + figures.map(card)), .remark(Prose(sentences, separator: " ")),
            ], in: [.page])
    }

    private func card(_ figure: RiskFigure) -> DocumentHeadline {
        let words = MeasureWords(figure)
        let estimate = figure.estimate
        let unit = CountingUnit(fitting: [estimate.value], digits: 9)
        let notation = figure.notation(in: unit)
        // A law, not a sample.
        let isExact = !run.hasPaths
        return DocumentHeadline(
            label: words.title,
            figure: Quantity(
                estimate.value, standardError: isExact ? nil : estimate.standardError, notation, of: figure.key),
            unit: words.isProportion ? "" : portfolio.currency.code + unit.title,
            interval: isExact ? nil : estimate.interval(notation),
            meaning: Prose(words.meaning(horizonDays: run.horizonDays) ?? figure.estimator),
            role: ChartRole(of: figure.key.measure))
    }

    /// Every figure of the whole portfolio, and how it was estimated.
    package var measures: DocumentSection? {
        let figures = portfolioFigures
        guard !figures.isEmpty else { return nil }
        // A law has no error to show.
        let hasErrors = run.hasPaths
        let amounts = figures.filter { !MeasureWords($0).isProportion }.map(\.estimate)
        let unit = CountingUnit(fitting: amounts.map(\.value))
        let resolution = Resolution(values: amounts.map(\.value), standardErrors: amounts.map(\.standardError))
        let rows = figures.map { figure -> DocumentTable.Row in
            let notation = figure.notation(amounts: resolution, in: unit)
            let interval = figure.estimate.interval(notation)
            let errors: [DocumentTable.Cell] = [
                .init(figure.estimate.standardError, notation), .init(from: interval.low, to: interval.high),
            ]
            return .init(
                MeasureWords(figure).title,
                [.init(figure.estimate.value, notation, of: figure.key)] + (hasErrors ? errors : [])
                    + [.init(figure.estimator)])
        }
        return DocumentSection(
            anchor: "measures", heading: "All measures of the portfolio",
            blocks: [
                .remark(
                    """
                    In \(portfolio.currency.code)\(unit.title). The same measures of every book are in the report's JSON \
                    and CSV forms.
                    """),
                .table(
                    DocumentTable(
                        caption: "Measures", stub: "Measure",
                        columns: [.init("Value")] + (hasErrors ? [.init("±"), .init("95% interval")] : [])
                            + [.init("Estimator", .prose)], rows: rows)),
            ], in: [.page])
    }
}
