import Measures

/// A figure's numbers as text, to one resolution.
struct EstimateText {
    let value: String
    let standardError: String
    let low: String
    let high: String

    init(_ estimate: Estimate, _ resolution: Resolution, style: AmountStyle = .counted(in: .one)) {
        self.init(estimate) { style.text($0, resolution) }
    }

    /// An amount of money to a resolution shared with others, a fraction in percent to its own.
    init(_ figure: RiskFigure, amounts: Resolution? = nil, style: AmountStyle = .counted(in: .one)) {
        let estimate = figure.estimate
        let own = Resolution(values: [estimate.value], standardErrors: [estimate.standardError])
        if MeasureWords(figure).isProportion {
            self.init(estimate) { own.text($0, scale: -2) + "%" }
        } else {
            self.init(estimate, amounts ?? own, style: style)
        }
    }

    private init(_ estimate: Estimate, text: (Double) -> String) {
        value = text(estimate.value)
        standardError = text(estimate.standardError)
        low = estimate.low.map(text) ?? NumberText.none
        high = estimate.high.map(text) ?? NumberText.none
    }

    /// “12.26M to 12.43M”.
    var interval: String { "\(low) to \(high)" }
}
