import Measures
import Reports

/// The distribution of losses, and how the leading measures settled as paths were added.
extension RiskReport {
    /// The histogram with the measures drawn in.
    package var distribution: DocumentSection? {
        guard !histogram.counts.isEmpty else { return nil }
        let figures = portfolioFigures.headlines
        let days = NumberText.counted(run.horizonDays, "business day")
        let currency = portfolio.currency.code
        let chart = HistogramChart(
            histogram: histogram,
            markers: figures.map { .init(label: MeasureWords($0).label, key: $0.key, estimate: $0.estimate) },
            axisTitle: "loss over \(days), \(currency)", title: "Histogram of losses over \(days)",
            description: histogramDescription(figures))
        var narrow = chart
        narrow.axisTitle = "loss, \(currency)"
        return DocumentSection(
            anchor: "losses", heading: "Distribution of losses",
            blocks: [
                .chart(
                    DocumentChart(
                        caption: histogramCaption(figures), chart, width: 960, height: 360,
                        narrow: DocumentNarrowChart(narrow, width: 380, height: 260))),
                .details(title: "Data of the chart", [.table(histogramTable)]),
            ], in: [.page])
    }

    private var histogramTable: DocumentTable {
        let end = histogram.start + histogram.binWidth * Double(histogram.counts.count)
        let unit = run.unit == "path" ? "Paths" : "Scenarios"
        func edge(_ value: Double) -> Prose { "\(Quantity.number(value, digits: 5))" }
        let rows = histogram.counts.enumerated().map { index, count -> DocumentTable.Row in
            let start = histogram.start + Double(index) * histogram.binWidth
            return .init(edge(start), [.init(edge(start + histogram.binWidth)), .init(.count(count))])
        }
        return DocumentTable(
            caption: "\(unit) by loss, \(portfolio.currency.code)", stub: "From",
            columns: [.init("To"), .init(unit)],
            rows: [.init("less", [.init(edge(histogram.start)), .init(.count(histogram.below))])] + rows
                + [.init(edge(end), ["more", .init(.count(histogram.above))])])
    }

    private func histogramDescription(_ figures: [RiskFigure]) -> String {
        let marked = figures.map { figure -> String in
            let notation = figure.notation(in: .one)
            let interval = figure.estimate.interval(notation)
            return "\(MeasureWords(figure).title) is \(Quantity(figure.estimate.value, notation).text()), 95% interval"
                + " \(interval.low.text()) to \(interval.high.text())."
        }
        return (["\(NumberText.counted(run.paths, run.unit)), counted by loss."] + marked).joined(separator: " ")
    }

    private func histogramCaption(_ figures: [RiskFigure]) -> Prose {
        var sentences: [Prose] = [
            "Each bar counts the \(run.unit)s with a loss of that size; gains are negative losses, on the left."
        ]
        if let first = figures.firstQuantile {
            sentences.append("The blue bars on the right are the losses beyond \(MeasureWords(first).label).")
        }
        if !figures.isEmpty {
            sentences.append("Lines mark the measures\(Self.lines(figures)); the bands are their 95% intervals.")
        }
        if histogram.below + histogram.above > 0 {
            let below = NumberText.counted(histogram.below, run.unit)
            sentences.append(
                "\(below) to the left and \(.count(histogram.above)) to the right of the chart are not drawn.")
        }
        return Prose(sentences, separator: " ")
    }

    /// “, solid for VaR and dashed for ES”; nothing where all lines are alike.
    private static func lines(_ figures: [RiskFigure]) -> String {
        func names(isDashed: Bool) -> String {
            let measures = figures.map(\.key.measure).filter { (ChartRole.dashes(of: $0) != nil) == isDashed }
            return measures.reduce(into: [String]()) { if !$0.contains($1.shortTitle) { $0.append($1.shortTitle) } }
                .joined(separator: ", ")
        }
        let (solid, dashed) = (names(isDashed: false), names(isDashed: true))
        return solid.isEmpty || dashed.isEmpty ? "" : ", solid for \(solid) and dashed for \(dashed)"
    }

    /// The leading measures over the number of paths.
    package var settling: DocumentSection? {
        let drawn = convergence.filter { $0.points.count > 1 }
        guard !drawn.isEmpty else { return nil }
        let currency = portfolio.currency.code
        return DocumentSection(
            anchor: "convergence", heading: "How sure the figures are",
            blocks: [
                .paragraph(
                    """
                    The line is the figure after so many paths, the band its 95% interval. The interval narrows with the \
                    square root of the paths: \(.count(4 * run.paths)) paths would halve it.
                    """),
                .charts(
                    drawn.map { series in
                        DocumentChart(
                            title: series.title + ", \(currency)",
                            ConvergenceChart(
                                series: series, title: "\(series.title) over the number of paths",
                                description: series.reading), width: 464, height: 270)
                    }),
            ]
                + drawn.map { series in
                    .details(title: "Data of the chart: \(series.title)", [.table(series.table(in: currency))])
                }, in: [.page])
    }
}

extension ConvergenceSeries {
    fileprivate var title: String { MeasureWords(self).title }

    fileprivate var reading: String {
        guard let first = points.first, let last = points.last else { return "" }
        let notation = Notation.amount(last.estimate, in: .one)
        func text(_ value: Double?) -> String { notation.text(value, .counted(in: .one)) }
        return "After \(NumberText.counted(first.paths, "path")) \(text(first.estimate.value)), "
            + "after \(NumberText.counted(last.paths, "path")) \(text(last.estimate.value)), 95% interval"
            + " \(text(last.estimate.low)) to \(text(last.estimate.high))."
    }

    fileprivate func table(in currency: String) -> DocumentTable {
        let last = points.suffix(points.count / 2).map(\.estimate)
        let resolution = Resolution(values: last.map(\.value), standardErrors: last.map(\.standardError))
        let notation = Notation.amount(resolution, in: .one)
        return DocumentTable(
            caption: "\(title) by paths, \(currency)", stub: "Paths",
            columns: [.init("Value"), .init("±"), .init("Low"), .init("High")],
            rows: points.map { point in
                let estimate = point.estimate
                return .init(
                    Prose(.count(point.paths)),
                    [estimate.value, estimate.standardError, estimate.low, estimate.high].map { .init($0, notation) })
            })
    }
}
