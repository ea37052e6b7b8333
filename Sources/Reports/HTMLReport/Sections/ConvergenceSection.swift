import Measures

/// How the leading measures settled as paths were added.
struct ConvergenceSection: PageSection {
    struct Panel {
        let label: String
        let chart: String
    }

    static let anchor = "convergence"
    static let heading = "How sure the figures are"

    let introduction: String
    let panels: [Panel]
    let tables: String

    init?(_ report: RiskReport) {
        let drawn = report.convergence.filter { $0.points.count > 1 }
        guard !drawn.isEmpty else { return nil }
        introduction =
            "The line is the figure after so many paths, the band its 95% interval. The interval narrows with the "
            + "square root of the paths: \(NumberText.integer(4 * report.run.paths)) paths would halve it."
        let currency = report.portfolio.currency.code
        panels = drawn.map { series in
            let words = MeasureWords(series)
            return Panel(
                label: words.title + ", \(currency)",
                chart: ConvergenceChart(
                    series: series, title: "\(words.title) over the number of paths",
                    description: Self.description(of: series), theme: .page
                ).svg(width: 464, height: 270))
        }
        tables = drawn.map { series in
            let title = MeasureWords(series).title
            let last = series.points.suffix(series.points.count / 2).map(\.estimate)
            let resolution = Resolution(values: last.map(\.value), standardErrors: last.map(\.standardError))
            return DataTable(
                summary: "Data of the chart: \(title)", caption: "\(title) by paths, \(currency)",
                header: ["Paths", "Value", "±", "Low", "High"],
                rows: series.points.map { point in
                    let text = EstimateText(point.estimate, resolution)
                    return [NumberText.integer(point.paths), text.value, text.standardError, text.low, text.high]
                }
            ).html
        }.joined(separator: "\n")
    }

    private static func description(of series: ConvergenceSeries) -> String {
        guard let first = series.points.first, let last = series.points.last else { return "" }
        let resolution = Resolution(values: [last.estimate.value], standardErrors: [last.estimate.standardError])
        let start = EstimateText(first.estimate, resolution)
        let end = EstimateText(last.estimate, resolution)
        return "After \(NumberText.counted(first.paths, "path")) \(start.value), "
            + "after \(NumberText.counted(last.paths, "path")) \(end.value), 95% interval \(end.interval)."
    }

    static let template = """
        <p>{{introduction}}</p>
        <div class="panels">{{#panels}}<div><h3>{{label}}</h3><figure>{{{chart}}}</figure></div>
        {{/panels}}</div>
        {{{tables}}}
        """
}
