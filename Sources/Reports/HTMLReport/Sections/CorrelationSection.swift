import Market
import Measures

/// The correlations of the factors, as a heat map.
struct CorrelationSection: PageSection {
    static let anchor = "correlations"
    static let heading = "Correlations"
    /// Beyond this, squares would be too small to see.
    private static let factorLimit = 60

    let introduction: String
    let chart: String
    let table: String

    init?(_ report: RiskReport) {
        let model = report.model
        let count = model.factors.count
        guard count > 1, model.correlations.count == count * count else { return nil }
        let step = (count + Self.factorLimit - 1) / Self.factorLimit
        let shown = Array(stride(from: 0, to: count, by: step))
        let ids = shown.map { model.factors[$0].id }
        let values = shown.flatMap { row in shown.map { model.correlations[row * count + $0] } }
        var sentences = ["Blue moves together, orange moves against each other; the deeper, the stronger."]
        if step > 1 {
            let ordinal = step == 2 ? "second" : step == 3 ? "third" : "\(step)th"
            sentences.append(
                "Every \(ordinal) of \(NumberText.integer(count)) factors is shown; the report's JSON form has them all."
            )
        }
        introduction = sentences.joined(separator: " ")
        chart = HeatMap(
            labels: ids.map(\.name), groups: ids.map(\.factorClass.title), values: values,
            title: "Correlations of \(ids.count) risk factors", description: Self.description(ids, values), theme: .page
        ).svg(width: 960)
        table =
            DataTable(
                summary: "Data of the chart", caption: "Correlations", header: ["Factor"] + ids.map(\.name),
                rows: ids.indices.map { row in
                    [ids[row].name]
                        + ids.indices.map { NumberText.fixed(values[row * ids.count + $0], decimals: 2) }
                }
            ).html
    }

    /// The strongest correlation of either sign, in words.
    private static func description(_ ids: [FactorID], _ values: [Double]) -> String {
        let pairs = ids.indices.flatMap { row in (0..<row).map { (row, $0, values[row * ids.count + $0]) } }
        func words(_ pair: (Int, Int, Double)) -> String {
            "\(ids[pair.1]) and \(ids[pair.0]), \(NumberText.fixed(pair.2, decimals: 2))"
        }
        guard let highest = pairs.max(by: { $0.2 < $1.2 }), let lowest = pairs.min(by: { $0.2 < $1.2 }) else {
            return ""
        }
        return "The highest is that of \(words(highest)); the lowest that of \(words(lowest))."
    }

    static let template = """
        <p class="small muted">{{introduction}}</p>
        <figure class="scroll" role="group" tabindex="0" aria-label="Correlations">{{{chart}}}</figure>
        {{{table}}}
        """
}
