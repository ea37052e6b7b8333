import Market
import Measures
import Reports

extension ComparisonPart {
    /// In a table of steps.
    var title: String {
        switch self {
        case .levels: "market levels"
        case .model: "volatilities, correlations"
        case .date: "time passing"
        case .positions: "positions"
        case .settings: "model settings"
        case .noise: "Monte Carlo noise"
        }
    }

    /// Over a narrow column.
    var label: String {
        switch self {
        case .levels: "levels"
        case .model: "model"
        case .date: "time"
        case .positions: "positions"
        case .settings: "settings"
        case .noise: "noise"
        }
    }
}

extension ComparisonStep {
    var title: String { Self.joined(parts.map(\.title)) }

    var label: String { parts.map(\.label).joined(separator: "+") }

    /// What a reader must know of a step that holds several parts, or stands elsewhere; nil for others.
    var remark: String? {
        guard !reasons.isEmpty else { return nil }
        if parts.count == 1 { return "\(title.capitalizedFirst) come first: " + reasons.joined(separator: "; ") + "." }
        return "\(title.capitalizedFirst) cannot be told apart: " + reasons.joined(separator: "; ") + "."
    }

    static func joined(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension FigureChange {
    /// “beyond noise”: in a column beside the change.
    var verdict: String {
        if value == 0, standardError == 0 { return "no change" }
        if standardError == 0 { return "exact" }
        return isSignificant ? "beyond noise" : "within noise"
    }
}

extension RunComparison {
    /// The measures of the whole portfolio.
    var portfolioChanges: [MeasureChange] { changes.filter(\.key.isOfWhole) }

    /// Value-at-risk and expected shortfall of the whole portfolio, or its first figure where there is neither.
    var headlines: [MeasureChange] {
        let chosen = portfolioChanges.headlines
        return chosen.isEmpty ? Array(portfolioChanges.prefix(1)) : chosen
    }

    /// The first value-at-risk and the first expected shortfall, which are shown book by book.
    var leading: [MeasureChange] {
        let first = headlines.leading
        return first.isEmpty ? headlines : first
    }

    func changes(like change: MeasureChange) -> [MeasureChange] {
        changes.filter { $0.key.measure == change.key.measure }
    }
}

extension MeasureChange {
    var words: MeasureWords { MeasureWords(self) }

    /// The change in a sentence or two: how much, and which steps made it.
    func reading(steps: [ComparisonStep], _ notation: Notation) -> Prose {
        func figure(_ value: Double) -> Quantity { Quantity(value, notation) }
        let name = words.label
        if total.value == 0 { return "\(name) does not change: \(figure(from.value)) in both." }
        let verb = total.value > 0 ? "rises" : "falls"
        let size = Quantity(
            abs(total.value), standardError: total.standardError > 0 ? total.standardError : nil, notation)
        var sentence: Prose = "\(name) \(verb) from \(figure(from.value)) to \(figure(to.value)), by \(size)"
        if !total.isSignificant { sentence.append(", which chance alone may do") }
        let ranked = zip(steps, self.steps).filter {
            $0.1.isSignificant && figure($0.1.value).text() != figure(0).text()
        }
        .sorted { abs($0.1.value) > abs($1.1.value) }
        guard !ranked.isEmpty else {
            return steps.isEmpty ? "\(sentence)." : "\(sentence); no step stands out from the noise."
        }
        let parts = ranked.map { "\($0.0.title) \(Quantity($0.1.value, notation.signed(.plus)))" as Prose }
        return "\(sentence): \(Prose(parts, separator: ", "))."
    }
}
