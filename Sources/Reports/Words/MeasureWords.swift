import Measures

/// What the measures are called and mean, in a board's words.
struct MeasureWords {
    let kind: String
    let confidence: Double?

    init(kind: String, confidence: Double?) {
        self.kind = kind
        self.confidence = confidence
    }

    init(_ figure: RiskFigure) { self.init(kind: figure.kind, confidence: figure.confidence) }

    /// “Value-at-risk”.
    var name: String {
        let words = kind == "value-at-risk" ? kind : String(kind.map { $0 == "-" ? " " : $0 })
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// “Value-at-risk 99%”.
    var title: String { withConfidence(name) }

    /// “VaR 99%”.
    var label: String {
        switch kind {
        case "value-at-risk": withConfidence("VaR")
        case "expected-shortfall": withConfidence("ES")
        default: title
        }
    }

    /// Whether the figure is a fraction rather than an amount of money.
    var isProportion: Bool { kind == "probability-of-loss" }

    /// Whether the figure is one of the two that head a report.
    var isHeadline: Bool { kind == "value-at-risk" || kind == "expected-shortfall" }

    /// One sentence about the figure, or nil for a measure unknown here.
    func meaning(horizonDays: Int) -> String? {
        let time = "over " + NumberText.counted(horizonDays, "business day")
        switch kind {
        case "value-at-risk":
            guard let confidence else { return nil }
            return "With \(NumberText.percent(confidence)) confidence, the loss \(time) is not larger."
        case "expected-shortfall":
            guard let confidence else { return nil }
            return "The mean loss \(time) in the worst \(NumberText.remainderPercent(confidence)) of cases."
        case "mean-loss": return "The mean loss \(time); negative for a gain."
        case "standard-deviation": return "How far losses \(time) scatter about their mean."
        case "probability-of-loss": return "How often the portfolio lost money \(time)."
        case "worst-loss": return "The largest loss \(time) on any path."
        default: return nil
        }
    }

    private func withConfidence(_ words: String) -> String {
        confidence.map { words + " " + NumberText.percent($0) } ?? words
    }
}
