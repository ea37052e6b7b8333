import Measures

/// The figures a board asks for first, each with its error and what it means.
struct HeadlineSection: PageSection {
    struct Card {
        let style: String
        let label: String
        let value: String
        let unit: String
        let error: String?
        let interval: String?
        let meaning: String
    }

    static let anchor = "figures"
    static let heading = "Figures"
    /// More figures than this stand in the table of measures only.
    private static let cardLimit = 4

    let cards: [Card]
    let remark: String

    init(_ report: RiskReport) {
        let portfolio = report.portfolio
        let holdings =
            NumberText.counted(portfolio.positions, "position")
            + (report.bookCount > 0 ? " in " + NumberText.counted(report.bookCount, "book") : "")
        let valueUnit = CountingUnit(fitting: [portfolio.value], digits: 9)
        let valueText = Resolution(exact: [portfolio.value], scale: valueUnit.powerOfTen)
            .text(portfolio.value, scale: valueUnit.powerOfTen)
        let value = Card(
            style: "", label: "Value today", value: valueText, unit: portfolio.currency.code + valueUnit.title,
            error: nil, interval: nil, meaning: holdings)
        let figures = report.headlines.prefix(Self.cardLimit)
        cards = [value] + figures.map { Self.card($0, in: report) }
        var sentences = [
            "Losses are positive"
                + (figures.contains { $0.estimate.value < 0 } ? ", and a negative loss is a gain." : "."),
            report.run.scenarios == nil ? "± is one standard error of the simulation." : report.errorRemark,
        ]
        if figures.contains(where: { $0.estimate.low == nil || $0.estimate.high == nil }) {
            sentences.append(
                "\(NumberText.none) marks an end of an interval that so few \(report.run.unit)s cannot bound.")
        }
        remark = sentences.joined(separator: " ")
    }

    private static func card(_ figure: RiskFigure, in report: RiskReport) -> Card {
        let words = MeasureWords(figure)
        let estimate = figure.estimate
        let unit = CountingUnit(fitting: [estimate.value], digits: 9)
        let text = EstimateText(figure, style: .counted(in: unit))
        // A law, not a sample.
        let isExact = report.run.paths == 0
        return Card(
            style: figure.key.measure.headlineRank == 1 ? "second" : "first", label: words.title, value: text.value,
            unit: words.isProportion ? "" : report.portfolio.currency.code + unit.title,
            error: isExact ? nil : "± \(text.standardError) · 95% interval", interval: isExact ? nil : text.interval,
            meaning: words.meaning(horizonDays: report.run.horizonDays) ?? figure.estimator)
    }

    static let template = """
        <dl class="cards">
        {{#cards}}<div class="card {{style}}"><dt>{{label}}</dt><dd class="value"><span>{{value}}</span> <small>{{unit}}</small></dd>
        {{#error}}<dd class="exact">{{error}}</dd>{{/error}}{{#interval}}<dd class="exact interval">{{interval}}</dd>{{/interval}}
        <dd class="meaning">{{meaning}}</dd></div>
        {{/cards}}</dl>
        <p class="small muted" style="margin-top:1.25rem">{{remark}}</p>
        """
}
