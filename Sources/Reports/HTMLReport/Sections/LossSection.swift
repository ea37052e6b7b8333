import Measures

/// The distribution of losses, with the measures drawn in.
struct LossSection: PageSection {
    static let anchor = "losses"
    static let heading = "Distribution of losses"

    let wide: String
    let narrow: String
    let caption: String
    let table: String

    init?(_ report: RiskReport) {
        let histogram = report.histogram
        guard !histogram.counts.isEmpty else { return nil }
        let figures = report.portfolioFigures.headlines
        let days = NumberText.counted(report.run.horizonDays, "business day")
        let currency = report.portfolio.currency.code
        var chart = HistogramChart(
            histogram: histogram,
            markers: figures.map { .init(label: MeasureWords($0).label, key: $0.key, estimate: $0.estimate) },
            axisTitle: "loss over \(days), \(currency)", title: "Histogram of losses over \(days)",
            description: Self.description(of: figures, in: report.run), theme: .page)
        wide = chart.svg(width: 960, height: 360)
        chart.axisTitle = "loss, \(currency)"
        narrow = chart.svg(width: 380, height: 260)
        caption = Self.caption(histogram, figures, unit: report.run.unit)
        let end = histogram.start + histogram.binWidth * Double(histogram.counts.count)
        let rows = histogram.counts.enumerated().map { index, count in
            let start = histogram.start + Double(index) * histogram.binWidth
            return [
                NumberText.significant(start, digits: 5), NumberText.significant(start + histogram.binWidth, digits: 5),
                NumberText.integer(count),
            ]
        }
        let unit = report.run.unit == "path" ? "Paths" : "Scenarios"
        let below = [["less", NumberText.significant(histogram.start, digits: 5), NumberText.integer(histogram.below)]]
        let above = [[NumberText.significant(end, digits: 5), "more", NumberText.integer(histogram.above)]]
        table =
            DataTable(
                summary: "Data of the chart", caption: "\(unit) by loss, \(currency)", header: ["From", "To", unit],
                rows: below + rows + above
            ).html
    }

    private static func description(of figures: [RiskFigure], in run: RunSummary) -> String {
        let marked = figures.map { figure in
            let text = EstimateText(figure)
            return "\(MeasureWords(figure).title) is \(text.value), 95% interval \(text.interval)."
        }
        return (["\(NumberText.counted(run.paths, run.unit)), counted by loss."] + marked).joined(separator: " ")
    }

    private static func caption(_ histogram: Histogram, _ figures: [RiskFigure], unit: String) -> String {
        var sentences = [
            "Each bar counts the \(unit)s with a loss of that size; gains are negative losses, on the left."
        ]
        if let first = figures.firstQuantile {
            sentences.append("The blue bars on the right are the losses beyond \(MeasureWords(first).label).")
        }
        if !figures.isEmpty {
            sentences.append("Lines mark the measures\(lines(figures)); the bands are their 95% intervals.")
        }
        if histogram.below + histogram.above > 0 {
            sentences.append(
                "\(NumberText.counted(histogram.below, unit)) to the left and "
                    + "\(NumberText.integer(histogram.above)) to the right of the chart are not drawn.")
        }
        return sentences.joined(separator: " ")
    }

    /// “, solid for VaR and dashed for ES”; nothing where all lines are alike.
    private static func lines(_ figures: [RiskFigure]) -> String {
        func names(isDashed: Bool) -> String {
            let measures = figures.map(\.key.measure).filter {
                (ChartTheme.page.dashes(of: $0) != nil) == isDashed
            }
            return measures.reduce(into: [String]()) { if !$0.contains($1.shortTitle) { $0.append($1.shortTitle) } }
                .joined(separator: ", ")
        }
        let (solid, dashed) = (names(isDashed: false), names(isDashed: true))
        return solid.isEmpty || dashed.isEmpty ? "" : ", solid for \(solid) and dashed for \(dashed)"
    }

    static let template = """
        <figure><div class="wide">{{{wide}}}</div><div class="narrow">{{{narrow}}}</div>
        <figcaption>{{caption}}</figcaption></figure>
        {{{table}}}
        """
}
